// The synonyms a desk adds to the usual ones, from a file.
import { readFileSync } from 'node:fs';
import { stemsOf, synonymsFrom } from '../adapters/local-embedder/features.ts';
import { sha256Hex } from '../adapters/node-crypto/hashes.ts';
import { type Reword, rewordingFrom } from '../domain/knowledge/rewording.ts';
import type { Synonyms } from '../domain/knowledge/synonyms.ts';
import type { Config } from './config.ts';
import { Failure } from './failure.ts';

interface OwnSynonyms {
  /** For the vectors of the local embedder. */
  readonly synonyms: Synonyms;
  /** Tells one list from another. */
  readonly version: string;
  /** For questions, whatever embeds them. */
  readonly reword: Reword;
}

/**
 * @returns undefined when no file is configured
 * @throws Failure when it cannot be read, or naming the line that is no group
 */
export function ownSynonyms({
  knowledgeSynonyms: file,
}: Pick<Config, 'knowledgeSynonyms'>): OwnSynonyms | undefined {
  if (file === undefined) return undefined;
  const list = readList(file);
  try {
    const synonyms = synonymsFrom(list);
    const reword = rewordingFrom(list, (word) => stemsOf(word)[0] ?? word);
    return { synonyms, version: sha256Hex(list).slice(0, 12), reword };
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
