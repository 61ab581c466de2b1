// The questions of a period that the articles did not answer, found by the read model of searches: only their tickets are read.
import { type Gap, gapsAmong, type OpenQuestion } from '../../domain/knowledge/gaps.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { EventStore } from '../log/event-store.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import type { SearchLog, VainSearch } from './search-log.ts';

export interface RecentGapsPorts {
  readonly searchLog: SearchLog;
  readonly events: Pick<EventStore, 'readStream'>;
  readonly tickets: Pick<TicketDirectory, 'byId'>;
}

/** Runs whose questions are read: the latest say what is missing now. */
export const mostRuns = 400;
/** Tickets that are named for each gap, and tickets that are read at a time. */
const mostNamed = 5;
const atOnce = 8;

export interface RecentGap extends Omit<Gap, 'tickets'> {
  /** How many tickets, and the references of the latest. */
  readonly tickets: number;
  readonly references: readonly string[];
}

/** @param since ms since the epoch @returns those with most questions first, at most `limit` @throws StoreUnavailable */
export async function recentGaps(
  ports: RecentGapsPorts,
  { since, limit, stemsOf }: { since: number; limit: number; stemsOf: (text: string) => readonly string[] },
): Promise<readonly RecentGap[]> {
  const searches = await ports.searchLog.inVain(since, mostRuns);
  const byTicket = [...Map.groupBy(searches, ({ ticketId }) => ticketId)];
  const questions: OpenQuestion[] = [];
  for (let n = 0; n < byTicket.length; n += atOnce) {
    const some = byTicket.slice(n, n + atOnce);
    const read = await Promise.all(some.map(([ticketId, found]) => questionsOf(ports, ticketId, found)));
    questions.push(...read.flat());
  }
  const gaps = gapsAmong(questions, stemsOf).slice(0, limit);
  return Promise.all(gaps.map((gap) => named(ports, gap)));
}

/** What was erased is left out. */
async function questionsOf(
  { events }: RecentGapsPorts,
  ticketId: string,
  found: readonly VainSearch[],
): Promise<readonly OpenQuestion[]> {
  const versions = new Set(found.map(({ version }) => version));
  return (await events.readStream(`ticket-${ticketId}`)).flatMap((recorded) => {
    if (!versions.has(recorded.version) || recorded.erased) return [];
    const event = recorded as unknown as TicketEvent;
    return event.type === 'KnowledgeSearched' ? [{ text: event.data.query, ticketId, at: recorded.at }] : [];
  });
}

async function named({ tickets }: RecentGapsPorts, gap: Gap): Promise<RecentGap> {
  const found = await Promise.all(gap.tickets.slice(0, mostNamed).map((ticketId) => tickets.byId(ticketId)));
  const references = found.flatMap((ticket) => ticket?.reference ?? []);
  return { ...gap, tickets: gap.tickets.length, references };
}
