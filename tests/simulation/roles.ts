// The roles of a process, wired as the program wires them, on a simulated core and bus.
import { createExtractiveAgent } from '../../src/adapters/extractive/agent.ts';
import { guardedAgent } from '../../src/application/agent/guarded-agent.ts';
import { type MessageBus, topics } from '../../src/application/bus/message-bus.ts';
import type { ChannelGateway } from '../../src/application/channel/channel-gateway.ts';
import { defaultPolicy } from '../../src/domain/knowledge/confidence.ts';
import { breakerFor, wireAgent, wireDelivery, wireRelay, wireScheduler } from '../../src/main/wiring.ts';
import type { OpenChannels } from './channels.ts';
import type { Core } from './core.ts';
import { faultyModel } from './model.ts';
import { asMutant } from './mutants.ts';
import { patience } from './patience.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export type Role = 'api' | 'relay' | 'agent' | 'delivery' | 'scheduler';

// Shorter than in production, so that a run of some minutes sees all of it.
const CHECKPOINT_EVERY_MS = 30_000;
const TIME_LIMITS_MS = { webform: 8_000, email: 8_000, whatsapp: 8_000 };
const OPEN_MS = 5_000;

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

/** @param started takes what is to be disposed of */
export async function startRole(
  role: Role,
  context: RoleContext,
  started: AsyncDisposableStack,
): Promise<void> {
  const { core, bus } = context;
  switch (role) {
    case 'api':
      return;
    case 'relay':
      return wireRelay(core, bus, CHECKPOINT_EVERY_MS, started);
    case 'agent':
      started.use(await agentRole(context));
      return;
    case 'delivery':
      started.use(await deliveryRole(context));
      return;
    case 'scheduler':
      return schedulerRole(context, started);
  }
}

function agentRole({ world, life, core, bus }: RoleContext): Promise<AsyncDisposable> {
  const ports = {
    ...core,
    events: asMutant(world, 'agent', core.events),
    agent: guardedAgent(faultyModel(world, life), breakerFor(core, 'model', OPEN_MS)),
    ...(world.chance.happens(0.5) ? { fallback: createExtractiveAgent() } : {}),
    confidence: defaultPolicy,
    settings: { timeLimitMs: TIME_LIMITS_MS, maxToolCalls: 12 },
  };
  return wireAgent(ports, bus, 4);
}

function deliveryRole({ world, core, bus, gateway, channels }: RoleContext): Promise<AsyncDisposable> {
  const events = asMutant(world, 'delivery', core.events);
  const gateways = [gateway, ...(channels?.gateways ?? [])].map((one) => asMutant(world, 'gateway', one));
  return wireDelivery({ ...core, events, signature: '' }, bus, { gateways, concurrency: 8, openMs: OPEN_MS });
}

function schedulerRole(
  { world, core, bus, channels }: RoleContext,
  started: AsyncDisposableStack,
): Promise<void> {
  const ports = { ...core, timers: asMutant(world, 'scheduler', core.timers) };
  return wireScheduler(
    ports,
    unordered(world, bus),
    {
      patience,
      startReading: (parts, lease) => {
        for (const reading of channels?.startReading(lease) ?? []) parts.use(reading);
      },
    },
    started,
  );
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
