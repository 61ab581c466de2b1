// Delivering a reply: the attempt is on record before anything leaves, and an unknown outcome is looked up, never resent.
import type { Channel } from '../../domain/conversation/channel.ts';
import { isRejection, type Rejection } from '../../domain/event/define.ts';
import { decide } from '../../domain/ticket/decide.ts';
import type { DeliveryCommand } from '../../domain/ticket/delivery.ts';
import type { Reply, Ticket } from '../../domain/ticket/state.ts';
import type { ChannelGateway, OutboundReply, SendOutcome } from '../channel/channel-gateway.ts';
import type { GuardedGateway } from '../channel/guarded-gateway.ts';
import type { EventMetadata, EventStore } from '../log/event-store.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { WhatsappDirectory } from '../whatsapp/whatsapp-directory.ts';
import { changeTicket } from './change-ticket.ts';
import { loadTicket, type TicketRecord } from './load-ticket.ts';
import { composedIn, type MailFrame, outboundReply } from './outbound.ts';
import { isUnwanted } from './unwanted.ts';

export interface DeliverPorts extends MailFrame {
  readonly events: EventStore;
  readonly gateways: ReadonlyMap<Channel, ChannelGateway & Partial<Pick<GuardedGateway, 'isOpenForSending'>>>;
  readonly whatsapp: Pick<WhatsappDirectory, 'wish'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Spreads retries, so that what failed together is not tried again together. */
  readonly ids?: Pick<Ids, 'random'>;
}

