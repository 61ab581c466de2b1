// Knowledge search in memory: the same measures as the SQL one, by plain loops over the rows.
import { Value } from '@sinclair/typebox/value';
import type { Embedder, KnowledgeBase, Passage } from '../../application/knowledge/knowledge-base.ts';
import type { Row, Table } from '../../application/projection/row-change.ts';
import { articles, chunks } from '../../application/projection/tables.ts';
import { closeness, usualRange } from '../../domain/knowledge/confidence.ts';
import { Category } from '../../domain/ticket/classification.ts';
import { chunkVocabulary, textIn, type WordedChunk, wordIndex } from './word-index.ts';

export interface MemoryKnowledgeOptions {
  /** Current rows of a read-model table. */
  readonly rows: (table: Table) => Iterable<Row>;
  /** Embeds queries; only vectors of its model are searched. */
  readonly embedder: Embedder;
  /** Told when a query could not be embedded; the search then goes by words alone. */
  readonly onEmbedderFailure?: (error: unknown) => void;
}

interface Candidate extends WordedChunk {
  readonly similarity: number | null;
}

export function memoryKnowledgeBase(options: MemoryKnowledgeOptions): KnowledgeBase {
  const { rows, embedder, onEmbedderFailure = () => {} } = options;
  const vectors = new Map<string, Float32Array>();
  const index = wordIndex();
  const words = chunkVocabulary();
  const vectorKey = (model: string, contentHash: string) => `${model} ${contentHash}`;

  const embedQuery = async (text: string): Promise<Float32Array | undefined> => {
    try {
      const [vector] = await embedder.embed([text]);
      return vector && saysSomething(vector) ? vector : undefined;
    } catch (error) {
      onEmbedderFailure(error);
      return undefined;
    }
  };

  return {
    async search({ text, category, limit }) {
      const worded = index.match(rows(chunks), text, category);
      if (worded.length === 0) return [];
      const query = await embedQuery(text);
      const all: Candidate[] = worded.map((chunk) => {
        const vector = vectors.get(vectorKey(embedder.model, textIn(chunk.row, 'content_hash')));
        return {
          ...chunk,
          similarity: query && vector && saysSomething(vector) ? cosine(query, vector) : null,
        };
      });
      return fuse(all, embedder)
        .slice(0, limit)
        .map(([chunk, score]) => passageOf(chunk, score));
    },
    vocabulary: async () => words(rows(chunks)),
    missingVectors: async (model, hashes) => hashes.filter((hash) => !vectors.has(vectorKey(model, hash))),
    passagesWithoutVector: async ({ model, after, limit }) => {
      const inputs = new Map<string, string>();
      for (const row of rows(chunks)) {
        const hash = textIn(row, 'content_hash');
        if (hash > after && !vectors.has(vectorKey(model, hash)))
          inputs.set(hash, ['title', 'heading', 'text'].map((column) => textIn(row, column)).join('\n'));
      }
      return [...inputs]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([contentHash, input]) => ({ contentHash, input }));
    },
    saveVectors: async (model, saved) => {
      for (const { contentHash, vector } of saved) vectors.set(vectorKey(model, contentHash), vector);
    },
    findArticle: async (slug) => {
      const row = [...rows(articles)].find((article) => article['slug'] === slug);
      return row && textIn(row, 'article_id');
    },
    listArticles: async () =>
      Array.from(rows(articles), (row) => ({
        articleId: textIn(row, 'article_id'),
        slug: textIn(row, 'slug'),
        contentDigest: textIn(row, 'content_digest'),
        version: Number(row['version']),
      })).sort((a, b) => (a.slug < b.slug ? -1 : 1)),
  };
}

/** Best first: relevance and closeness added. Ranks, which could be added too, forget how far apart two passages are. */
function fuse(all: readonly Candidate[], embedder: Embedder): readonly (readonly [Candidate, number])[] {
  const { similarityRange: range = usualRange, closenessWeight = 1 } = embedder;
  const scoreOf = ({ relevance, similarity }: Candidate) =>
    relevance + (similarity === null ? 0 : closenessWeight * closeness(similarity, range));
  return all
    .map((c) => [c, scoreOf(c)] as const)
    .filter(([, score]) => score > 0)
    .sort(([a, x], [b, y]) => y - x || b.coverage - a.coverage || byId(a, b));
}

const byId = (a: Candidate, b: Candidate) => (textIn(a.row, 'chunk_id') < textIn(b.row, 'chunk_id') ? -1 : 1);

/** A zero vector has no direction: it is similar to nothing, not even a little. */
const saysSomething = (vector: Float32Array) => vector.some((value) => value !== 0);

/** Vectors have unit length, so the product is the cosine. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function passageOf({ row, coverage, similarity }: Candidate, score: number): Passage {
  return {
    chunkId: textIn(row, 'chunk_id'),
    articleId: textIn(row, 'article_id'),
    slug: textIn(row, 'slug'),
    title: textIn(row, 'title'),
    heading: textIn(row, 'heading'),
    keywords: textIn(row, 'keywords_text'),
    category: Value.Decode(Category, row['category']),
    text: textIn(row, 'text'),
    score,
    coverage,
    similarity,
  };
}
