// The secrets the program works with: from the configuration, or made once and kept in the data directory.
import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { masterKeyId } from '../adapters/node-crypto/cipher.ts';
import { sha256Hex } from '../adapters/node-crypto/hashes.ts';
import { newSigningKey } from '../adapters/node-crypto/signer.ts';
import type { Db } from '../adapters/postgres/connection.ts';
import { wrappingKeyIn } from '../adapters/postgres/keys.ts';
import type { Config, StaffKeySetting } from './config/read.ts';
import { shapeProblem } from './config/shapes.ts';
import { Failure } from './failure.ts';

export interface Secrets {
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
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
  readonly code = 'secrets-unreadable';
}

/** @throws SecretsUnreadable when the file is there but damaged: making new keys would lose every sealed word. */
export function loadSecrets(config: Config): Secrets {
  if (config.databaseUrl !== undefined) {
    const { masterKey = '', signingKey = '', staffKeys } = config;
    return { ...derived(Buffer.from(masterKey, 'base64')), signingKey, staffKeys };
  }
  const kept = keptSecrets(config.dataDir);
  const local: StaffKeySetting = { name: 'local', role: 'admin', sha256: sha256Hex(kept.localKey) };
  return {
    ...derived(Buffer.from(config.masterKey ?? kept.masterKey, 'base64')),
    signingKey: config.signingKey ?? kept.signingKey,
    staffKeys: [...config.staffKeys, local],
    localKey: kept.localKey,
  };
}

/** @throws SecretsUnreadable when the database was sealed under another master key: every text in it would be lost */
export async function requireOurMasterKey({ masterKey }: Secrets, sql: Db): Promise<void> {
  const sealedUnder = await wrappingKeyIn(sql);
  if (sealedUnder === undefined || sealedUnder === masterKeyId(masterKey)) return;
  throw new SecretsUnreadable(
    `the database is sealed under the master key ${sealedUnder}, and we were given ${masterKeyId(masterKey)}. Restore the one it belongs with.`,
  );
}

function derived(masterKey: Uint8Array): Omit<Secrets, 'signingKey' | 'staffKeys' | 'localKey'> {
  const secret = (use: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', `ledgerdesk ${use}`, 32));
  return {
    masterKey,
    statusSecret: secret('status tokens'),
    messageIdSecret: secret('message ids'),
    joinSecret: secret('join codes'),
    traceSecret: secret('traces'),
  };
}

function keptSecrets(folder: string): KeptSecrets {
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
