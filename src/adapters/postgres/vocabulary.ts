// The words of the articles in the database, read again only when an article changed.
import { type Vocabulary, vocabularyOf } from '../../domain/knowledge/vocabulary.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

/** @returns a function that throws StoreUnavailable when the database cannot be used */
export function storedVocabulary(sql: Db): () => Promise<Vocabulary> {
  let built: { readonly of: string; readonly vocabulary: Promise<Vocabulary> } | undefined;
  const read = async (): Promise<Vocabulary> => {
    const rows = await answering(sql<{ words: string }[]>`
      select concat_ws(E'\\n', title, keywords_text, heading, text) as words from chunks order by chunk_id`);
    return vocabularyOf(rows.map(({ words }) => words));
  };
  return async () => {
    // Versions only grow, and a withdrawal takes its row away: any change of the articles changes one of the two.
    const [state] = await answering(sql<{ of: string }[]>`
      select count(*) || ' ' || coalesce(sum(version), 0) || ' ' || coalesce(max(published_at)::text, '') as of from articles`);
    const of = state?.of ?? '';
    if (built?.of !== of) {
      const reading = { of, vocabulary: read() };
      built = reading;
      // A failed reading is not kept.
      reading.vocabulary.catch(() => {
        if (built === reading) built = undefined;
      });
    }
    return await built.vocabulary;
  };
}
