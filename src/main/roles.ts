// The roles of the program, each started on the same core and bus.
import { createExtractiveAgent } from '../adapters/extractive/agent.ts';
import { webformGateway } from '../adapters/webform/gateway.ts';
import { answerTicket } from '../application/agent/answer-ticket.ts';
import { guardedAgent } from '../application/agent/guarded-agent.ts';
import type { SupportAgent } from '../application/agent/support-agent.ts';
import { signCheckpoint } from '../application/audit/checkpoints.ts';
import { keepDeadLetter, publishOrKeep } from '../application/bus/dead-letters.ts';
import { type MessageBus, topics } from '../application/bus/message-bus.ts';
import { busMessages } from '../application/bus/outbox.ts';
import { onceStoreIsBack } from '../application/bus/patience.ts';
import { defaultRetry } from '../application/bus/retry.ts';
import { handleTraced, publishTraced } from '../application/bus/traced.ts';
import { guardedGateway } from '../application/channel/guarded-gateway.ts';
import { confidencePolicy } from '../application/knowledge/confidence-policy.ts';
import { type Follower, startFollowing } from '../application/log/follow.ts';
import { heldLease } from '../application/log/held-lease.ts';
import { startLoop } from '../application/log/loop.ts';
import { startRelay } from '../application/log/relay.ts';
import { type Breaker, circuitBreaker } from '../application/platform/breaker.ts';
import { startScheduler } from '../application/platform/scheduler.ts';
import { followedProjection } from '../application/projection/inline.ts';
import { deliverReply } from '../application/ticket/deliver-reply.ts';
import type { OpenChannels } from './channels.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { modelAgent, modelBudget } from './openai.ts';

export const allRoles = ['api', 'relay', 'agent', 'delivery', 'scheduler'] as const;
export type Role = (typeof allRoles)[number];
/** Whether a role reads mailboxes or sends from them: only these hold the credentials. */
export const usesMailboxes = (role: Role): boolean => role === 'delivery' || role === 'scheduler';

/** Name of the follower that writes the followed read models. */
export const outcomesFollower = 'outcomes';
/** Name of the follower that publishes the log on the bus. */
export const busFollower = 'bus';

const CHECKPOINT_EVERY_MS = 60_000;
/** When an unanswered message goes to a human: what counts while the bus works, and what counts in any case. */
const PATIENCE = { overdueMs: 5 * 60_000, atTheLatestMs: 60 * 60_000 };
const TIME_LIMITS_MS = { webform: 60_000, email: 120_000, whatsapp: 60_000 };

/** relay: sequences the log, publishes it, keeps the followed read models, signs checkpoints. One process at a time. */
export function startRelayRole(core: Core, bus: MessageBus, started: AsyncDisposableStack): void {
  const lease = started.use(heldLease(core, 'relay')); // disposed after its loops
  started.use(startRelay(core, lease));
  started.use(startFollowing(core, publishing(core, bus), lease));
  started.use(startFollowing(core, recordingOutcomes, lease));
  started.use(
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
  );
}

function publishing(core: Core, bus: MessageBus): Follower {
  return {
    name: busFollower,
    handle: async (entries) => {
      await publishOrKeep(
        core,
        (messages) => publishTraced(bus, core.telemetry, messages),
        entries.flatMap(busMessages),
      );
      return [];
    },
  };
}

const recordingOutcomes: Follower = {
  name: outcomesFollower,
  handle: async (entries) => entries.flatMap(({ event }) => followedProjection(event)),
};

/** agent: answers tickets, or hands them over. */
export async function startAgentRole(core: Core, bus: MessageBus, config: Config): Promise<AsyncDisposable> {
  const agents = agentsFor(core, config);
  const confidence = confidencePolicy(core.embedder, config.confidenceThreshold);
  const ports = {
    ...core,
    ...agents,
    budget: modelBudget(config, core.spending),
    confidence,
    settings: { timeLimitMs: TIME_LIMITS_MS, maxToolCalls: 12 },
  };
  return bus.subscribe({
    group: 'agent',
    topics: [topics.incoming],
    concurrency: config.agentConcurrency,
    handle: (message, signal) =>
      handleTraced(core.telemetry, 'answer', message, async ({ traceparent, set }) => {
        const { value, attempt } = message;
        const delivery = { attempt, maxAttempts: defaultRetry.maxAttempts, signal, traceparent };
        const answer = () => answerTicket(ports, String(value['ticketId']), delivery);
        set({ 'ledgerdesk.outcome': await onceStoreIsBack(core.clock, signal, answer) });
      }),
  });
}

function agentsFor(
  core: Core,
  config: Config,
): { readonly agent: SupportAgent; readonly fallback?: SupportAgent } {
  if (config.agent === 'extractive') return { agent: createExtractiveAgent() };
  const agent = modelAgent(config, core);
  return { agent: guardedAgent(agent, breakerFor(core, 'model')), fallback: createExtractiveAgent() };
}

/** One breaker per provider, so that one that fails holds up no other. */
function breakerFor({ clock, telemetry }: Core, name: string): Breaker {
  telemetry.gauge('breaker_open', 0, { name });
  return circuitBreaker({
    clock,
    failures: 5,
    openMs: 30_000,
    onChange: (state) => {
      telemetry.gauge('breaker_open', state === 'closed' ? 0 : 1, { name });
      telemetry.log('warn', 'breaker changed', { provider: name, state });
    },
  });
}

/** delivery: sends replies. */
export function startDeliveryRole(
  core: Core,
  bus: MessageBus,
  { config, channels }: { readonly config: Config; readonly channels: OpenChannels },
): Promise<AsyncDisposable> {
  const gateways = new Map(
    [webformGateway, ...channels.gateways].map((gateway) => [
      gateway.channel,
      guardedGateway(gateway, breakerFor(core, gateway.channel)),
    ]),
  );
  const ports = { ...core, gateways, signature: config.signature, continuations: channels.continuations };
  return bus.subscribe({
    group: 'delivery',
    topics: [topics.outgoing],
    concurrency: 16,
    handle: (message, signal) =>
      handleTraced(core.telemetry, 'deliver', message, ({ traceparent }) => {
        const { ticketId, replyId } = message.value;
        const deliver = () => deliverReply(ports, String(ticketId), String(replyId), traceparent);
        return onceStoreIsBack(core.clock, signal, deliver);
      }),
  });
}

/** scheduler: fires timers, reads mailboxes, keeps dead letters. One process at a time fires and reads. */
export async function startSchedulerRole(
  core: Core,
  bus: MessageBus,
  channels: OpenChannels,
  started: AsyncDisposableStack,
): Promise<void> {
  const lease = started.use(heldLease(core, 'scheduler'));
  channels.startReading(started, lease);
  started.use(startScheduler({ ...core, bus }, PATIENCE, lease));
  started.use(
    await bus.subscribe({
      group: 'dead-letters',
      topics: [topics.deadLetters],
      concurrency: 1,
      handle: (message, signal) => keepDeadLetter(core, message, signal),
    }),
  );
}
