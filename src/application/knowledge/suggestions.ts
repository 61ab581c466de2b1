// Articles suggested from resolved tickets: drafted when somebody looks, published only when somebody of the staff approves.
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/knowledge/article.ts';
import { chunkArticle } from '../../domain/knowledge/chunk.ts';
import type { SuggestionEvent } from '../../domain/knowledge/events.ts';
import { slugFrom } from '../../domain/knowledge/slug.ts';
import { type ArticleDraft, draftOf } from '../../domain/knowledge/suggestion.ts';
import { type EventStore, UniqueConflict, VersionConflict } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import { type LoadedTicket, loadTicket } from '../ticket/load-ticket.ts';
import { byStaff, type StaffDecision } from '../ticket/staff-decision.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import type { Embedder, KnowledgeBase } from './knowledge-base.ts';
import { type SaidMemo, saidByArticles } from './said-by-articles.ts';
import { embedMissing } from './vectors.ts';

export interface SuggestionPorts {
  readonly events: EventStore;
  readonly tickets: Pick<TicketDirectory, 'recent' | 'byReference'>;
  readonly knowledge: KnowledgeBase;
  readonly embedder: Embedder;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sha256: (text: string) => string;
  /** Keeps from one look to the next what articles say already. */
  readonly memo?: SaidMemo;
}

export interface Suggestion extends ArticleDraft {
  readonly ticketId: string;
  readonly reference: string;
  /** ms since the epoch */
  readonly resolvedAt: number;
  /** Of the ticket's stream, that it was drafted from. */
  readonly version: number;
  /** Digest of what was drafted, hex: whoever approves says by it what they have read. */
  readonly draft: string;
}

/** What somebody of the staff writes instead of the draft. */
export type Edited = Partial<Pick<ArticleDraft, 'title' | 'text'>>;

export type SuggestionRejection =
  | 'suggestion-unknown'
  | 'suggestion-decided'
  | 'suggestion-changed'
  | 'slug-taken'
  | 'article-empty';

/** Resolved and closed tickets that are looked through, newest change first, of each. */
const mostTickets = 200;

/** Characters of a draft's digest that name it. */
const shortestDigest = 12;

/** Nobody has decided about these yet, and no article says what they say. @returns newest change first @throws StoreUnavailable */
export async function suggestions(ports: SuggestionPorts, limit: number): Promise<readonly Suggestion[]> {
  const found: Suggestion[] = [];
  const isSaid = await saidByArticles(ports);
  for (const status of ['resolved', 'closed'] as const) {
    for (const { ticketId } of await ports.tickets.recent({ status, limit: mostTickets })) {
      if (found.length >= limit) return found;
      const suggestion = suggestedBy(ports, await loadTicket(ports, ticketId));
      if (!suggestion || (await isDecided(ports, ticketId)) || (await isSaid(suggestion))) continue;
      found.push(suggestion);
    }
  }
  return found;
}

/**
 * Publishes it as an article under the name of who approves; both are stored together. A ticket can go on after its draft
 * was read, so what is published is what was read: the draft by its digest, or a title and a text of their own.
 */
export async function approve(
  ports: SuggestionPorts,
  reference: string,
  { edited = {}, read, ...decision }: StaffDecision & { readonly edited?: Edited; readonly read?: string },
): Promise<{ readonly articleId: string; readonly slug: string } | Rejection<SuggestionRejection>> {
  const suggestion = await suggested(ports, reference);
  if (isRejection(suggestion)) return suggestion;
  const isOwn = edited.title !== undefined && edited.text !== undefined;
  const isRead = read !== undefined && read.length >= shortestDigest && suggestion.draft.startsWith(read);
  if (read === undefined ? !isOwn : !isRead) return changed;
  const { title, text, category, language, ticketId, version, draft } = { ...suggestion, ...edited };
  const isEdited = title !== suggestion.title || text !== suggestion.text;
  const articleId = ports.ids.next();
  const slug = slugFrom(title, `suggested-${ticketId.slice(-12)}`);
  const content = { slug, title, category, language, keywords: [], sections: [{ heading: '', text }] };
  const revision = { articleId, ...content, contentDigest: ports.sha256(JSON.stringify(content)) };
  const published = decide({ command: 'Publish', revision }, undefined);
  if (isRejection(published)) return { rejected: 'article-empty', detail: published.detail };
  await embedMissing(ports, chunkArticle(revision, ports.sha256));
  const approved: SuggestionEvent = {
    type: 'SuggestionApproved',
    data: {
      ticketId,
      articleId,
      staffId: decision.staffId,
      source: { version, draft, edited: isEdited },
    },
  };
  const article = { streamId: `article-${articleId}`, expectedVersion: 0, events: published };
  const stored = await store(ports, ticketId, approved, decision, [article]);
  return stored ?? { articleId, slug };
}

