// The knowledge base as staff keep it, on this process's adapters.
import { stemmer } from 'stemmer';
import { parseArticle } from '../adapters/articles/read-articles.ts';
import { SourceProblem } from '../adapters/articles/source-problem.ts';
import type { ImportStep, KnowledgeDesk, Overtaken } from '../adapters/elysia/knowledge/desk.ts';
import type {
  DifferencesView,
  EditableView,
  ShelfView,
  TriedView,
} from '../adapters/elysia/knowledge/views.ts';
import { tryQuestion } from '../application/agent/try-question.ts';
import type { WorkPorts } from '../application/agent/work.ts';
import { type ArticleVersion, articleHistory, compare } from '../application/knowledge/article-history.ts';
import { type ArticleCard, shelfWords } from '../application/knowledge/article-shelf.ts';
import type { ArticleSource } from '../application/knowledge/article-source.ts';
import {
  createArticle,
  reviseArticle,
  type Overtaken as Told,
  withdrawArticle,
} from '../application/knowledge/edit-article.ts';
import { importKnowledge } from '../application/knowledge/import.ts';
import type { Passage } from '../application/knowledge/knowledge-base.ts';
import { recentGaps } from '../application/knowledge/recent-gaps.ts';
import { articleText } from '../domain/knowledge/article-text.ts';
import { tellingWords } from '../domain/knowledge/words.ts';
import type { Core } from './core.ts';
import { progressOf } from './progress-of.ts';

const DAY_MS = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** @param answering what an answer needs; absent: questions cannot be tried here */
export function createKnowledgeDesk(core: Core, answering?: WorkPorts): KnowledgeDesk {
  return {
    list: async ({ text, after, limit, ...filter }) => {
      const query = { words: shelfWords(text), ...filter };
      const from = placeIn(after);
      const [cards, total, languages] = await Promise.all([
        core.shelf.list({ ...query, limit, ...(from ? { after: from } : {}) }),
        core.shelf.count(query),
        core.shelf.languages(),
      ]);
      const last = cards.length < limit ? undefined : cards.at(-1);
      const next = last ? `${last.changedAt}.${last.articleId}` : null;
      return { articles: cards.map(cardView), total, next, languages: [...languages] };
    },
    article: async (slug, version) => {
      const history = await articleHistory(core, slug);
      const shown = history && versionOf(history.versions, version);
      return shown && editableView(history.card, history.versions, shown);
    },
    differences: async (slug, { from, to }) => {
      const history = await articleHistory(core, slug);
      const before = history && versionOf(history.versions, from);
      const after = history && versionOf(history.versions, to);
      return before && after && differencesView(before, after);
    },
    create: (written, decision) => createArticle(core, written, decision),
    revise: async (slug, edit) => told(await reviseArticle(core, slug, edit)),
    withdraw: async (slug, edit) => told(await withdrawArticle(core, slug, edit)),
    import: (files, decision) =>
      progressOf<ImportStep>(async (tell) => {
        const sources = files.map(({ name, text }) => sourceOf(core, name, text));
        const result = await importKnowledge(core, sources, { decision, onProgress: tell });
        const slugs = sources.flatMap((one) => ('article' in one ? [one.article.slug] : []));
        tell({ stage: 'done', result, slugs });
      }),
    tryQuestion: async ({ question, channel = 'webform', category = 'general' }, signal) => {
      if (!answering) return { rejected: 'conflict', detail: 'this process has no agent' };
      const tried = await tryQuestion(answering, { text: question, channel, category }, signal);
      const { citations, passages, refused, ...rest } = tried;
      return {
        ...rest,
        citations: citations.map(({ slug, title, heading, chunkId }) => ({ slug, title, heading, chunkId })),
        refused: refused.map(({ rule, detail, text }) => ({ rule, detail, text })),
        passages: passages.map(passageView),
      };
    },
    gaps: async ({ days, limit }) => {
      const since = core.clock.now() - days * DAY_MS;
      const stemsOf = (text: string) => tellingWords(text).map(stemmer);
      const gaps = await recentGaps(core, { since, limit, stemsOf });
      return gaps.map((gap) => ({
        ...gap,
        words: [...gap.words],
        references: [...gap.references],
        latest: iso(gap.latest),
      }));
    },
  };
}

function placeIn(after: string | undefined): Pick<ArticleCard, 'changedAt' | 'articleId'> | undefined {
  const [, at, articleId] =
    /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '') ?? [];
  return at === undefined || articleId === undefined ? undefined : { changedAt: Number(at), articleId };
}

function cardView(card: ArticleCard): ShelfView['articles'][number] {
  const { slug, title, category, language, keywords, state, version, changedBy } = card;
  const content = { slug, title, category, language, keywords };
  return { ...content, state, version, changedAt: iso(card.changedAt), changedBy };
}

function passageView(passage: Passage): TriedView['passages'][number] {
  const { chunkId, slug, title, heading, text, score, coverage, similarity } = passage;
  return { chunkId, slug, title, heading, text, score, coverage, similarity };
}

const versionOf = (versions: readonly ArticleVersion[], version?: number) =>
  version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);

const versionView = ({ version, at, by, change }: ArticleVersion) => ({ version, at: iso(at), by, change });

function editableView(
  { slug, state }: ArticleCard,
  versions: readonly ArticleVersion[],
  shown: ArticleVersion,
): EditableView {
  const { title, category, language, keywords, sections } = shown.content;
  return {
    slug,
    state,
    ...versionView(shown),
    title,
    category,
    language,
    keywords: [...keywords],
    text: articleText(sections),
    versions: versions.map(versionView).reverse(),
  };
}

function differencesView(before: ArticleVersion, after: ArticleVersion): DifferencesView {
  const { fields, rows } = compare(before.content, after.content);
  return { from: versionView(before), to: versionView(after), fields: [...fields], rows: [...rows] };
}

function told<T extends object>(outcome: T | Told): T | Overtaken {
  if (!('overtaken' in outcome)) return outcome;
  const last = outcome.overtaken.at(-1);
  return { overtaken: { version: last?.version ?? 0, by: last?.by ?? '', at: iso(last?.at ?? 0) } };
}

function sourceOf({ sha256 }: Core, file: string, text: string): ArticleSource {
  try {
    if (!/\.(md|markdown|html?)$/i.test(file))
      throw new SourceProblem('the file is neither Markdown nor HTML');
    return { file, article: parseArticle(file, Buffer.from(text), sha256) };
  } catch (error) {
    if (error instanceof SourceProblem) return { file, problem: error.message };
    throw error;
  }
}
