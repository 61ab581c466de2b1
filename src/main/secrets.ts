// The secrets the program works with: from the configuration, or made once and kept in the data directory.
import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aesMasterKeys, masterKeyId } from '../adapters/node-crypto/cipher.ts';
import { sha256Hex } from '../adapters/node-crypto/hashes.ts';
import { newSigningKey } from '../adapters/node-crypto/signer.ts';
import type { Db } from '../adapters/postgres/connection.ts';
import { keptSecrets, masterKeysInUse } from '../adapters/postgres/master-keys.ts';
import type { Config, StaffKeySetting } from './config/read.ts';
import { shapeProblem } from './config/shapes.ts';
import { Failure } from './failure.ts';

export interface Secrets {
  /** By id, 32 bytes each: the first wraps, all of them open. */
  readonly masterKeys: ReadonlyMap<string, Uint8Array>;
  /** Ed25519, PKCS #8 DER, base64. */
  readonly signingKey: string;
  /** Makes status tokens. */
  readonly statusSecret: Uint8Array;
  /** Signs the Message-IDs of our mail. */
  readonly messageIdSecret: Uint8Array;
  /** Makes the codes by which a customer goes on with a ticket on another channel. */
  readonly joinSecret: Uint8Array;
  /** Keys the digests that stand for addresses and ids of threads. */
  readonly traceSecret: Uint8Array;
  readonly staffKeys: readonly StaffKeySetting[];
  /** The local operator's key, only where it was made here: shown on the terminal, never logged. */
  readonly localKey?: string;
}

interface KeptSecrets {
  readonly masterKey: string;
  readonly signingKey: string;
  readonly localKey: string;
}

export class SecretsUnreadable extends Error {
  override readonly name = 'SecretsUnreadable';
  readonly code = 'secrets-unreadable';
}

/** @throws SecretsUnreadable when the file is there but damaged: making new keys would lose every sealed word. */
export function loadSecrets(config: Config): Secrets {
  if (config.databaseUrl !== undefined) {
    const { masterKey = '', otherMasterKeys, signingKey = '', staffKeys } = config;
    return { ...derived([masterKey, ...otherMasterKeys]), signingKey, staffKeys };
  }
  const kept = secretsIn(config.dataDir);
  const local: StaffKeySetting = { name: 'local', role: 'admin', sha256: sha256Hex(kept.localKey) };
  const masterKeys = [config.masterKey, kept.masterKey, ...config.otherMasterKeys];
  return {
    ...derived(masterKeys.filter((key) => key !== undefined)),
    signingKey: config.signingKey ?? kept.signingKey,
    staffKeys: [...config.staffKeys, local],
    localKey: kept.localKey,
  };
}

/**
 * The secrets that belong with this database. What is made from a master key is kept in it from the first start on, so that
 * the master key can be changed and links, codes and digests stay.
 * @throws SecretsUnreadable when something was sealed under a master key we were not given: every text of it would be lost
 */
export async function secretsOf(secrets: Secrets, sql: Db): Promise<Secrets> {
  const used = await masterKeysInUse(sql);
  const unknown = used.filter((id) => !secrets.masterKeys.has(id));
  const [current = ''] = secrets.masterKeys.keys();
  if (unknown.length > 0)
    throw new SecretsUnreadable(
      `the database is sealed under the master key ${unknown.join(' and ')}, and we were given ${[...secrets.masterKeys.keys()].join(' and ')}. Restore the one it belongs with.`,
    );
  // Before anything was kept there was one master key, and everything was made from that.
  const [first = current] = used;
  const made = madeFrom(secrets.masterKeys.get(first) ?? new Uint8Array());
  const kept = await keptSecrets(sql, aesMasterKeys(secrets.masterKeys), new Map(Object.entries(made)));
  return { ...secrets, ...made, ...Object.fromEntries(kept) };
}

function derived(given: readonly string[]): Pick<Secrets, 'masterKeys' | MadeSecret> {
  const keys = given.map((key) => new Uint8Array(Buffer.from(key, 'base64')));
  const [current = new Uint8Array()] = keys;
  return { masterKeys: new Map(keys.map((key) => [masterKeyId(key), key])), ...madeFrom(current) };
}

type MadeSecret = 'statusSecret' | 'messageIdSecret' | 'joinSecret' | 'traceSecret';

function madeFrom(masterKey: Uint8Array): Pick<Secrets, MadeSecret> {
  const secret = (use: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', `ledgerdesk ${use}`, 32));
  return {
    statusSecret: secret('status tokens'),
    messageIdSecret: secret('message ids'),
    joinSecret: secret('join codes'),
    traceSecret: secret('traces'),
  };
}

function secretsIn(folder: string): KeptSecrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const made: KeptSecrets = {
    masterKey: randomBytes(32).toString('base64'),
    signingKey: newSigningKey(),
    localKey: randomBytes(24).toString('base64url'),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Written whole or not at all: a half-written key would lose everything sealed under it.
    writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new Failure(`${folder} cannot be written to as a data directory${code}`, 1, { cause });
  }
  return made;
}

function readSecrets(file: string): KeptSecrets {
  const kept = parsed(file);
  const { masterKey, signingKey, localKey } = kept;
  const whole =
    typeof masterKey === 'string' &&
    typeof signingKey === 'string' &&
    typeof localKey === 'string' &&
    localKey !== '' &&
    shapeProblem('master-key', masterKey) === undefined &&
    shapeProblem('signing-key', signingKey) === undefined;
  if (whole) return { masterKey, signingKey, localKey };
  throw new SecretsUnreadable(`${file} is incomplete or damaged. ${restore}`);
}

const restore = 'Restore it from a backup: without it, sealed texts are lost.';

function parsed(file: string): Partial<Record<keyof KeptSecrets, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SecretsUnreadable(`${file} cannot be read. ${restore}`, { cause: error });
  }
}
