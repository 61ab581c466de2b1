// The scheduler: fires due timers. Whatever is stuck comes back to the bus, and what stays stuck goes to a human.
// While the bus is away nothing is stuck but the bus: waiting tickets go on when it is back, up to a bound.
import { decide } from '../../domain/ticket/decide.ts';
import { escalateOverdue } from '../agent/hand-over.ts';
import { BusUnavailable, type MessageBus, MessageRefused, topics } from '../bus/message-bus.ts';
import { workAgain } from '../bus/outbox.ts';
import {
  type EventMetadata,
  type EventStore,
  type RecordedEvent,
  StoreUnavailable,
} from '../log/event-store.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import { changeTicket } from '../ticket/change-ticket.ts';
import { ticketStream } from '../ticket/load-ticket.ts';
import type { Clock, Ids } from './clock.ts';
import { type OnTheBus, onTheBus } from './on-the-bus.ts';
import type { Telemetry } from './telemetry.ts';
import type { ClaimedTimer, DueTimer, Timers } from './timers.ts';
import type { Watchdog } from './watchdog.ts';

export interface SchedulerPorts {
  readonly events: EventStore;
  readonly timers: Timers;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly watchdog?: Watchdog;
}

export interface SchedulerOptions {
  /** How long an unanswered message may be due, and its ticket on a working bus, before a human gets it, milliseconds. */
  readonly overdueMs: number;
  /** How long it may be due at all, whatever the bus does, milliseconds: nobody waits in silence for ever. */
  readonly atTheLatestMs: number;
}

const BATCH = 100;
/** A fired timer that is still there comes back after this long. */
const CLAIM_MS = 30_000;
const POLL_MS = 500;

/**
 * Fires what is due. One that fails is logged and comes back when its claim ends; it does not keep the others waiting.
 * @param known what was put on the bus before, by the same scheduler
 * @returns whether there may be more @throws StoreUnavailable
 */
export async function fireDueTimers(
  ports: SchedulerPorts,
  options: SchedulerOptions,
  known: OnTheBus,
): Promise<boolean> {
  const due = await ports.timers.claimDue(BATCH, CLAIM_MS);
  const firing: Firing = { ...ports, ...options, known, publish: ports.bus.publish, busTakes: false };
  const unpublished: BusUnavailable[] = [];
  for (const timer of due) {
    try {
      await fireTraced(firing, timer);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (error instanceof BusUnavailable) {
        unpublished.push(error);
        known.away();
        // Each publish would wait for its time to run out; those that need no bus, such as hand-overs, go on.
        firing.publish = () => Promise.reject(error);
        firing.busTakes = false;
        continue;
      }
      const { kind, ticketId } = timer;
      ports.telemetry.log('error', 'a timer failed', { kind, ticketId, error: describe(error) });
    }
  }
  // One line: all that waits comes by every half a minute.
  const [first] = unpublished;
  if (first) {
    const fields = { timers: unpublished.length, error: describe(first) };
    ports.telemetry.log('error', 'timers wait for the bus', fields);
  }
  return due.length === BATCH;
}

/** One batch of timers being fired. */
interface Firing extends SchedulerPorts, SchedulerOptions {
  readonly known: OnTheBus;
  publish: MessageBus['publish'];
  /** The bus has taken something in this batch. */
  busTakes: boolean;
}

/** One span per timer, in the trace of what started it. */
function fireTraced(firing: Firing, timer: ClaimedTimer): Promise<void> {
  const { kind, ticketId, traceparent } = timer;
  const attributes = { 'ledgerdesk.timer': kind, 'ledgerdesk.ticket_id': ticketId };
  return firing.telemetry.span('timer', { traceparent, attributes }, (span) =>
    fire(firing, { ...timer, traceparent: span.traceparent }),
  );
}

/** A timer with the trace context of its firing. */
type Fired<T extends DueTimer> = T & { readonly traceparent: string };

async function fire(firing: Firing, timer: Fired<ClaimedTimer>): Promise<void> {
  const metadata: EventMetadata = {
    correlationId: firing.ids.next(),
    causationId: timer.timerId,
    actor: { kind: 'system', id: 'scheduler' },
    traceparent: timer.traceparent,
  };
  switch (timer.kind) {
    case 'answer':
      return fireAnswer(firing, timer);
    case 'deliver':
      return firing.known.isTurn(timer) ? putOnBus(firing, timer) : undefined;
    case 'auto-resolve':
      await changeTicket(firing, timer.ticketId, metadata, (ticket) =>
        decide({ command: 'Resolve', basis: 'assumed', by: 'timer' }, ticket),
      );
      return;
    case 'auto-close':
      await changeTicket(firing, timer.ticketId, metadata, (ticket) =>
        decide({ command: 'Close', by: 'timer' }, ticket),
      );
      return;
  }
}

