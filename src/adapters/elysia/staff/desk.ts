// What the HTTP surface needs of what staff decide about messages and replies.
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Destination } from '../../../application/ticket/undelivered.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type { SuppressedView, UndeliveredView } from './views.ts';

/** Messages that nobody answers, and replies that did not arrive. */
export interface StaffDesk {
  /** Newest first. So is the other list. */
  suppressed(limit: number): Promise<readonly SuppressedView[]>;
  release(
    messageId: string,
    decision: StaffDecision,
  ): Promise<{ readonly handling: 'agent' | 'staff' } | Rejection>;
  /** It stays suppressed and leaves the list. */
  discard(
    messageId: string,
    decision: StaffDecision & { readonly reason: string },
  ): Promise<'done' | Rejection>;
  undelivered(limit: number): Promise<readonly UndeliveredView[]>;
  /** To the address it failed at; answers as `reroute`. */
  retry(replyId: string, decision: StaffDecision): Promise<{ readonly replyId: string } | Rejection>;
  /** Answers with the id of the reply that goes out instead. */
  reroute(
    replyId: string,
    to: Destination,
    decision: StaffDecision,
  ): Promise<{ readonly replyId: string } | Rejection>;
}
