// The roles as parts wired together: what follows what, who takes what from which topic. The program and the simulation both
// start them here, with ports of their own, so that what the simulation shows is true of what runs.
import { type AnswerPorts, answerTicket } from '../application/agent/answer-ticket.ts';
import { type CheckpointPorts, signCheckpoint } from '../application/audit/checkpoints.ts';
import { type DeadLetterPorts, keepDeadLetter, publishOrKeep } from '../application/bus/dead-letters.ts';
import { type MessageBus, topics } from '../application/bus/message-bus.ts';
import { namedIn } from '../application/bus/named.ts';
import { busMessages } from '../application/bus/outbox.ts';
import { onceStoreIsBack, patienceFor } from '../application/bus/patience.ts';
import { defaultRetry } from '../application/bus/retry.ts';
import { handleTraced, publishTraced } from '../application/bus/traced.ts';
import type { ChannelGateway } from '../application/channel/channel-gateway.ts';
import { guardedGateway } from '../application/channel/guarded-gateway.ts';
import { type Follower, type FollowPorts, startFollowing } from '../application/log/follow.ts';
import { type HeldLease, heldLease, type LeasePorts } from '../application/log/held-lease.ts';
import { startLoop } from '../application/log/loop.ts';
import { type RelayPorts, startRelay } from '../application/log/relay.ts';
import { type Breaker, type BreakerState, circuitBreaker } from '../application/platform/breaker.ts';
import type { Clock } from '../application/platform/clock.ts';
import {
  type SchedulerOptions,
  type SchedulerPorts,
  startScheduler,
} from '../application/platform/scheduler.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';
import { followedProjection } from '../application/projection/inline.ts';
import { type DeliverPorts, deliverReply } from '../application/ticket/deliver-reply.ts';

/** Name of the follower that writes the followed read models. */
export const outcomesFollower = 'outcomes';
/** Name of the follower that publishes the log on the bus. */
export const busFollower = 'bus';

type RelayRolePorts = RelayPorts &
  FollowPorts &
  LeasePorts &
  DeadLetterPorts &
  CheckpointPorts & {
    /** Has this process forget the keys of who was erased, by whatever process. */
    readonly forgetKeys?: (customerIds: readonly string[]) => void;
  };

/** Sequences the log, publishes it, keeps the followed read models, signs checkpoints. */
export function wireRelay(
  ports: RelayRolePorts,
  bus: MessageBus,
  checkpointEveryMs: number,
  started: AsyncDisposableStack,
): void {
  const { clock } = ports;
  const lease = started.use(heldLease(ports, 'relay')); // disposed after its loops
  started.use(startRelay(ports, lease));
  started.use(startFollowing(ports, publishing(ports, bus), lease));
  started.use(startFollowing(ports, recordingOutcomes(ports), lease));
  started.use(
    startLoop({
      ...ports,
      name: 'checkpoints',
      step: async () => {
        await lease.whileHeld(() => signCheckpoint(ports));
        return false;
      },
      idle: (signal) => clock.sleep(checkpointEveryMs, signal),
    }),
  );
}

function publishing(ports: RelayRolePorts, bus: MessageBus): Follower {
  return {
    name: busFollower,
    handle: async (entries) => {
      await publishOrKeep(
        ports,
        (messages) => publishTraced(bus, ports.telemetry, messages),
        entries.flatMap(busMessages),
      );
      return [];
    },
  };
}

const recordingOutcomes = ({ forgetKeys }: RelayRolePorts): Follower => ({
  name: outcomesFollower,
  handle: async (entries) => {
    const erased = entries.filter(({ event }) => event.type === 'CustomerErased');
    if (erased.length > 0) forgetKeys?.(erased.map(({ event }) => String(Object(event.data).customerId)));
    return entries.flatMap(({ event }) => followedProjection(event));
  },
});

type PatiencePorts = Parameters<typeof patienceFor>[0];

