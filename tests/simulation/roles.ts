// The roles of a process, wired as the composition root wires them, on a simulated core and bus.
import { createExtractiveAgent } from '../../src/adapters/extractive/agent.ts';
import { answerTicket } from '../../src/application/agent/answer-ticket.ts';
import { guardedAgent } from '../../src/application/agent/guarded-agent.ts';
import { signCheckpoint } from '../../src/application/audit/checkpoints.ts';
import { keepDeadLetter } from '../../src/application/bus/dead-letters.ts';
import { type MessageBus, topics } from '../../src/application/bus/message-bus.ts';
import { busMessages } from '../../src/application/bus/outbox.ts';
import { defaultRetry } from '../../src/application/bus/retry.ts';
import type { ChannelGateway } from '../../src/application/channel/channel-gateway.ts';
import { guardedGateway } from '../../src/application/channel/guarded-gateway.ts';
import { startFollowing } from '../../src/application/log/follow.ts';
import { heldLease } from '../../src/application/log/held-lease.ts';
import { startLoop } from '../../src/application/log/loop.ts';
import { startRelay } from '../../src/application/log/relay.ts';
import { circuitBreaker } from '../../src/application/platform/breaker.ts';
import { startScheduler } from '../../src/application/platform/scheduler.ts';
import { followedProjection } from '../../src/application/projection/inline.ts';
import { deliverReply } from '../../src/application/ticket/deliver-reply.ts';
import { defaultPolicy } from '../../src/domain/knowledge/confidence.ts';
import type { OpenChannels } from './channels.ts';
import type { Core } from './core.ts';
import { faultyModel } from './model.ts';
import { asMutant } from './mutants.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export type Role = 'api' | 'relay' | 'agent' | 'delivery' | 'scheduler';
export const busFollower = 'bus';
export const outcomesFollower = 'outcomes';

const CHECKPOINT_EVERY_MS = 30_000;
const PATIENCE = { overdueMs: 60_000, atTheLatestMs: 180_000 };
const TIME_LIMITS_MS = { webform: 8_000, email: 8_000, whatsapp: 8_000 };

export interface RoleContext {
  readonly world: World;
  readonly life: Life;
  readonly core: Core;
  readonly bus: MessageBus;
  /** Of the web form. */
  readonly gateway: ChannelGateway;
  /** Undefined where there is the web form alone. */
  readonly channels: OpenChannels | undefined;
}

/** @returns what to dispose of, last first */
export async function startRole(role: Role, context: RoleContext): Promise<readonly AsyncDisposable[]> {
  switch (role) {
    case 'api':
      return [];
    case 'relay':
      return relayRole(context);
    case 'agent':
      return [await agentRole(context)];
    case 'delivery':
      return [await deliveryRole(context)];
    case 'scheduler':
      return schedulerRole(context);
  }
}

function relayRole({ core, bus }: RoleContext): readonly AsyncDisposable[] {
  const lease = heldLease(core, 'relay');
  const publish = async (entries: Parameters<Parameters<typeof startFollowing>[1]['handle']>[0]) => {
    await bus.publish(entries.flatMap(busMessages));
    return [];
  };
  return [
    lease,
    startRelay(core, lease),
    startFollowing(core, { name: busFollower, handle: publish }, lease),
    startFollowing(
      core,
      {
        name: outcomesFollower,
        handle: async (entries) => entries.flatMap(({ event }) => followedProjection(event)),
      },
      lease,
    ),
    startLoop({
      name: 'checkpoints',
      clock: core.clock,
      telemetry: core.telemetry,
      step: async () => {
        await lease.whileHeld(() => signCheckpoint(core));
        return false;
      },
      idle: (signal) => core.clock.sleep(CHECKPOINT_EVERY_MS, signal),
    }),
  ];
}

function agentRole({ world, life, core, bus }: RoleContext): Promise<AsyncDisposable> {
  const ports = {
    ...core,
    events: asMutant(world, 'agent', core.events),
    agent: guardedAgent(faultyModel(world, life), breakerFor(core)),
    ...(world.chance.happens(0.5) ? { fallback: createExtractiveAgent() } : {}),
    confidence: defaultPolicy,
    settings: { timeLimitMs: TIME_LIMITS_MS, maxToolCalls: 12 },
  };
  const { maxAttempts } = defaultRetry;
  return bus.subscribe({
    group: 'agent',
    topics: [topics.incoming],
    concurrency: 4,
    handle: async ({ value, attempt }, signal) => {
      const outcome = await answerTicket(ports, String(value['ticketId']), { attempt, maxAttempts, signal });
      world.say(`${life.name} ${String(value['ticketId'])} is ${outcome}`);
    },
  });
}

const breakerFor = ({ clock }: Core) => circuitBreaker({ clock, failures: 5, openMs: 5_000 });

function deliveryRole({ world, core, bus, gateway, channels }: RoleContext): Promise<AsyncDisposable> {
  const events = asMutant(world, 'delivery', core.events);
  const gateways = new Map(
    [gateway, ...(channels?.gateways ?? [])].map((one) => [
      one.channel,
      guardedGateway(asMutant(world, 'gateway', one), breakerFor(core)),
    ]),
  );
  const ports = { ...core, events, gateways, signature: '' };
  return bus.subscribe({
    group: 'delivery',
    topics: [topics.outgoing],
    concurrency: 8,
    handle: ({ value }) => deliverReply(ports, String(value['ticketId']), String(value['replyId'])),
  });
}

async function schedulerRole({
  world,
  core,
  bus,
  channels,
}: RoleContext): Promise<readonly AsyncDisposable[]> {
  const lease = heldLease(core, 'scheduler');
  const timers = asMutant(world, 'scheduler', core.timers);
  return [
    lease,
    ...(channels?.startReading(lease) ?? []),
    startScheduler({ ...core, timers, bus: unordered(world, bus) }, PATIENCE, lease),
    await bus.subscribe({
      group: 'dead-letters',
      topics: [topics.deadLetters],
      concurrency: 1,
      handle: (message, signal) => keepDeadLetter(core, message, signal),
    }),
  ];
}

/** What timers bring back keeps no order among replies: they fire by clocks that differ. */
function unordered(world: World, bus: MessageBus): MessageBus {
  return {
    ...bus,
    publish: (messages) => {
      if (messages.some(({ topic }) => topic === topics.outgoing)) world.watch.upset();
      return bus.publish(messages);
    },
  };
}
