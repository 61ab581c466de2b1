// The synonyms a desk adds to the usual ones, from a file.
import { readFileSync } from 'node:fs';
import { synonymsFrom } from '../adapters/local-embedder/features.ts';
import type { localEmbedder } from '../adapters/local-embedder/local-embedder.ts';
import { sha256Hex } from '../adapters/node-crypto/hashes.ts';
import type { Config } from './config.ts';
import { Failure } from './failure.ts';

/**
 * @returns undefined when no file is configured
 * @throws Failure when it cannot be read, or naming the line that is no group
 */
export function ownSynonyms({
  knowledgeSynonyms: file,
}: Pick<Config, 'knowledgeSynonyms'>): Parameters<typeof localEmbedder>[0] {
  if (file === undefined) return undefined;
  const list = readList(file);
  try {
    return { synonyms: synonymsFrom(list), version: sha256Hex(list).slice(0, 12) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Failure(`the synonyms in ${file}: ${cause.message}`, 2, { cause });
  }
}

function readList(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure(`LEDGERDESK_KNOWLEDGE_SYNONYMS: the file ${file} cannot be read`, 2, { cause });
  }
}
