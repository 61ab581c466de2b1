// Environment variables to settings: all of it right, or a list of everything that is wrong.
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { nearest } from './nearest.ts';
import { type SettingName, type Settings, settingEntries, variableOf } from './settings.ts';
import { shapeProblem } from './shapes.ts';

type Role = 'agent' | 'auditor' | 'admin';

/** A key of somebody on the staff; only its digest is known to the program. */
export interface StaffKeySetting {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the key, lower-case hex. */
  readonly sha256: string;
}

export type Config = Readonly<Omit<Settings, 'staffKeys'>> & {
  readonly staffKeys: readonly StaffKeySetting[];
};

export type ConfigResult = { readonly config: Config } | { readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** What the process is for. */
export interface ReadOptions {
  /** Whether it reads mailboxes or sends from them, which takes their credentials; true when absent. */
  readonly usesMailboxes?: boolean;
}

/**
 * Reads the configuration.
 * @param environment usually `process.env`; empty values count as absent
 * @returns the configuration, or one readable line for each thing that is wrong. Secret values are in none of them.
 */
export function readConfig(
  environment: Environment,
  { usesMailboxes = true }: ReadOptions = {},
): ConfigResult {
  const problems = unknownVariables(environment);
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [setting, schema] of settingEntries) {
    const read = readSetting(schema, environment[variableOf(setting)]);
    if (read.problem !== undefined) problems.push(`${variableOf(setting)} ${read.problem}`);
    else if (read.value !== undefined) values[setting] = read.value;
  }
  problems.push(...contradictions(environment, values, usesMailboxes));
  if (problems.length > 0) return { problems };
  const settings = values as Settings;
  return { config: { ...settings, staffKeys: settings.staffKeys.map(staffKey) } };
}

interface Read {
  readonly value?: unknown;
  readonly problem?: string;
}

function readSetting(schema: TSchema, raw: string | undefined): Read {
  const text = raw?.trim() ?? '';
  if (text === '') return { value: schema['default'] };
  const value = fromText(schema, text);
  const problem = problemOf(schema, value);
  if (problem === undefined) return { value };
  // An @ may stand behind a password in an address.
  const showable = schema['secret'] !== true && !text.includes('@');
  return { problem: showable ? `${problem}; it is ${JSON.stringify(text)}` : problem };
}

function problemOf(schema: TSchema, value: unknown): string | undefined {
  // Brokers that are none would mean another bus than the one that was asked for.
  if (Array.isArray(value) && value.length === 0) return 'must not be commas alone';
  if (!Value.Check(schema, value)) return shapeOfType(schema) ?? 'is not valid';
  return shapeProblem(schema['shape'], value);
}

function fromText(schema: TSchema, text: string): unknown {
  if (schema['type'] === 'array') {
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  return text;
}

/** What the type asks for, in words. */
function shapeOfType(schema: TSchema): string | undefined {
  if (Array.isArray(schema['anyOf'])) {
    return `must be one of ${schema['anyOf'].map((option: TSchema) => option['const']).join(', ')}`;
  }
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    const kind = schema['type'] === 'integer' ? 'a whole number' : 'a number';
    const low =
      schema['exclusiveMinimum'] === undefined
        ? ` from ${schema['minimum']}`
        : ` above ${schema['exclusiveMinimum']}`;
    const high = schema['maximum'] === undefined ? ' upwards' : ` up to ${schema['maximum']}`;
    return `must be ${kind}${low}${high}`;
  }
  if (schema['type'] !== 'array') return undefined;
  const pattern: unknown = schema['items']?.pattern;
  if (schema['shape'] === 'model-prices')
    return 'must be a list of name=input/output/cached in dollars for a million tokens, parted by commas';
  if (schema['shape'] === 'role-names')
    return 'must be a list of value=role, roles being agent, auditor, admin, parted by commas';
  if (schema['shape'] === 'service-minutes')
    return 'must be a list of priority=minutes, priorities being urgent, high, normal, low, parted by commas';
  if (schema['shape'] === 'mail-aliases')
    return 'must be a list of domain=dots, domain=tags or domain=dots+tags, parted by commas';
  if (schema['shape'] === 'staff-keys') return 'must be a list of name:role:sha256, parted by commas';
  const form = typeof pattern === 'string' && pattern.includes('@') ? 'addresses' : 'host:port';
  return `must be a list of ${form}, parted by commas`;
}

function unknownVariables(environment: Environment): string[] {
  const known = settingEntries.map(([setting]) => variableOf(setting));
  return Object.keys(environment)
    .filter((name) => name.startsWith('LEDGERDESK_') && !known.includes(name))
    .sort()
    .map((name) => {
      const guess = nearest(name, known);
      return `${name} is not a setting${guess === undefined ? '' : `; did you mean ${guess}?`}`;
    });
}

