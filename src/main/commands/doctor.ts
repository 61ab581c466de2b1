// ledgerdesk doctor: is everything there that the desk needs, and does it work?
import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { busHealth } from '../../adapters/kafkajs/lag.ts';
import { allTopics, missingTopics } from '../../adapters/kafkajs/topics.ts';
import { hasRoom } from '../../adapters/pglite/room.ts';
import { isInForce } from '../../application/access/staff-keys.ts';
import { channelSettings } from '../channel-settings.ts';
import { openChannels } from '../channels.ts';
import { type Config, readConfig } from '../config.ts';
import { lineFor } from '../failure.ts';
import { kafkaConnection } from '../kafka.ts';
import { passagesWithoutVector, vectorsMissing } from '../missing-vectors.ts';
import { pricesOf } from '../openai.ts';
import { printJson, printTable } from '../output.ts';
import { checkpointFileOf, unwritable } from '../outside-files.ts';
import { configuration, openSession, type Session } from '../session.ts';
import { privacyFindings } from './doctor-privacy.ts';

interface Check {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

const LEAST_FREE_BYTES = 500 * 1024 * 1024;

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'check the configuration, the database, the log, the knowledge base, the agent and the channels',
    )
    .option('--json', 'for machines')
    .action(async ({ json }: { json?: true }) => {
      const checks = await examine();
      const failed = checks.some((c) => c.result === 'failed');
      if (failed) process.exitCode = 1;
      if (json) printJson({ ok: !failed, checks });
      else
        printTable(
          ['check', 'result', 'detail'],
          checks.map((c) => [c.name, c.result, c.detail]),
        );
    });
}

async function examine(): Promise<readonly Check[]> {
  const config = await attempt('configuration', async () => configuration());
  if ('failed' in config) return [config.failed];
  const valid = ok('configuration', 'valid');
  const session = await attempt('database', () => openSession('ledgerdesk doctor'));
  if ('failed' in session) return [valid, session.failed];
  await using open = session.value;
  return [
    valid,
    ...(await databaseChecks(open)),
    ...(await contentChecks(open)),
    ...(await privacyChecks(open)),
    ...(await busCheck(open)),
    await agentCheck(open.config),
    ...(await channelsCheck(open)),
    ...(await diskCheck(open.config)),
  ];
}

async function databaseChecks({ database }: Session): Promise<readonly Check[]> {
  const version = await attempt('database', async () => {
    const [row] = await database.sql<{ version: string; vector: string | null; role: string }[]>`
      select current_setting('server_version') as version, current_user as role, (select extversion from pg_extension where extname = 'vector') as vector`;
    return row;
  });
  if ('failed' in version) return [version.failed];
  const { version: server = '?', vector = null, role = '?' } = version.value ?? {};
  const where = {
    embedded: 'embedded',
    'embedded-elsewhere': 'embedded, in the running desk',
    postgres: 'PostgreSQL server',
  }[database.kind];
  const owns = await attempt('append-only', async () => {
    const [row] = await database.sql<
      { can: boolean }[]
    >`select has_table_privilege('events', 'update, delete, truncate') as can`;
    return row?.can === true;
  });
  if ('failed' in owns) return [owns.failed];
  return [
    ok('database', `${where}, version ${server}, pgvector ${vector ?? 'missing'}`),
    owns.value
      ? {
          name: 'append-only',
          result: 'warning',
          detail: `the role ${role} could change the log but for its trigger: connect as a member of ledgerdesk_runtime`,
        }
      : ok('append-only', `the role ${role} can only add to the log`),
  ];
}

async function contentChecks({ core, secrets, config }: Session): Promise<readonly Check[]> {
  const log = await attempt('log', async () => {
    const { position } = await core.ledger.head();
    const { unsequenced } = await core.ledger.findStrays(1);
    return { position, pending: await core.ledger.waiting(), strays: unsequenced.length };
  });
  const articles = await attempt('knowledge', () => core.knowledge.listArticles());
  const vectors = await attempt('vectors', () => passagesWithoutVector(core));
  const keys = await attempt('signing key', async () =>
    core.signer.verify('probe', core.signer.sign('probe')),
  );
  const made = await attempt('staff keys', async () => {
    const now = core.clock.now();
    return (await core.keyBook.list()).filter((entry) => isInForce(entry, now)).length;
  });
  return [
    'failed' in log
      ? log.failed
      : {
          name: 'log',
          result: log.value.strays > 0 ? 'failed' : 'ok',
          detail: `${log.value.position} events in the ledger, ${log.value.pending} waiting`,
        },
    'failed' in articles
      ? articles.failed
      : {
          name: 'knowledge',
          result: articles.value.length > 0 ? 'ok' : 'warning',
          detail: `${articles.value.length} articles`,
        },
    'failed' in vectors ? vectors.failed : vectorsCheck(vectors.value, core.embedder.model),
    'failed' in keys ? keys.failed : ok('signing key', `id ${core.signer.keyId}`),
    checkpointsCheck(config),
    'failed' in made
      ? made.failed
      : ok('staff keys', `${secrets.staffKeys.length} configured, ${made.value} made`),
  ];
}

