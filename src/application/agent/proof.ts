// What a conversation proves about its sender beyond each message by itself: a code that was asked for and brought.
import type { Evidence } from '../../domain/customer/identifier.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import type { TicketRecord } from '../ticket/load-ticket.ts';

type Received = Extract<TicketRecord, { readonly type: 'CustomerMessageReceived' }>;

export interface Proof {
  /** How much is proven about the sender of a message. */
  readonly of: (message: Received) => Evidence;
  /** An e-mail address that the sender of the newest message says is theirs. */
  readonly claimedAddress?: string;
  /** Of the code that one of these messages brought: where it went, and the messages that waited for it. */
  readonly brought?: { readonly address: string; readonly messageIds: readonly string[] };
  /** True when a code was brought with one of these messages and none was right. */
  readonly isWrong: boolean;
}

/** @param pending the messages that are to be answered now, oldest first */
export function proofIn(
  ticket: Ticket,
  events: readonly TicketRecord[],
  pending: readonly Received[],
): Proof {
  const received = events.filter((event): event is Received => event.type === 'CustomerMessageReceived');
  const waiting = new Set(pending.map(({ data }) => data.messageId));
  const proven = ticket.verifications?.findLast((one) => one.provenBy !== undefined);
  const bringer = received.find(({ data }) => data.messageId === proven?.provenBy);
  const answered = events.flatMap((event) =>
    event.type === 'VerificationAnswered' && waiting.has(event.data.messageId) ? [event.data.outcome] : [],
  );
  const claimedAddress = addressClaimedIn(received, pending.at(-1));
  // Another address is another claim: what was proven for the one before does not count for it.
  const holds = proven !== undefined && claimedAddress === proven.address;
  const isNew = holds && proven.provenBy !== undefined && waiting.has(proven.provenBy);
  return {
    of: (message) => (holds && bringer && isFromSame(message, bringer) ? 'verified' : message.data.evidence),
    ...(claimedAddress === undefined ? {} : { claimedAddress }),
    ...(isNew ? { brought: { address: proven.address, messageIds: proven.messageIds } } : {}),
    isWrong: answered.includes('wrong') && !answered.includes('right'),
  };
}

/** In the form, the address typed last; in a mail, the one it says it is from. */
function addressClaimedIn(received: readonly Received[], last: Received | undefined): string | undefined {
  if (last?.data.channel === 'email') return last.data.replyTo || undefined;
  if (last?.data.channel !== 'webform') return undefined;
  return received.findLast(({ data }) => data.typedAddress !== undefined)?.data.typedAddress || undefined;
}

/** The same way in: the status page, or the same address on the same channel. */
function isFromSame(a: Received, b: Received): boolean {
  return a.data.channel === b.data.channel && (a.data.replyTo ?? '') === (b.data.replyTo ?? '');
}
