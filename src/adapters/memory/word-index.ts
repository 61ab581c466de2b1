// The words of every chunk, stemmed once, and how well a query's words are found in them: full text search without a database.
import { stemmer } from 'stemmer';
import type { Row } from '../../application/projection/row-change.ts';
import { stemmerOf } from '../../domain/knowledge/stems.ts';
import { type Vocabulary, vocabularyOf } from '../../domain/knowledge/vocabulary.ts';
import { queryWords, stopWords, wordsOf } from '../../domain/knowledge/words.ts';

interface IndexedChunk {
  readonly row: Row;
  readonly language: string;
  /** Stems of title and keywords. */
  readonly title: ReadonlySet<string>;
  readonly heading: ReadonlySet<string>;
  /** Stems of the text and how often each occurs. */
  readonly text: ReadonlyMap<string, number>;
}

export interface WordedChunk {
  readonly row: Row;
  /** Share of the query's words found, weighted by rarity: 0 … 1. */
  readonly coverage: number;
  /** Relevance by words, 0 … 1: rare ones and prominent places count more. */
  readonly relevance: number;
}

export interface WordIndex {
  /** All chunks in the category with what the query's words say about each; nothing for a query without telling words. */
  match(rows: Iterable<Row>, text: string, category: string | undefined): readonly WordedChunk[];
}

/** Chunk ids never change their content, so what was stemmed once stays valid. */
export function wordIndex(): WordIndex {
  let known = new Map<string, IndexedChunk>();
  return {
    match(rows, text, category) {
      const words = queryWords(text);
      if (words.length === 0) return [];
      const current = new Map<string, IndexedChunk>();
      for (const row of rows) {
        const id = textIn(row, 'chunk_id');
        current.set(id, known.get(id) ?? indexed(row));
      }
      known = current;
      const all = [...current.values()];
      const inCategory = all.filter(({ row }) => category === undefined || row['category'] === category);
      const rarities = new Map(
        [...new Set(all.map(({ language }) => language))].map((language) => [
          language,
          raritiesOf(words, all, language),
        ]),
      );
      return inCategory.map((chunk) => scored(chunk, rarities.get(chunk.language) ?? new Map()));
    },
  };
}

/** The vocabulary of the chunks there are; built anew only when they changed. */
export function chunkVocabulary(): (rows: Iterable<Row>) => Vocabulary {
  let built: { readonly of: string; readonly vocabulary: Vocabulary } | undefined;
  return (rows) => {
    const all = [...rows];
    const of = all.map((row) => textIn(row, 'chunk_id')).join(' ');
    if (built?.of !== of) built = { of, vocabulary: vocabularyOf(all.map(textOf)) };
    return built.vocabulary;
  };
}

const textOf = (row: Row) =>
  ['title', 'keywords_text', 'heading', 'text'].map((column) => textIn(row, column)).join('\n');

/** A column that holds text. @throws TypeError when it does not: the projection and the reader disagree */
export function textIn(row: Row, column: string): string {
  const cell = row[column];
  if (typeof cell !== 'string') throw new TypeError(`the column ${column} holds no text`);
  return cell;
}

function indexed(row: Row): IndexedChunk {
  const language = textIn(row, 'language').toLowerCase().split('-')[0] ?? '';
  const stems = (written: string) => stemsOf(written, language);
  const text = new Map<string, number>();
  for (const stem of stems(textIn(row, 'text'))) text.set(stem, (text.get(stem) ?? 0) + 1);
  const title = new Set(stems(`${textIn(row, 'title')} ${textIn(row, 'keywords_text')}`));
  return { row, language, title, heading: new Set(stems(textIn(row, 'heading'))), text };
}

function stemsOf(text: string, language: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map(stemmerOf(language, stemmer));
}

/** The stems of the query's words in one language, and how rare each is among all chunks. */
function raritiesOf(
  words: readonly string[],
  chunks: readonly IndexedChunk[],
  language: string,
): ReadonlyMap<string, number> {
  const same = chunks.filter((chunk) => chunk.language === language);
  const stems = new Set(words.map(stemmerOf(language, stemmer)));
  return new Map([...stems].map((stem) => [stem, rarity(same, chunks.length, stem)]));
}

/** Inverse document frequency as in BM25; highest for a word that no chunk has. */
function rarity(chunks: readonly IndexedChunk[], size: number, stem: string): number {
  const having = chunks.filter((chunk) => weightOf(chunk, stem) > 0).length;
  return Math.log(1 + (size - having + 0.5) / (having + 0.5));
}

/** What a word weighs by where it stands. The figures are those of lexeme_weights() in sql/. */
function weightOf(chunk: IndexedChunk, stem: string): number {
  const inTitle = chunk.title.has(stem) ? 4 : 0;
  const inHeading = chunk.heading.has(stem) ? 3 : 0;
  return inTitle + inHeading + Math.log2(1 + (chunk.text.get(stem) ?? 0));
}

function scored(chunk: IndexedChunk, rarities: ReadonlyMap<string, number>): WordedChunk {
  let total = 0;
  let found = 0;
  let relevance = 0;
  for (const [stem, rare] of rarities) {
    const weight = weightOf(chunk, stem);
    total += rare;
    if (weight > 0) found += rare;
    relevance += (rare * weight) / (weight + 2);
  }
  if (total === 0) return { row: chunk.row, coverage: 0, relevance: 0 };
  return { row: chunk.row, coverage: found / total, relevance: relevance / total };
}
