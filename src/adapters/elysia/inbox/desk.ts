// What the routes of the inbox need of the desk.
import type { TicketQueue } from '../../../application/inbox/inbox.ts';
import type { MovedOn } from '../../../application/inbox/what-matters.ts';
import type { Listener } from '../../../application/log/feed.ts';
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type { DraftView, InboxTicketView, QueuesView, TicketPageView } from './views.ts';

export interface TicketListQuery {
  readonly queue: TicketQueue;
  readonly staffId: string;
  readonly limit: number;
  readonly search?: string;
  /** `next` of the page before. */
  readonly after?: string;
}

/** Who acts, and on which version of the ticket. */
export interface ActingOn extends StaffDecision {
  readonly seen?: number;
}

export type ActOutcome = { readonly version: number } | MovedOn | Rejection;

export interface Download {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface PresenceNews {
  readonly reference: string;
  readonly staff: readonly { readonly name: string; readonly composing: boolean }[];
}

export interface InboxDesk {
  queues(staffId: string): Promise<QueuesView>;
  tickets(query: TicketListQuery): Promise<TicketPageView | 'unreadable-cursor'>;
  /** Undefined when there is no such ticket. So are the file and the draft's ticket. */
  show(reference: string): Promise<InboxTicketView | undefined>;
  file(reference: string, fileId: string): Promise<Download | undefined>;
  /** Whom a ticket can be given to. */
  staff(asking: string): Promise<readonly string[]>;
  take(reference: string, acting: ActingOn): Promise<ActOutcome>;
  assign(reference: string, acting: ActingOn, staffId: string): Promise<ActOutcome>;
  reply(
    reference: string,
    acting: ActingOn,
    reply: { readonly replyId: string; readonly text: string },
  ): Promise<ActOutcome>;
  note(
    reference: string,
    acting: ActingOn,
    note: { readonly noteId: string; readonly text: string },
  ): Promise<ActOutcome>;
  handBack(reference: string, acting: ActingOn): Promise<ActOutcome>;
  resolve(reference: string, acting: ActingOn, basis: 'confirmed' | 'assumed'): Promise<ActOutcome>;
  reopen(reference: string, acting: ActingOn): Promise<ActOutcome>;
  close(reference: string, acting: ActingOn): Promise<ActOutcome>;
  /** Asks the agent what it would say; nothing is sent. */
  draft(reference: string, acting: ActingOn, signal: AbortSignal): Promise<DraftView | Rejection>;
  /** False when there is no such ticket; so is the next. */
  here(reference: string, name: string, composing: boolean): Promise<boolean>;
  left(reference: string, name: string): Promise<boolean>;
  /** @returns what ends it @throws StoreUnavailable */
  listen(
    after: bigint | undefined,
    listener: Listener & { presence(news: PresenceNews): void },
  ): Promise<() => void>;
}
