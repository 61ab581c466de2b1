// All inline projections as one function of an event.
import type { AccessEvent } from '../../domain/access/events.ts';
import type { SessionEvent } from '../../domain/access/session-events.ts';
import type { CustomerEvent } from '../../domain/customer/events.ts';
import type { ArticleEvent } from '../../domain/knowledge/events.ts';
import type { ReadEvent } from '../../domain/privacy/events.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { RecordedEvent } from '../log/event-store.ts';
import { accessRows, sessionRows } from './access-rows.ts';
import { articleRows } from './article-rows.ts';
import { cardRows } from './card-rows.ts';
import { customerRows } from './customer-rows.ts';
import { outcomeRows } from './outcome-rows.ts';
import { overviewRows } from './overview-rows.ts';
import { readRows } from './read-rows.ts';
import type { Project } from './row-change.ts';
import { searchRows } from './search-rows.ts';
import { settlementRows } from './settlement-rows.ts';
import { type Digest, threadRows } from './thread-rows.ts';
import { ticketRows } from './ticket-rows.ts';
import { type TimerDurations, timerRows } from './timer-rows.ts';

/** The store has checked types and payloads against their declarations; the stream's name says which union they belong to. */
const as = <E>(event: RecordedEvent) => event as unknown as E;

export interface Digests {
  /** Of a text, hex: names the content of a passage. */
  readonly sha256: (text: string) => string;
  /** Keyed: stands for what must not be read, nor guessed. The same key must rebuild the rows. */
  readonly digest: Digest;
}

export function inlineProjection(durations: TimerDurations, { sha256, digest }: Digests): Project {
  return (event) => {
    if (event.streamId.startsWith('ticket-')) {
      const ticketEvent = as<TicketEvent>(event);
      return [
        ...ticketRows(event, ticketEvent),
        ...threadRows(event, ticketEvent, digest),
        ...timerRows(event, ticketEvent, durations),
      ];
    }
    if (event.streamId.startsWith('customer-')) return customerRows(event, as<CustomerEvent>(event), digest);
    if (event.streamId.startsWith('article-')) {
      const articleEvent = as<ArticleEvent>(event);
      return [...articleRows(event, articleEvent, sha256), ...cardRows(event, articleEvent)];
    }
    if (event.streamId.startsWith('staff-key-')) return accessRows(event, as<AccessEvent>(event));
    if (event.streamId.startsWith('staff-session-')) return sessionRows(event, as<SessionEvent>(event));
    if (event.streamId.startsWith('reads-')) return readRows(event, as<ReadEvent>(event));
    return [];
  };
}

/** What follows the ledger. */
export const followedProjection: Project = (event) =>
  event.streamId.startsWith('ticket-')
    ? [outcomeRows, settlementRows, overviewRows, searchRows].flatMap((rows) =>
        rows(event, as<TicketEvent>(event)),
      )
    : [];
