// Brings the published articles in line with a set of sources: only what changed is touched.

import { isRejection } from '../../domain/event/define.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import { type EventMetadata, type EventStore, isConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import type { ArticleSource, SourceArticle } from './article-source.ts';
import { changeArticle } from './change-article.ts';
import type { Embedder, KnowledgeBase } from './knowledge-base.ts';
import { embedMissing } from './vectors.ts';

export interface ImportPorts {
  readonly events: EventStore;
  readonly knowledge: KnowledgeBase;
  readonly embedder: Embedder;
  readonly ids: Ids;
  readonly clock: Clock;
  /** Lower-case hex digest of a text; the same function as in the projection. */
  readonly sha256: (text: string) => string;
}

export interface ImportProgress {
  /** embed: passages get vectors. store: articles are compared and written. */
  readonly stage: 'embed' | 'store';
  readonly done: number;
  readonly of: number;
}

export interface ImportOptions {
  /** Withdraws published articles that no source has. Not done when a source has a problem: it may be the missing one. */
  readonly prune?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Whose work it is; absent: the import's own. */
  readonly decision?: StaffDecision;
}

export interface ImportProblem {
  readonly file: string;
  readonly problem: string;
}

/** Counts of articles, but `embedded` counts passages. */
export interface ImportResult {
  readonly published: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly embedded: number;
  /** Sources that were left out, and why. */
  readonly problems: readonly ImportProblem[];
}

type Known = Awaited<ReturnType<KnowledgeBase['listArticles']>>[number];
type Outcome = 'published' | 'revised' | 'unchanged';

/** Rounds against other imports that write the same articles; each round at least one of them gets on. */
const conflictRounds = 5;

/**
 * Imports articles. Vectors are stored before the articles that need them, so no published passage lacks one for long.
 * @throws EmbedderUnavailable, StoreUnavailable; what was done so far stays, and the next import goes on from there
 */
export async function importKnowledge(
  ports: ImportPorts,
  sources: readonly ArticleSource[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { prune = false, onProgress = () => {} } = options;
  const { articles, problems } = sortOut(sources);
  const passages = articles.flatMap(({ article }) => chunkArticle(article, ports.sha256));
  const embedded = await embedMissing(ports, passages, (done, total) =>
    onProgress({ stage: 'embed', done, of: total }),
  );

  const metadata: EventMetadata = options.decision
    ? byStaff(ports.ids, options.decision)
    : { correlationId: ports.ids.next(), actor: { kind: 'system', id: 'knowledge-import' } };
  const known = new Map((await ports.knowledge.listArticles()).map((article) => [article.slug, article]));
  const counts = { published: 0, revised: 0, unchanged: 0 };
  for (const [index, { file, article }] of articles.entries()) {
    const outcome = await store(ports, article, known.get(article.slug), metadata);
    if (typeof outcome === 'string') counts[outcome]++;
    else problems.push({ file, ...outcome });
    onProgress({ stage: 'store', done: index + 1, of: articles.length });
  }
  const slugs = new Set(articles.map(({ article }) => article.slug));
  const isComplete = problems.length === 0 && articles.length > 0;
  const withdrawn = prune && isComplete ? await withdrawOthers(ports, slugs, metadata) : 0;
  return { ...counts, withdrawn, embedded, problems };
}

/** Separates what can be imported. Of two sources with one slug the first counts; which one is meant only the author knows. */
function sortOut(sources: readonly ArticleSource[]) {
  const bySlug = new Map<string, { readonly file: string; readonly article: SourceArticle }>();
  const problems: ImportProblem[] = [];
  for (const source of sources) {
    if ('problem' in source) {
      problems.push(source);
      continue;
    }
    const { slug } = source.article;
    const first = bySlug.get(slug);
    if (first)
      problems.push({ file: source.file, problem: `the slug "${slug}" is already used by ${first.file}` });
    else bySlug.set(slug, source);
  }
  return { articles: [...bySlug.values()], problems };
}

/** Publishes, revises or leaves one article; when another import was faster, looks again at what it left. */
async function store(
  ports: ImportPorts,
  article: SourceArticle,
  found: Known | undefined,
  metadata: EventMetadata,
): Promise<Outcome | { readonly problem: string }> {
  let known = found;
  for (let round = 1; ; round++) {
    if (known?.contentDigest === article.contentDigest) return 'unchanged';
    const articleId = known?.articleId ?? ports.ids.next();
    const { sections, keywords, ...fields } = article;
    const revision = { articleId, ...fields, keywords: [...keywords], sections: [...sections] };
    try {
      const command = known ? 'Revise' : 'Publish';
      const result = await changeArticle(ports, articleId, { command, revision }, metadata);
      if (!isRejection(result)) return known ? (result.changed ? 'revised' : 'unchanged') : 'published';
      if (result.rejected !== 'article-withdrawn' || round === conflictRounds)
        return { problem: result.detail };
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
    }
    known = (await ports.knowledge.listArticles()).find(({ slug }) => slug === article.slug);
  }
}

async function withdrawOthers(
  ports: ImportPorts,
  kept: ReadonlySet<string>,
  metadata: EventMetadata,
): Promise<number> {
  let withdrawn = 0;
  for (const { slug, articleId } of await ports.knowledge.listArticles()) {
    if (!kept.has(slug) && (await withdraw(ports, articleId, metadata))) withdrawn++;
  }
  return withdrawn;
}

/** @returns false when another import has withdrawn it already */
async function withdraw(ports: ImportPorts, articleId: string, metadata: EventMetadata): Promise<boolean> {
  for (let round = 1; ; round++) {
    try {
      return !isRejection(await changeArticle(ports, articleId, { command: 'Withdraw' }, metadata));
    } catch (error) {
      if (!isConflict(error) || round === conflictRounds) throw error;
    }
  }
}
