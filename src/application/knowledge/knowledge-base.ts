// The ports to knowledge: searching passages, and turning text into vectors.
import type { SimilarityRange } from '../../domain/knowledge/confidence.ts';
import type { Vocabulary } from '../../domain/knowledge/vocabulary.ts';
import type { Category } from '../../domain/ticket/classification.ts';

export interface Passage {
  readonly chunkId: string;
  readonly articleId: string;
  readonly slug: string;
  readonly title: string;
  readonly heading: string;
  /** Of the article, separated by commas. */
  readonly keywords: string;
  readonly category: Category;
  readonly text: string;
  /** Relevance by words and weighted closeness by vectors, added; only its order means something. */
  readonly score: number;
  /** Share of the query's informative words found in the passage, title or heading, weighted by rarity: 0 … 1. */
  readonly coverage: number;
  /** Cosine similarity of query and passage: −1 … 1; null when the passage has no vector yet. */
  readonly similarity: number | null;
}

export interface KnowledgeQuery {
  readonly text: string;
  readonly category?: Category;
  /** At most this many passages, best first. */
  readonly limit: number;
}

export interface KnowledgeBase {
  /** Best passages of published articles, best first. An empty or unreadable query finds nothing. */
  search(query: KnowledgeQuery): Promise<readonly Passage[]>;
  /** The words of all published articles as they are now. */
  vocabulary(): Promise<Vocabulary>;
  /** Content hashes among the given ones that have no vector of this model yet. */
  missingVectors(model: string, contentHashes: readonly string[]): Promise<readonly string[]>;
  /** Passages of published articles that have no vector of this model: the next ones after a content hash, in order of it. */
  passagesWithoutVector(query: {
    readonly model: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly { readonly contentHash: string; readonly input: string }[]>;
  /** Stores vectors by model and content hash; known ones are replaced. */
  saveVectors(
    model: string,
    vectors: readonly { readonly contentHash: string; readonly vector: Float32Array }[],
  ): Promise<void>;
  /** Id of the published article with this slug. */
  findArticle(slug: string): Promise<string | undefined>;
  /** Published articles, for the import to tell what changed. */
  listArticles(): Promise<
    readonly {
      readonly articleId: string;
      readonly slug: string;
      readonly contentDigest: string;
      readonly version: number;
    }[]
  >;
}

export interface Embedder {
  /** Stored with every vector; a change means embedding anew. */
  readonly model: string;
  readonly dimensions: number;
  /** What cosines of this model mean; absent: `usualRange` of domain/knowledge/confidence.ts. */
  readonly similarityRange?: SimilarityRange;
  /** How much full closeness counts beside full relevance by words, which counts 1; absent: as much. */
  readonly closenessWeight?: number;
  /** Vectors of unit length, in the order of the texts. @throws EmbedderUnavailable */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
}

export class EmbedderUnavailable extends Error {
  override readonly name = 'EmbedderUnavailable';
  readonly code = 'embedder-unavailable';
  /** @param permanent whether trying again is pointless: a wrong key, model, dimension or answer */
  constructor(
    message: string,
    readonly permanent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
