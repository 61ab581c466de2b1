// What came in between the moment somebody began to write and the moment they send.

import type { InboxMessage, InboxTicket } from './contract.ts';
import type { Draft } from './drafts.ts';

/** Messages that the writer had not seen when they began, without their own notes and without what the desk merely says. Their own reply from another tab counts: it would be a double answer. */
export function cameBetween(
  ticket: Pick<InboxTicket, 'messages'>,
  draft: Pick<Draft, 'seen' | 'actionId'>,
  person: string,
): readonly InboxMessage[] {
  const seen = new Set([...draft.seen, draft.actionId]);
  return ticket.messages.filter(
    ({ id, kind, by }) => !seen.has(id) && kind !== 'notice' && !(kind === 'note' && by === person),
  );
}

/** A draft that takes what is there now as seen. */
export function caughtUp(draft: Draft, ticket: Pick<InboxTicket, 'messages' | 'version'>): Draft {
  return { ...draft, basis: ticket.version, seen: ticket.messages.map(({ id }) => id) };
}
