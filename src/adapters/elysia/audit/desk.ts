// What the routes of the audit need of the desk. Nothing here changes anything.
import type { Rejection } from '../../../domain/event/define.ts';
import type { TicketStatus } from '../../../domain/ticket/state.ts';
import type {
  AuditTicketsView,
  CheckpointsView,
  HistoryView,
  LooksView,
  ReplayedView,
  SoughtCustomersView,
  VerificationView,
} from './views.ts';

/** A version of the ticket, 0 being before it was opened, or a moment in ms since the epoch; neither means now. */
export type Moment = { readonly version: number } | { readonly at: number } | undefined;

/** Times are ms since the epoch. */
export interface AuditQuery {
  readonly reference?: string;
  readonly customerId?: string;
  readonly status?: TicketStatus;
  readonly type?: string;
  readonly actor?: { readonly kind: string; readonly id?: string };
  readonly from?: number;
  readonly until?: number;
  readonly after?: string;
  readonly limit: number;
}

export interface BundleDownload {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly events: number;
  readonly positions: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Audit {
  tickets(query: AuditQuery): Promise<AuditTicketsView | 'unreadable-cursor'>;
  /** Empty for what nobody is known by, and for what cannot be an identifier. */
  customersWith(kind: string, value: string): Promise<SoughtCustomersView['customers']>;
  /** Undefined when there is no such ticket. So are the next three. */
  events(reference: string): Promise<HistoryView | undefined>;
  stateAt(reference: string, moment: Moment, since: Moment): Promise<ReplayedView | Rejection | undefined>;
  looks(reference: string): Promise<LooksView | undefined>;
  ticketBundle(reference: string, opened: boolean): Promise<BundleDownload | undefined>;
  /** Undefined when nothing was stored in it. */
  periodBundle(period: {
    readonly from: number;
    readonly until: number;
  }): Promise<BundleDownload | undefined>;
  verify(): Promise<VerificationView>;
  /** The same as JSON texts, one a line: how far it has come, and the report last. */
  verifying(): AsyncIterable<string>;
  /** Newest first. */
  checkpoints(page: { readonly before?: bigint; readonly limit: number }): Promise<CheckpointsView>;
  /** All as JSON texts, one a line, oldest first. */
  checkpointLines(): AsyncIterable<string>;
  /** PEM. */
  readonly publicKey: string;
  /** The text of the verifier. */
  readonly verifier: string;
  /** The whole ledger as JSON texts, one a line, without line breaks. */
  export(): AsyncIterable<string>;
}