/** It is not suggested again. */
export async function reject(
  ports: SuggestionPorts,
  reference: string,
  decision: StaffDecision,
): Promise<'done' | Rejection<SuggestionRejection>> {
  const suggestion = await suggested(ports, reference);
  if (isRejection(suggestion)) return suggestion;
  const { ticketId } = suggestion;
  const rejected: SuggestionEvent = {
    type: 'SuggestionRejected',
    data: { ticketId, staffId: decision.staffId },
  };
  const stored = await store(ports, ticketId, rejected, decision, []);
  return stored ?? 'done';
}

async function store(
  ports: SuggestionPorts,
  ticketId: string,
  event: SuggestionEvent,
  decision: StaffDecision,
  others: Parameters<EventStore['append']>[0]['streams'],
): Promise<Rejection<SuggestionRejection> | undefined> {
  const stream = { streamId: streamOf(ticketId), expectedVersion: 0, events: [event] };
  try {
    const metadata = byStaff(ports.ids, decision);
    await ports.events.append({ streams: [stream, ...others], metadata, at: ports.clock.now() });
    return undefined;
  } catch (error) {
    if (error instanceof VersionConflict) return decided;
    if (!(error instanceof UniqueConflict)) throw error;
    return { rejected: 'slug-taken', detail: 'an article has this title already; choose another' };
  }
}

async function suggested(
  ports: SuggestionPorts,
  reference: string,
): Promise<Suggestion | Rejection<SuggestionRejection>> {
  const ticket = await ports.tickets.byReference(reference.toUpperCase());
  const suggestion = ticket && suggestedBy(ports, await loadTicket(ports, ticket.ticketId));
  if (!suggestion)
    return {
      rejected: 'suggestion-unknown',
      detail: 'no article is suggested by a ticket of this reference',
    };
  return (await isDecided(ports, suggestion.ticketId)) ? decided : suggestion;
}

const changed = {
  rejected: 'suggestion-changed' as const,
  detail: 'say which draft you have read; the ticket may have gone on since',
};
const decided = { rejected: 'suggestion-decided' as const, detail: 'somebody has decided about it already' };
const streamOf = (ticketId: string) => `suggestion-${ticketId}`;

async function isDecided({ events }: SuggestionPorts, ticketId: string): Promise<boolean> {
  return (await events.readStream(streamOf(ticketId))).length > 0;
}

/** Only what a person answered, and the customer did not come back about. */
function suggestedBy(
  { sha256 }: SuggestionPorts,
  { ticket, events, version }: LoadedTicket,
): Suggestion | undefined {
  if (!ticket || ticket.isErased || (ticket.status !== 'resolved' && ticket.status !== 'closed'))
    return undefined;
  const received = events.flatMap((e) => (e.type === 'CustomerMessageReceived' ? [e.data] : []));
  const replied = events.flatMap((e) => (e.type === 'StaffReplied' ? [e.data] : []));
  const draft = draftOf({
    subject: ticket.subject,
    category: ticket.category,
    questions: received.map(({ text }) => text),
    answers: replied.map(({ text }) => text),
    names: [...received.map(({ senderName }) => senderName), ...replied.map(({ staffId }) => staffId)],
  });
  const { ticketId, reference, resolvedAt = 0 } = ticket;
  return (
    draft && {
      ...draft,
      ticketId,
      reference,
      resolvedAt,
      version,
      draft: sha256(JSON.stringify([draft.title, draft.category, draft.language, draft.text])),
    }
  );
}
