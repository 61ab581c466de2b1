// Lets the agent work, and the fallback when it cannot: every way this ends is a draft, or a throw that the bus retries.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { higher } from '../../domain/ticket/priority.ts';
import type { Usage } from '../../domain/ticket/usage.ts';
import type { Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { withDeadline } from './deadline.ts';
import { type Draft, drafted, type RunCredits } from './draft.ts';
import { beginRun, type RunSession } from './run.ts';
import type { RunOutcome, RunPorts } from './run-state.ts';
import { type Situation, taskOf } from './situation.ts';
import { type AgentReport, AgentUnavailable, type SupportAgent } from './support-agent.ts';

export interface WorkPorts extends RunPorts {
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly agent: SupportAgent;
  /** Works when the agent cannot. */
  readonly fallback?: SupportAgent;
  readonly settings: AgentSettings;
}

interface AgentSettings {
  /** For one run, milliseconds. */
  readonly timeLimitMs: Readonly<Record<Channel, number>>;
  readonly maxToolCalls: number;
}

export interface Delivery {
  /** 1 on the first delivery of the message from the bus. */
  readonly attempt: number;
  /** The attempt after which the bus gives up; on it, a failure becomes an escalation. */
  readonly maxAttempts: number;
  readonly signal: AbortSignal;
  /** Trace context of the run; absent: that of the message it answers. */
  readonly traceparent?: string;
}

/** A delivery, and somebody who hears of every run, also of one that is followed by a throw. */
export interface Working extends Delivery {
  readonly keep: (events: readonly TicketEvent[], agent: string) => void;
}

/**
 * @throws what made the last agent fail when it may pass and attempts are left; the signal's reason when that aborts
 */
export async function work(ports: WorkPorts, situation: Situation, delivery: Working): Promise<Draft> {
  const agents = ports.fallback ? [ports.agent, ports.fallback] : [ports.agent];
  const events: TicketEvent[] = [];
  let last: { readonly failure: unknown; readonly credits: RunCredits } | undefined;
  for (const agent of agents) {
    const run = await runOnce(ports, situation, agent, delivery.signal);
    const ran = run.outcome || delivery.signal.aborted ? run.events : [...run.events, failed(run)];
    events.push(...ran);
    delivery.keep(ran, agent.name);
    if (run.outcome) return { ...drafted(situation, run.outcome, run.credits, ports.ids), events };
    delivery.signal.throwIfAborted();
    last = run;
    const { permanent, reason } = describe(run.failure);
    ports.telemetry.log('warn', 'agent failed', { agent: agent.name, permanent, reason });
  }
  const { failure, credits } = last ?? {};
  if (!describe(failure).permanent && delivery.attempt < delivery.maxAttempts) throw failure;
  const outcome: RunOutcome = {
    kind: 'escalate',
    reason: 'agent-failure',
    by: 'policy',
    evidence: `No agent could work: ${describe(failure).reason}`,
    priority: higher(situation.ticket.priority, 'normal'),
  };
  const none: RunCredits = { runId: ports.ids.next(), agent: ports.agent.name, usage: noUsage };
  return { ...drafted(situation, outcome, credits ?? none, ports.ids), events };
}

interface Run {
  readonly events: readonly TicketEvent[];
  readonly credits: RunCredits;
  /** undefined when it failed before anything came of it. */
  readonly outcome: RunOutcome | undefined;
  readonly failure: unknown;
}

/** One agent, one run. Never throws: what an agent throws is its failure, unless a reply was accepted before. */
async function runOnce(
  ports: WorkPorts,
  situation: Situation,
  agent: SupportAgent,
  signal: AbortSignal,
): Promise<Run> {
  const task = taskOf(situation, ports.settings.maxToolCalls);
  const runId = ports.ids.next();
  const { ticket, evidence, proof } = situation;
  const claimed = proof.claimedAddress === undefined ? {} : { claimedAddress: proof.claimedAddress };
  const session = beginRun(ports, { runId, ticket, task, evidence, ...claimed });
  const started = ports.clock.elapsed();
  let report: AgentReport | undefined;
  let failure: unknown;
  try {
    const limit = { clock: ports.clock, ms: ports.settings.timeLimitMs[task.channel], signal };
    report = await withDeadline(limit, (within) => agent.run(task, session.tools, within, session.log));
  } catch (error) {
    failure = error;
  }
  session.close();
  const outcome = session.outcome() ?? (report && gaveUp(session, situation));
  const credits = { ...creditsOf(agent, report, session.log.used()), runId };
  const labels = { agent: agent.name, outcome: outcome?.kind ?? 'failed' };
  ports.telemetry.observe('agent_run_duration', ports.clock.elapsed() - started, labels);
  countUsage(ports.telemetry, credits);
  countCalls(ports.telemetry, session);
  return { events: session.events(), credits, outcome, failure };
}

function failed({ credits: { runId, agent }, failure }: Run): TicketEvent {
  const { permanent, reason: because } = describe(failure);
  return { type: 'AgentFailed', data: { runId, agent, because, permanent } };
}

/** An agent that ends without a tool saying so has no answer, whatever it reports. */
function gaveUp(session: RunSession, situation: Situation): RunOutcome {
  const nothing = session.foundTooLittle();
  return {
    kind: 'escalate',
    reason: nothing ? 'nothing-found' : 'low-confidence',
    by: 'agent',
    evidence: nothing ? 'The searches found too little.' : 'The agent ended without an answer.',
    priority: higher(situation.ticket.priority, 'normal'),
  };
}

const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** @param used what the requests of the run have used, which are paid for however it ended */
function creditsOf(
  agent: SupportAgent,
  report: AgentReport | undefined,
  used: Usage,
): Omit<RunCredits, 'runId'> {
  return report ?? { agent: agent.name, usage: used };
}

function countUsage(telemetry: Telemetry, { agent, model, usage }: Omit<RunCredits, 'runId'>): void {
  const labels = { agent, ...(model === undefined ? {} : { model }) };
  telemetry.count('agent_tokens', { ...labels, direction: 'input' }, usage.inputTokens);
  telemetry.count('agent_tokens', { ...labels, direction: 'output' }, usage.outputTokens);
  telemetry.count('agent_cost_micros', labels, usage.costMicros);
}

function countCalls(telemetry: Telemetry, session: RunSession): void {
  for (const event of session.events()) {
    if (event.type !== 'ModelCalled') continue;
    const { model, outcome, durationMs } = event.data;
    telemetry.count('model_calls', { model, outcome });
    telemetry.observe('model_call_duration', durationMs, { model, outcome });
  }
}

/** Codes and our own words only: a message of somebody else's error may quote the customer. */
function describe(failure: unknown): { readonly permanent: boolean; readonly reason: string } {
  if (failure instanceof AgentUnavailable) return { permanent: failure.permanent, reason: failure.message };
  return { permanent: false, reason: failure instanceof Error ? failure.name : 'unknown' };
}