/**
 * A message without an outcome. While the bus is away its ticket waits, and gets the whole time anew once the bus takes it:
 * otherwise an outage would hand everything that waits to people. A bus that has not been asked in this batch is asked first.
 */
async function fireAnswer(firing: Firing, timer: Fired<ClaimedTimer>): Promise<void> {
  const { known, overdueMs, atTheLatestMs } = firing;
  const isLast = timer.lateMs >= atTheLatestMs && (await waitedMs(firing, timer)) >= atTheLatestMs;
  if (!isLast && known.sinceMs(timer) < overdueMs) {
    if (known.isTurn(timer)) await putOnBus(firing, timer);
    return;
  }
  if (!isLast && !firing.busTakes) await putOnBus(firing, timer).catch(unlessRefused);
  await escalateOverdue(firing, timer.ticketId, timer.traceparent);
}

/** Whether the message begins to wait with this event. */
function startsToWait({ type, data }: RecordedEvent, messageId: string): boolean {
  if (type === 'ReplyWithdrawn')
    return 'messageIds' in data && Array.isArray(data.messageIds) && data.messageIds.includes(messageId);
  const starts = type === 'CustomerMessageReceived' || type === 'MessageReleased';
  return starts && 'messageId' in data && data.messageId === messageId;
}

/**
 * How long the message has been due by the database's clock alone: when it is due was computed by whoever accepted it, whose
 * clock may have been hours behind. @returns milliseconds
 */
async function waitedMs(
  { events }: Firing,
  { ticketId, subjectId, dueAt }: Fired<DueTimer>,
): Promise<number> {
  const recorded = await events.readStream(ticketStream(ticketId));
  const event = recorded.findLast((one) => startsToWait(one, subjectId));
  if (!event) return Number.POSITIVE_INFINITY;
  return (await events.now()) - event.recordedAt - (dueAt - event.at);
}

async function putOnBus(firing: Firing, timer: Fired<ClaimedTimer>): Promise<void> {
  try {
    await firing.publish([bringBack(firing, timer)]);
    firing.busTakes = true;
  } catch (error) {
    // The bus works and will never take this one: no reason to wait for it.
    unlessRefused(error);
    firing.known.put(timer);
    throw error;
  }
  firing.known.put(timer);
}

/** @throws the error, unless the bus answered with it */
function unlessRefused(error: unknown): void {
  if (!(error instanceof MessageRefused)) throw error;
}

function bringBack({ ids, clock }: Pick<SchedulerPorts, 'ids' | 'clock'>, timer: Fired<DueTimer>) {
  const topic = timer.kind === 'answer' ? topics.incoming : topics.outgoing;
  return workAgain(topic, { ...timer, id: ids.next(), at: clock.now() });
}

/**
 * Puts all unfinished work on the bus: what a bus without a memory of its own has lost in a restart.
 * @returns how many messages
 */
export async function recoverWork(ports: SchedulerPorts): Promise<number> {
  const most = 100_000;
  const waiting = [
    ...(await ports.timers.waiting('answer', most)),
    ...(await ports.timers.waiting('deliver', most)),
  ];
  const again = waiting.map((timer) =>
    ports.telemetry.span('timer', { traceparent: timer.traceparent }, async ({ traceparent }) =>
      bringBack(ports, { ...timer, traceparent }),
    ),
  );
  await ports.bus.publish(await Promise.all(again));
  return waiting.length;
}

/** Fires timers while the lease is held. */
export function startScheduler(
  ports: SchedulerPorts,
  options: SchedulerOptions,
  lease: HeldLease,
): AsyncDisposable {
  const known = onTheBus();
  return startLoop({
    name: 'scheduler',
    clock: ports.clock,
    telemetry: ports.telemetry,
    watchdog: ports.watchdog,
    step: async () => (await lease.whileHeld(() => fireDueTimers(ports, options, known))) ?? false,
    idle: (signal) => ports.clock.sleep(POLL_MS, signal),
  });
}