/** Settings that do not go together. A variable that is wrong in itself counts as given. */
function contradictions(
  environment: Environment,
  values: Partial<Record<SettingName, unknown>>,
  usesMailboxes: boolean,
): string[] {
  const given = (setting: SettingName) => (environment[variableOf(setting)]?.trim() ?? '') !== '';
  const problems: string[] = [];
  if (given('databaseUrl')) {
    for (const key of ['masterKey', 'signingKey'] as const) {
      if (!given(key)) problems.push(`${variableOf(key)} is needed when ${variableOf('databaseUrl')} is set`);
    }
  } else if (given('migrationDatabaseUrl')) {
    problems.push(`${variableOf('databaseUrl')} is needed when ${variableOf('migrationDatabaseUrl')} is set`);
  }
  if (given('kafkaBrokers') && !given('databaseUrl')) {
    problems.push(`${variableOf('databaseUrl')} is needed when ${variableOf('kafkaBrokers')} is set`);
  }
  if (given('kafkaUsername') !== given('kafkaPassword')) {
    problems.push(`${variableOf('kafkaUsername')} and ${variableOf('kafkaPassword')} go together`);
  }
  if (values.kafkaMechanism === 'plain' && values.kafkaSsl !== 'on') {
    problems.push(
      `${variableOf('kafkaMechanism')}=plain shows the password to the network: ${variableOf('kafkaSsl')}=on`,
    );
  }
  problems.push(
    ...together(given, ['oidcIssuer', 'oidcAudience', 'oidcRoles']),
    ...signInContradictions(given),
  );
  problems.push(...mailContradictions(given, values, usesMailboxes), ...whatsappContradictions(given));
  if (values.agent === 'openai' && !given('openaiApiKey') && !given('openaiBaseUrl')) {
    problems.push(
      `${variableOf('openaiApiKey')} or ${variableOf('openaiBaseUrl')} is needed when ${variableOf('agent')} is openai`,
    );
  }
  problems.push(...unpriced(values));
  return problems;
}

/** Browsers come back to an address that the provider knows beforehand. */
function signInContradictions(given: Given): string[] {
  if (!given('oidcClientId'))
    return given('oidcClientSecret')
      ? [`${variableOf('oidcClientId')} is needed when ${variableOf('oidcClientSecret')} is set`]
      : [];
  return (['oidcIssuer', 'publicUrl'] as const)
    .filter((setting) => !given(setting))
    .map((setting) => `${variableOf(setting)} is needed when ${variableOf('oidcClientId')} is set`);
}

/** A cap on what has no price would be none. */
function unpriced(values: Partial<Record<SettingName, unknown>>): string[] {
  const caps = (['spendCapPerDay', 'spendCapPerTicket'] as const).filter((cap) => values[cap] !== undefined);
  const prices = Array.isArray(values.modelPrices) ? values.modelPrices.map(String) : [];
  const models = [...(values.agent === 'openai' ? [values.openaiModel] : []), values.openaiEmbeddingModel];
  const without = models.filter(
    (model) => typeof model === 'string' && !prices.some((price) => price.startsWith(`${model}=`)),
  );
  if (caps.length === 0 || without.length === 0) return [];
  const named = caps.map(variableOf).join(' and ');
  return [
    `${variableOf('modelPrices')} must have a price for ${without.join(' and ')} when ${named} ${caps.length > 1 ? 'are' : 'is'} set`,
  ];
}

type Given = (setting: SettingName) => boolean;

/** Half a channel is none: what is missing is said before a message could get lost. */
function mailContradictions(
  given: Given,
  values: Partial<Record<SettingName, unknown>>,
  usesMailboxes: boolean,
): string[] {
  const mailboxes = variableOf('gmailMailboxes');
  const push = ['gmailTopic', 'gmailPushSubscription', 'gmailPushAudience', 'gmailPushAccount'] as const;
  const oauth = ['gmailClientId', 'gmailClientSecret', 'gmailRefreshTokens'] as const;
  const problems = together(given, push);
  if (usesMailboxes) problems.push(...together(given, oauth));
  const needing = [...push, 'gmailServiceAccount' as const, ...oauth].filter(given).map(variableOf);
  if (needing.length > 0 && !given('gmailMailboxes'))
    problems.push(
      `${mailboxes} is needed when ${needing.join(', ')} ${needing.length > 1 ? 'are' : 'is'} set`,
    );
  if (usesMailboxes && given('gmailMailboxes') && !given('gmailServiceAccount') && !given('gmailClientId')) {
    const how = `${variableOf('gmailServiceAccount')} or ${variableOf('gmailClientId')}`;
    problems.push(`${how} is needed when ${mailboxes} is set`);
  }
  const [boxes, tokens] = [values.gmailMailboxes, values.gmailRefreshTokens];
  const areLists = Array.isArray(boxes) && Array.isArray(tokens);
  if (given('gmailMailboxes') && given('gmailRefreshTokens') && areLists && boxes.length !== tokens.length)
    problems.push(`${variableOf('gmailRefreshTokens')} must be as many as ${mailboxes}`);
  if (given('gmailTopic') && !given('publicUrl')) problems.push(noPublicUrl);
  return problems;
}

function whatsappContradictions(given: Given): string[] {
  const sender = ['twilioAccountSid', 'twilioAuthTokens', 'whatsappNumber'] as const;
  // The template is optional, and nothing by itself.
  const problems = together(given, sender, given('twilioTemplateSid'));
  if (given('twilioAccountSid') && !given('publicUrl')) problems.push(noPublicUrl);
  return problems;
}

const noPublicUrl = `${variableOf('publicUrl')} is needed for webhooks: providers reach the desk there`;

/** All or none of them. @param isNeeded when none will not do either */
function together(given: Given, settings: readonly SettingName[], isNeeded = settings.some(given)): string[] {
  const missing = settings.filter((setting) => !given(setting)).map(variableOf);
  if (!(isNeeded || settings.some(given)) || missing.length === 0) return [];
  const names = settings.map(variableOf).join(', ');
  return [`${names} go together; missing: ${missing.join(', ')}`];
}

function staffKey(text: string): StaffKeySetting {
  const [name = '', role, sha256 = ''] = text.split(':');
  return { name, role: role === 'admin' || role === 'auditor' ? role : 'agent', sha256 };
}
