// The scheduler: fires due timers. Whatever is stuck comes back to the bus, and what stays stuck goes to a human.
import { decide } from '../../domain/ticket/decide.ts';
import { escalateOverdue } from '../agent/hand-over.ts';
import { BusUnavailable, type MessageBus, topics } from '../bus/message-bus.ts';
import { workAgain } from '../bus/outbox.ts';
import { type EventMetadata, type EventStore, StoreUnavailable } from '../log/event-store.ts';
import type { HeldLease } from '../log/held-lease.ts';
import { describe, startLoop } from '../log/loop.ts';
import { changeTicket } from '../ticket/change-ticket.ts';
import type { Clock, Ids } from './clock.ts';
import type { Telemetry } from './telemetry.ts';
import type { ClaimedTimer, DueTimer, Timers } from './timers.ts';

export interface SchedulerPorts {
  readonly events: EventStore;
  readonly timers: Timers;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

export interface SchedulerOptions {
  /** How long past its first due time an unanswered message may stay before a human gets it, milliseconds. */
  readonly overdueMs: number;
}

const BATCH = 100;
/** A fired timer that is still there comes back after this long. */
const CLAIM_MS = 30_000;
const POLL_MS = 500;
/** A reply that has been due for so long is brought back only at this interval: each time may end in a dead letter. */
const LONG_DUE_MS = 10 * 60_000;
const SELDOM_MS = 15 * 60_000;

/**
 * Fires what is due. One that fails is logged and comes back when its claim ends; it does not keep the others waiting.
 * @returns whether there may be more @throws StoreUnavailable
 */
export async function fireDueTimers(ports: SchedulerPorts, options: SchedulerOptions): Promise<boolean> {
  const due = await ports.timers.claimDue(BATCH, CLAIM_MS);
  let bus: MessageBus = ports.bus;
  for (const timer of due) {
    try {
      await fireTraced({ ...ports, bus }, timer, options);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      // Each publish would wait for its time to run out; those that need no bus, such as hand-overs, go on.
      if (error instanceof BusUnavailable) bus = { ...bus, publish: () => Promise.reject(error) };
      const { kind, ticketId } = timer;
      ports.telemetry.log('error', 'a timer failed', { kind, ticketId, error: describe(error) });
    }
  }
  return due.length === BATCH;
}

/** One span per timer, in the trace of what started it. */
function fireTraced(ports: SchedulerPorts, timer: ClaimedTimer, options: SchedulerOptions): Promise<void> {
  const { kind, ticketId, traceparent } = timer;
  const attributes = { 'ledgerdesk.timer': kind, 'ledgerdesk.ticket_id': ticketId };
  return ports.telemetry.span('timer', { traceparent, attributes }, (span) =>
    fire(ports, { ...timer, traceparent: span.traceparent }, options),
  );
}

/** A timer with the trace context of its firing. */
type Fired<T extends DueTimer> = T & { readonly traceparent: string };

async function fire(
  ports: SchedulerPorts,
  timer: Fired<ClaimedTimer>,
  { overdueMs }: SchedulerOptions,
): Promise<void> {
  const metadata: EventMetadata = {
    correlationId: ports.ids.next(),
    causationId: timer.timerId,
    actor: { kind: 'system', id: 'scheduler' },
    traceparent: timer.traceparent,
  };
  switch (timer.kind) {
    case 'answer':
      if (timer.lateMs >= overdueMs) await escalateOverdue(ports, timer.ticketId, timer.traceparent);
      else await ports.bus.publish([bringBack(ports, timer)]);
      return;
    case 'deliver':
      if (!isItsTurn(timer.lateMs)) return;
      return ports.bus.publish([bringBack(ports, timer)]);
    case 'auto-resolve':
      await changeTicket(ports, timer.ticketId, metadata, (ticket) =>
        decide({ command: 'Resolve', basis: 'assumed', by: 'timer' }, ticket),
      );
      return;
    case 'auto-close':
      await changeTicket(ports, timer.ticketId, metadata, (ticket) =>
        decide({ command: 'Close', by: 'timer' }, ticket),
      );
      return;
  }
}

/** Often at first, then once or twice in each interval, as its claims run out. */
function isItsTurn(lateMs: number): boolean {
  return lateMs < LONG_DUE_MS || lateMs % SELDOM_MS < 2 * CLAIM_MS;
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
  return startLoop({
    name: 'scheduler',
    clock: ports.clock,
    telemetry: ports.telemetry,
    step: async () => (await lease.whileHeld(() => fireDueTimers(ports, options))) ?? false,
    idle: (signal) => ports.clock.sleep(POLL_MS, signal),
  });
}
