// The roles of the program, each started on the same core and bus as the configuration has it.
import { createExtractiveAgent } from '../adapters/extractive/agent.ts';
import { webformGateway } from '../adapters/webform/gateway.ts';
import { guardedAgent } from '../application/agent/guarded-agent.ts';
import type { SupportAgent } from '../application/agent/support-agent.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import { confidencePolicy } from '../application/knowledge/confidence-policy.ts';
import { startStatistics } from '../application/platform/statistics.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import type { OpenChannels } from './channels.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { modelAgent, modelBudget } from './openai.ts';
import { breakerFor, wireAgent, wireDelivery, wireRelay, wireScheduler } from './wiring.ts';

export const allRoles = ['api', 'relay', 'agent', 'delivery', 'scheduler'] as const;
export type Role = (typeof allRoles)[number];
/** Whether a role reads mailboxes or sends from them: only these hold the credentials. */
export const usesMailboxes = (role: Role): boolean => role === 'delivery' || role === 'scheduler';

const CHECKPOINT_EVERY_MS = 60_000;
/** When an unanswered message goes to a human: what counts while the bus works, and what counts in any case. */
const PATIENCE = { overdueMs: 5 * 60_000, atTheLatestMs: 60 * 60_000 };
const TIME_LIMITS_MS = { webform: 60_000, email: 120_000, whatsapp: 60_000 };
/** How long a provider is left alone that has failed again and again. */
const OPEN_MS = 30_000;
const SENDING_AT_ONCE = 16;

/** relay: sequences the log, publishes it, keeps the followed read models, signs checkpoints. One process at a time. */
export function startRelayRole(core: Core, bus: MessageBus, started: AsyncDisposableStack): void {
  wireRelay(core, bus, CHECKPOINT_EVERY_MS, started);
}

/** agent: answers tickets, or hands them over. */
export function startAgentRole(
  core: Core,
  bus: MessageBus,
  { config, sendsOn }: { readonly config: Config; readonly sendsOn: ReadonlySet<Channel> },
): Promise<AsyncDisposable> {
  // Codes go by mail, from the role delivery: where the desk has no mailbox, nobody is asked for one.
  const sendsMail = sendsOn.has('email');
  const codes = sendsMail ? { codeRequests: core.requestedCodes } : {};
  return wireAgent({ ...core, ...answeringPorts(core, config), ...codes }, bus, config.agentConcurrency);
}

type Answering = ReturnType<typeof openAnswering>;
/** A process has one breaker before the model, whoever asks it. */
const opened = new WeakMap<Core, Answering>();

/** What an answer needs beside the log, for the role agent and for whoever tries one. */
export function answeringPorts(core: Core, config: Config): Answering {
  const known = opened.get(core) ?? openAnswering(core, config);
  opened.set(core, known);
  return known;
}

function openAnswering(core: Core, config: Config) {
  return {
    ...agentsFor(core, config),
    budget: modelBudget(config, core.spending),
    confidence: confidencePolicy(core.embedder, config.confidenceThreshold),
    settings: { timeLimitMs: TIME_LIMITS_MS, maxToolCalls: 12 },
  };
}

function agentsFor(
  core: Core,
  config: Config,
): { readonly agent: SupportAgent; readonly fallback?: SupportAgent } {
  if (config.agent === 'extractive') return { agent: createExtractiveAgent() };
  const agent = modelAgent(config, core);
  return {
    agent: guardedAgent(agent, breakerFor(core, 'model', OPEN_MS)),
    fallback: createExtractiveAgent(),
  };
}

/** delivery: sends replies. */
export function startDeliveryRole(
  core: Core,
  bus: MessageBus,
  { config, channels }: { readonly config: Config; readonly channels: OpenChannels },
): Promise<AsyncDisposable> {
  const ports = { ...core, signature: config.signature, continuations: channels.continuations };
  const gateways = [webformGateway, ...channels.gateways];
  return wireDelivery(ports, bus, { gateways, concurrency: SENDING_AT_ONCE, openMs: OPEN_MS });
}

/** scheduler: fires timers, reads mailboxes, keeps dead letters and statistics. One process at a time fires and reads. */
export function startSchedulerRole(
  core: Core,
  bus: MessageBus,
  { startReading }: OpenChannels,
  started: AsyncDisposableStack,
): Promise<void> {
  started.use(startStatistics(core));
  return wireScheduler(core, bus, { patience: PATIENCE, startReading }, started);
}
