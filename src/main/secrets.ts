// The secrets the program works with: from the configuration, or made once and kept in the data directory.
import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../adapters/node-crypto/hashes.ts';
import { newSigningKey } from '../adapters/node-crypto/signer.ts';
import type { Config, StaffKeySetting } from './config/read.ts';

export interface Secrets {
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Ed25519, PKCS #8 DER, base64. */
  readonly signingKey: string;
  /** Makes status tokens. */
  readonly statusSecret: Uint8Array;
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

function derived(masterKey: Uint8Array): Pick<Secrets, 'masterKey' | 'statusSecret'> {
  return {
    masterKey,
    statusSecret: new Uint8Array(hkdfSync('sha256', masterKey, '', 'ledgerdesk status tokens', 32)),
  };
}

function keptSecrets(folder: string): KeptSecrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made: KeptSecrets = {
    masterKey: randomBytes(32).toString('base64'),
    signingKey: newSigningKey(),
    localKey: randomBytes(24).toString('base64url'),
  };
  // Written whole or not at all: a half-written key would lose everything sealed under it.
  writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return made;
}

function readSecrets(file: string): KeptSecrets {
  try {
    const { masterKey, signingKey, localKey }: Partial<KeptSecrets> = JSON.parse(readFileSync(file, 'utf8'));
    if (masterKey !== undefined && signingKey !== undefined && localKey !== undefined)
      return { masterKey, signingKey, localKey };
  } catch (error) {
    throw new SecretsUnreadable(
      `${file} cannot be read. Restore it from a backup: without it, sealed texts are lost.`,
      { cause: error },
    );
  }
  throw new SecretsUnreadable(
    `${file} is incomplete. Restore it from a backup: without it, sealed texts are lost.`,
  );
}