/** The provider cannot say yet whether an earlier attempt went out: ask again later. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly code = 'outcome-unknown';
}

/** This process cannot do it, now or ever; the code is what the dead letter shows. */
export class CannotDeliver extends Error {
  override readonly name = 'CannotDeliver';
  constructor(
    readonly code: 'reply-unknown' | 'channel-not-set-up',
    message: string,
  ) {
    super(message);
  }
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15 * 60_000;
const MOST_ATTEMPTS = 12;
/** For so long after it was written, a reply that is put off by a pace loses none of its attempts. */
const PATIENCE_MS = 24 * 60 * 60_000;
/** What the database's clock may be set forward by while a reply is on its way. */
const CLOCK_SET_MS = 10_000;

/**
 * Brings one reply as far as it will go now. Idempotent: a reply that is out, has failed for good or was withdrawn is left alone.
 * @param trace W3C trace context of this delivery; absent: that of the reply
 * @throws OutcomeUnknown when the bus should bring it again; CannotDeliver, StoreUnavailable
 */
export async function deliverReply(
  ports: DeliverPorts,
  ticketId: string,
  replyId: string,
  trace?: string,
): Promise<void> {
  const { ticket, events } = await loadTicket(ports, ticketId);
  const reply = ticket?.replies.find((r) => r.replyId === replyId);
  const composed = composedIn(events, replyId);
  if (ticket?.isErased) return; // nobody is left to write to
  if (!ticket || !reply || !composed)
    throw new CannotDeliver('reply-unknown', 'the reply to deliver is not on the ticket');
  const gateway = ports.gateways.get(reply.channel);
  if (!gateway) throw new CannotDeliver('channel-not-set-up', `there is no gateway for ${reply.channel}`);
  const metadata = metadataOf(composed, trace);
  const record = (command: DeliveryCommand) =>
    changeTicket(ports, ticketId, metadata, (state) => decide(command, state));

  const delivery = { ports, gateway, record };
  if (reply.progress === 'attempted') {
    // "Not sent" would be true now and wrong a moment later; the reply's timer brings it back when the provider can tell.
    if (await mayBeOnItsWay(delivery, events, replyId)) return;
    const sent = outboundReply({ ticket, reply, events, composed }, ports);
    return reconcile(delivery, sent, reply);
  }
  if (reply.progress !== 'composed') return;
  for (const earlier of leftBehind(ticket, reply)) await deliverReply(ports, ticketId, earlier, trace);
  // A channel that keeps failing is left alone; the reply's timer brings it back, and no attempt is counted.
  if (gateway.isOpenForSending?.() === false) return;
  const [startedAt, started] = [ports.clock.now(), ports.clock.elapsed()];
  const prepared = outboundReply({ ticket, reply, events, composed }, ports);
  if (await isUnwanted(ports, ticket, reply, prepared.to)) {
    await record({ command: 'RecordFailure', replyId, code: 'opted-out', permanent: true });
    return;
  }
  let isOutdated = false;
  const attempted = await changeTicket(ports, ticketId, metadata, (state) => {
    // Written meanwhile, a message may have another address: the look-up would ask for what was sent at the wrong one.
    isOutdated = !hasSameMessages(state, ticket);
    const parts = prepared.parts.length;
    return isOutdated ? [] : decide({ command: 'AttemptReply', replyId, parts }, state);
  });
  if (isOutdated) return deliverReply(ports, ticketId, replyId, trace);
  if (isRejection(attempted)) return; // somebody else has it
  const now = attempted.ticket.replies.find((r) => r.replyId === replyId);
  if (now?.withdrawnFor !== undefined)
    ports.telemetry.count('replies_withdrawn', { channel: gateway.channel, reason: now.withdrawnFor });
  if (now?.progress !== 'attempted') return; // a human took the ticket over, or the customer wrote again
  // Held up since the attempt was recorded, we may be the second to send: by now others take it for lost.
  if (isTooLate(delivery, started)) return;
  const outcome = await gateway.send({ ...prepared, attempt: now.attempts, attemptedAt: startedAt });
  await conclude(delivery, now, outcome);
}

function hasSameMessages({ messages: now }: Ticket, { messages: then }: Ticket): boolean {
  return now.length === then.length && now.every(({ outcome }, i) => outcome === then[i]?.outcome);
}

/**
 * After a merge a ticket goes on under another key of the bus, where a reply could overtake those that wait under the old
 * one. Whoever comes first sends them in order; who comes second finds them sent.
 */
function leftBehind({ openedFor, replies }: Ticket, { replyId, channel }: Reply): readonly string[] {
  if (openedFor === undefined) return [];
  const before = replies.slice(
    0,
    replies.findIndex((one) => one.replyId === replyId),
  );
  return before
    .filter((one) => one.channel === channel && one.progress === 'composed' && one.attempts === 0)
    .map((one) => one.replyId);
}

function isTooLate({ ports, gateway: { sendLimitMs } }: Delivery, since: number): boolean {
  return sendLimitMs !== undefined && ports.clock.elapsed() - since > sendLimitMs;
}

/**
 * Its sending begins within one limit of being recorded and ends within another. Both times are the database's: the clock of
 * who made the attempt, or of who looks, may be wrong by any amount.
 */
async function mayBeOnItsWay(
  { ports, gateway: { sendLimitMs } }: Delivery,
  events: readonly TicketRecord[],
  replyId: string,
): Promise<boolean> {
  const last = events.findLast((e) => e.type === 'ReplyAttempted' && e.data.replyId === replyId);
  if (sendLimitMs === undefined || !last) return false;
  return (await ports.events.now()) - last.recordedAt < 2 * sendLimitMs + CLOCK_SET_MS;
}

interface Delivery {
  readonly ports: DeliverPorts;
  readonly gateway: ChannelGateway;
  readonly record: (command: DeliveryCommand) => Promise<object | Rejection>;
}

/** An attempt is on record without an outcome: we died, or the provider did not answer. */
async function reconcile(delivery: Delivery, sent: OutboundReply, reply: Reply): Promise<void> {
  const found = await delivery.gateway.reconcile(sent);
  if (found.state === 'unknown')
    throw new OutcomeUnknown('the provider cannot say whether the reply went out');
  await conclude(delivery, reply, outcomeOf(found));
}

type Found = Exclude<Awaited<ReturnType<ChannelGateway['reconcile']>>, { readonly state: 'unknown' }>;

function outcomeOf(found: Found): SendOutcome {
  if (found.state === 'not-sent') {
    const { state: _, ...out } = found;
    return { ...out, outcome: 'failed', code: 'attempt-lost', permanent: false, retryInMs: 0 };
  }
  const { state: _, ...out } = found;
  return 'code' in out ? { ...out, outcome: 'failed' } : { ...out, outcome: 'sent' };
}

/** @param reply as the attempt left it */
async function conclude(
  { ports, gateway, record }: Delivery,
  reply: Reply,
  outcome: SendOutcome,
): Promise<void> {
  const { replyId, attempts: attempt } = reply;
  switch (outcome.outcome) {
    case 'sent': {
      const { outcome: _, providerMessageIds: ids = [], ...out } = outcome;
      const [first] = ids;
      const several = ids.length > 1 ? { providerMessageIds: [...ids] } : {};
      const one = first === undefined ? {} : { providerMessageId: first };
      await record({ command: 'RecordSent', replyId, ...one, ...several, ...out });
      return ports.telemetry.count('replies_sent', { channel: gateway.channel });
    }
    case 'failed': {
      const isDeferred = outcome.deferred !== undefined && ports.clock.now() - reply.at < PATIENCE_MS;
      const used = attempt - (reply.deferrals ?? 0);
      const permanent = outcome.permanent || (!isDeferred && used >= MOST_ATTEMPTS);
      const pause = backoff(attempt, ports.ids);
      // As the hint says, and no sooner than our own patience: a hint may be no help time after time.
      const retryInMs = isDeferred ? Math.max(outcome.retryInMs ?? 0, pause) : (outcome.retryInMs ?? pause);
      const out = outcome.providerMessageIds ? { providerMessageIds: [...outcome.providerMessageIds] } : {};
      await record({
        command: 'RecordFailure',
        replyId,
        attempt,
        code: outcome.code,
        permanent,
        ...(permanent ? {} : { retryInMs }),
        ...(isDeferred && !permanent ? { deferred: true } : {}),
        ...out,
      });
      return ports.telemetry.count('replies_failed', {
        channel: gateway.channel,
        permanent: String(permanent),
      });
    }
    case 'unknown':
      throw new OutcomeUnknown(`the outcome of the attempt is unknown: ${outcome.code}`);
  }
}

/** Half of it at least, so that it still grows. @returns milliseconds */
function backoff(attempt: number, ids: DeliverPorts['ids']): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
  const [chance = 255] = ids?.random(1) ?? [];
  return Math.round(longest * (0.5 + chance / 510));
}

function metadataOf(composed: TicketRecord, trace: string | undefined): EventMetadata {
  const { correlationId, channel } = composed.metadata;
  const traceparent = trace ?? composed.metadata.traceparent;
  return {
    correlationId,
    causationId: String(composed.id),
    actor: { kind: 'system', id: 'delivery' },
    ...(channel === undefined ? {} : { channel }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
