// Staff write, change and withdraw articles. What somebody else has changed since is told, never overwritten.
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import {
  type ArticleCommand,
  type ArticleState,
  decide,
  evolve,
  initialState,
} from '../../domain/knowledge/article.ts';
import { sectionsOf } from '../../domain/knowledge/article-text.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import { slugFrom } from '../../domain/knowledge/slug.ts';
import type { Category } from '../../domain/ticket/classification.ts';
import { type EventStore, type RecordedEvent, UniqueConflict, VersionConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import { type ArticleVersion, type Content, versionsOf } from './article-history.ts';
import type { ArticleShelf } from './article-shelf.ts';
import { type Embedder, EmbedderUnavailable, type KnowledgeBase } from './knowledge-base.ts';
import { embedMissing } from './vectors.ts';

export interface EditPorts {
  readonly events: EventStore;
  readonly shelf: Pick<ArticleShelf, 'bySlug'>;
  readonly knowledge: KnowledgeBase;
  readonly embedder: Embedder;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sha256: (text: string) => string;
}

/** An article as somebody writes it. */
export interface Written {
  readonly title: string;
  readonly category: Category;
  /** BCP 47 */
  readonly language: string;
  readonly keywords: readonly string[];
  /** With headings as of `sectionsOf`. */
  readonly text: string;
}

export interface Stored {
  readonly slug: string;
  readonly version: number;
  /** False when the vectors have to wait for the embedder: until then it is found by words alone. */
  readonly embedded: boolean;
}

/** Somebody was faster: what came between, oldest first. */
export interface Overtaken {
  readonly overtaken: readonly ArticleVersion[];
}

export type EditRejection = 'article-unknown' | 'article-empty' | 'article-withdrawn' | 'slug-taken';

type Edit = StaffDecision & {
  /** The version that the decision is based on. */
  readonly expectedVersion: number;
};

/** @throws StoreUnavailable */
export async function createArticle(
  ports: EditPorts,
  written: Written,
  decision: StaffDecision,
): Promise<Stored | Rejection<EditRejection>> {
  const articleId = ports.ids.next();
  const slug = slugFrom(written.title, `article-${articleId.slice(-12)}`);
  const revision = revisionOf(ports, { articleId, slug }, written);
  const events = decide({ command: 'Publish', revision }, undefined);
  if (isRejection(events)) return empty;
  const embedded = await embed(ports, revision);
  const stream = { streamId: `article-${articleId}`, expectedVersion: 0, events };
  try {
    const metadata = byStaff(ports.ids, decision);
    await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
    return { slug, version: 1, embedded };
  } catch (error) {
    if (!(error instanceof UniqueConflict)) throw error;
    return { rejected: 'slug-taken', detail: 'an article has this title already; choose another' };
  }
}

/** A text that is as it was changes nothing. @throws StoreUnavailable */
export async function reviseArticle(
  ports: EditPorts,
  slug: string,
  { written, ...edit }: Edit & { readonly written: Written },
): Promise<Stored | Overtaken | Rejection<EditRejection>> {
  const card = await ports.shelf.bySlug(slug);
  if (!card) return unknown;
  const revision = revisionOf(ports, card, written);
  const changed = await change(ports, card.articleId, { command: 'Revise', revision }, edit, () =>
    embed(ports, revision),
  );
  return 'version' in changed ? { slug, ...changed } : changed;
}

/** The agent answers from it no longer, at once. @throws StoreUnavailable */
export async function withdrawArticle(
  ports: EditPorts,
  slug: string,
  edit: Edit,
): Promise<Stored | Overtaken | Rejection<EditRejection>> {
  const card = await ports.shelf.bySlug(slug);
  if (!card) return unknown;
  const changed = await change(ports, card.articleId, { command: 'Withdraw' }, edit, async () => true);
  return 'version' in changed ? { slug, ...changed } : changed;
}

const unknown = { rejected: 'article-unknown' as const, detail: 'there is no article of this name' };
const empty = { rejected: 'article-empty' as const, detail: 'the article has no text' };
const gone = {
  rejected: 'article-withdrawn' as const,
  detail: 'a withdrawn article stays so; publish it as a new one',
};

async function change(
  ports: EditPorts,
  articleId: string,
  command: ArticleCommand,
  { expectedVersion, ...decision }: Edit,
  prepare: () => Promise<boolean>,
): Promise<Pick<Stored, 'version' | 'embedded'> | Overtaken | Rejection<EditRejection>> {
  const streamId = `article-${articleId}`;
  const recorded = await ports.events.readStream(streamId);
  const version = recorded.at(-1)?.version ?? 0;
  if (version !== expectedVersion) return overtaken(recorded, expectedVersion);
  const state = recorded
    .map((record) => record as unknown as ArticleEvent)
    .reduce<ArticleState>(evolve, initialState);
  const events = decide(command, state);
  if (isRejection(events)) return events.rejected === 'article-empty' ? empty : gone;
  if (events.length === 0) return { version, embedded: true };
  const embedded = await prepare();
  try {
    const metadata = byStaff(ports.ids, decision);
    const stream = { streamId, expectedVersion, events };
    await ports.events.append({ streams: [stream], metadata, at: ports.clock.now() });
    return { version: version + events.length, embedded };
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    return overtaken(await ports.events.readStream(streamId), expectedVersion);
  }
}

function overtaken(recorded: readonly RecordedEvent[], expectedVersion: number): Overtaken {
  return { overtaken: versionsOf(recorded).filter(({ version }) => version > expectedVersion) };
}

function revisionOf(
  { sha256 }: Pick<EditPorts, 'sha256'>,
  { articleId, slug }: { readonly articleId: string; readonly slug: string },
  { title, category, language, keywords, text }: Written,
): Content {
  const sections = sectionsOf(text).map((section) => ({ ...section }));
  const content = { slug, title, category, language, keywords: [...keywords], sections };
  return { articleId, ...content, contentDigest: sha256(JSON.stringify(content)) };
}

/** Before it is stored, so that no passage lacks its vector for long. An embedder that is away keeps nobody from publishing. */
async function embed(ports: EditPorts, revision: Content): Promise<boolean> {
  try {
    await embedMissing(ports, chunkArticle(revision, ports.sha256));
    return true;
  } catch (error) {
    if (!(error instanceof EmbedderUnavailable)) throw error;
    return false;
  }
}