function checkpointsCheck(config: Config): Check {
  const file = checkpointFileOf(config);
  const problem = unwritable(file);
  if (problem !== undefined) return { name: 'checkpoints', result: 'failed', detail: problem };
  return file === undefined ? checkpointsInside : ok('checkpoints', 'also in a file outside the database');
}

const checkpointsInside: Check = {
  name: 'checkpoints',
  result: 'warning',
  detail:
    'in the database alone: whoever cuts the end of the log there and its checkpoints leaves no trace; set LEDGERDESK_CHECKPOINT_FILE',
};

function vectorsCheck(count: number, model: string): Check {
  const missing = vectorsMissing(count, model);
  return missing === undefined
    ? ok('vectors', `every passage has one of ${model}`)
    : { name: 'vectors', result: 'warning', detail: missing };
}

async function privacyChecks(session: Session): Promise<readonly Check[]> {
  const found = await attempt('erasures', () => privacyFindings(session));
  if ('failed' in found) return [found.failed];
  return found.value.map(({ name, isRight, detail }) => ({
    name,
    result: isRight ? 'ok' : 'warning',
    detail,
  }));
}

async function busCheck({ config, telemetry }: Session): Promise<readonly Check[]> {
  if (config.kafkaBrokers.length === 0) return [ok('bus', 'in memory: all roles run in one process')];
  const access = { ...kafkaConnection(config, 'doctor'), telemetry };
  const failed = (detail: string): Check[] => [{ name: 'bus', result: 'failed', detail }];
  const health = await busHealth(access);
  if (!health.reachable) return failed(health.problem ?? 'Kafka does not answer');
  const topics = await attempt('bus', () => missingTopics(access, allTopics));
  if ('failed' in topics) return [topics.failed];
  if (topics.value.length > 0)
    return failed(`no topic ${topics.value.join(', ')}; \`ledgerdesk migrate\` creates it`);
  return [ok('bus', `Kafka, ${health.brokers} brokers`)];
}

/** Asks the providers, one line for each thing that has to work; where there are none, what takes their place. */
async function channelsCheck({ config, core, database }: Session): Promise<readonly Check[]> {
  const settings = channelSettings(config);
  const { checks } = openChannels(core, config, settings);
  const rows: Check[] = [];
  for (const { name, check } of checks) {
    const asked = await attempt(name, check);
    rows.push('failed' in asked ? asked.failed : ok(name, asked.value));
  }
  const isAlone = database.kind !== 'postgres' && !settings.mail && !settings.whatsapp;
  const none = isAlone ? 'a stand-in, nothing leaves the desk: see /sandbox' : 'off';
  if (!settings.mail) rows.push(ok('e-mail', none));
  if (!settings.whatsapp) rows.push(ok('whatsapp', none));
  return [...rows, ...credentialsCheck(config)];
}

/** The role api does without the credentials of mailboxes; whoever reads or sends does not start without. */
function credentialsCheck({ gmailMailboxes }: Config): readonly Check[] {
  const strict = readConfig(process.env);
  if (gmailMailboxes.length === 0 || 'config' in strict) return [];
  const detail = `enough for the role api, not for delivery and scheduler: ${strict.problems.join('; ')}`;
  return [{ name: 'e-mail', result: 'warning', detail }];
}

const PROBE_MS = 5_000;

/** Asks the model server for its models: costs nothing and needs the key. */
async function agentCheck(config: Config): Promise<Check> {
  if (config.agent === 'extractive')
    return ok('agent', 'extractive: passages of the knowledge base, no model');
  const base = config.openaiBaseUrl ?? 'https://api.openai.com/v1';
  const probe = await attempt('agent', async () => {
    const headers: Record<string, string> =
      config.openaiApiKey === undefined ? {} : { authorization: `Bearer ${config.openaiApiKey}` };
    return (
      await fetch(`${base.replace(/\/$/, '')}/models`, { headers, signal: AbortSignal.timeout(PROBE_MS) })
    ).status;
  });
  if ('failed' in probe) return { ...probe.failed, detail: 'the model server cannot be reached' };
  const refused = probe.value === 401 || probe.value === 403;
  const hasPrice = pricesOf(config).has(config.openaiModel);
  const price = hasPrice ? '' : '; it has no price, so that its cost is counted as nothing';
  const result = refused ? 'failed' : probe.value < 400 && hasPrice ? 'ok' : 'warning';
  const detail = `${config.openaiModel}; the model server answers ${probe.value}${price}`;
  return { name: 'agent', result, detail };
}

async function diskCheck({ databaseUrl, dataDir }: Config): Promise<readonly Check[]> {
  if (databaseUrl !== undefined) return [];
  const disk = await attempt('disk', () => statfs(dataDir));
  if ('failed' in disk) return [disk.failed];
  const free = disk.value.bavail * disk.value.bsize;
  const detail = `${Math.round(free / 1024 ** 2)} MiB free for ${dataDir}`;
  if (!hasRoom(dataDir)) return [{ name: 'disk', result: 'failed', detail: `${detail}: nothing is taken` }];
  return [{ name: 'disk', result: free < LEAST_FREE_BYTES ? 'warning' : 'ok', detail }];
}

const ok = (name: string, detail: string): Check => ({ name, result: 'ok', detail });

async function attempt<T>(
  name: string,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly failed: Check }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { failed: { name, result: 'failed', detail: lineFor(error) } };
  }
}
