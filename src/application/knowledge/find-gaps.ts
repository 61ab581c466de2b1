// The questions of a period that the articles did not answer, read from the log.
import { type Gap, gapsAmong, type OpenQuestion } from '../../domain/knowledge/gaps.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ledger } from '../log/ledger.ts';

const pageSize = 1_000;
/** Comparing more would take minutes, and the latest say what is missing now. */
const mostQuestions = 5_000;
const ticketStream = 'ticket-';

export interface GapQuery {
  /** Milliseconds since 1970; searches before are left out. */
  readonly since: number;
  readonly stemsOf: (text: string) => readonly string[];
  /** Called with the position read so far, and the last one. */
  readonly onProgress?: (position: bigint, of: bigint) => void;
}

/**
 * A run of the agent counts once, with its first search, and only when none of its searches found enough. What was erased is left out.
 * @throws StoreUnavailable
 */
export async function findGaps(
  ledger: Pick<Ledger, 'read' | 'head'>,
  { since, stemsOf, onProgress = () => {} }: GapQuery,
): Promise<readonly Gap[]> {
  const { position: last } = await ledger.head();
  const open = new Map<string, OpenQuestion>();
  const answered = new Set<string>();
  let after = 0n;
  for (;;) {
    const entries = await ledger.read(after, pageSize);
    for (const { event } of entries) {
      if (event.type !== 'KnowledgeSearched' || event.at < since || event.erased) continue;
      const { data } = event as unknown as Extract<TicketEvent, { type: 'KnowledgeSearched' }>;
      if (data.sufficient) answered.add(data.runId);
      else if (!open.has(data.runId)) {
        const ticketId = event.streamId.slice(ticketStream.length);
        open.set(data.runId, { text: data.query, ticketId, at: event.at });
      }
    }
    const read = entries.at(-1);
    if (read === undefined) break;
    after = read.position;
    onProgress(after, last);
  }
  const questions = [...open].flatMap(([run, question]) => (answered.has(run) ? [] : [question]));
  return gapsAmong(questions.slice(-mostQuestions), stemsOf);
}
