// The words that a good part of a large base has: known beforehand, so that no search has to gather their passages.
import type { Db } from './connection.ts';

/** Words of the passages of one text search configuration and in how many each stands, position by position. */
export interface CommonWords {
  readonly configs: readonly string[];
  readonly lexemes: readonly string[];
  readonly passages: readonly number[];
}

/** Below, gathering the passages of a word costs nothing worth saving. */
const large = 5_000;
/** A word is common that stands in more than one passage of so many. */
const oneIn = 8;
/** Counts are looked at again after so many searches: they move slowly, and only weigh words. */
const searchesBetween = 500;

export const noCommonWords: CommonWords = { configs: [], lexemes: [], passages: [] };

/** @returns a function that answers from what was read last; it throws what the database throws */
export function commonWords(sql: Db): () => Promise<CommonWords> {
  let known: Promise<CommonWords> | undefined;
  let searches = 0;
  return async () => {
    if (known === undefined || ++searches >= searchesBetween) {
      searches = 0;
      const reading = read(sql);
      known = reading;
      // A failed reading is not kept.
      reading.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return await known;
  };
}

async function read(sql: Db): Promise<CommonWords> {
  const [size] = await sql<{ chunks: number }[]>`select count(*)::int as chunks from chunks`;
  if (!size || size.chunks <= large) return noCommonWords;
  const rows = await sql<{ config: string; lexeme: string; passages: number }[]>`
    select l.config::text as config, s.word as lexeme, s.ndoc as passages
    from (select distinct text_config(language) as config from chunks) l
    cross join lateral ts_stat(format('select tsv from chunks where text_config(language) = %L::regconfig', l.config)) s
    where s.ndoc > ${Math.ceil(size.chunks / oneIn)}
    order by s.ndoc desc`;
  return {
    configs: rows.map(({ config }) => config),
    lexemes: rows.map(({ lexeme }) => lexeme),
    passages: rows.map(({ passages }) => passages),
  };
}