/** Answers tickets, or hands them over. */
export function wireAgent(
  ports: AnswerPorts & PatiencePorts,
  bus: MessageBus,
  concurrency: number,
): Promise<AsyncDisposable> {
  const patience = patienceFor(ports);
  return bus.subscribe({
    group: 'agent',
    topics: [topics.incoming],
    concurrency,
    handle: (message, signal) =>
      handleTraced(ports.telemetry, 'answer', message, async ({ traceparent, set }) => {
        const { ticketId } = namedIn(message, ['ticketId']);
        const { attempt } = message;
        const delivery = { attempt, maxAttempts: defaultRetry.maxAttempts, signal, traceparent };
        const answer = () => answerTicket(ports, ticketId, delivery);
        set({ 'ledgerdesk.outcome': await onceStoreIsBack(patience, signal, answer) });
      }),
  });
}

interface DeliveryWiring {
  readonly gateways: readonly ChannelGateway[];
  readonly concurrency: number;
  /** How long a channel is left alone that has failed again and again. */
  readonly openMs: number;
}

/** Sends replies; one channel that fails holds up no other. */
export function wireDelivery(
  core: Omit<DeliverPorts, 'gateways'> & Pick<BreakerPorts, 'breakers'> & PatiencePorts,
  bus: MessageBus,
  { gateways, concurrency, openMs }: DeliveryWiring,
): Promise<AsyncDisposable> {
  const guarded = new Map(
    gateways.map((gateway) => [
      gateway.channel,
      guardedGateway(gateway, breakerFor(core, gateway.channel, openMs)),
    ]),
  );
  const ports = { ...core, gateways: guarded };
  const patience = patienceFor(core);
  return bus.subscribe({
    group: 'delivery',
    topics: [topics.outgoing],
    concurrency,
    handle: (message, signal) =>
      handleTraced(core.telemetry, 'deliver', message, ({ traceparent }) => {
        const { ticketId, replyId } = namedIn(message, ['ticketId', 'replyId']);
        const deliver = () => deliverReply(ports, ticketId, replyId, traceparent);
        return onceStoreIsBack(patience, signal, deliver);
      }),
  });
}

interface SchedulerWiring {
  readonly patience: SchedulerOptions;
  /** Begins to read mailboxes and lists of messages. */
  readonly startReading: (started: AsyncDisposableStack, lease: HeldLease) => void;
}

/** Fires timers, reads mailboxes, keeps dead letters. */
export async function wireScheduler(
  ports: Omit<SchedulerPorts, 'bus'> & LeasePorts & DeadLetterPorts,
  bus: MessageBus,
  { patience, startReading }: SchedulerWiring,
  started: AsyncDisposableStack,
): Promise<void> {
  const lease = started.use(heldLease(ports, 'scheduler'));
  startReading(started, lease);
  started.use(startScheduler({ ...ports, bus }, patience, lease));
  started.use(
    await bus.subscribe({
      group: 'dead-letters',
      topics: [topics.deadLetters],
      concurrency: 1,
      handle: (message, signal) => keepDeadLetter(ports, message, signal),
    }),
  );
}

interface BreakerPorts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Where the states of this process are kept, for whoever asks. */
  readonly breakers?: Map<string, BreakerState>;
}

/** One breaker per provider, so that one that fails holds up no other. @param openMs how long it stays open */
export function breakerFor(
  { clock, telemetry, breakers }: BreakerPorts,
  name: string,
  openMs: number,
): Breaker {
  telemetry.gauge('breaker_open', 0, { name });
  breakers?.set(name, 'closed');
  return circuitBreaker({
    clock,
    failures: 5,
    openMs,
    onChange: (state) => {
      telemetry.gauge('breaker_open', state === 'closed' ? 0 : 1, { name });
      breakers?.set(name, state);
      telemetry.log('warn', 'breaker changed', { provider: name, state });
    },
  });
}
