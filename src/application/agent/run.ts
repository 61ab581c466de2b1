// One run of an agent over one task: the tools it gets, the events they leave, and what came of it.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { modelCalls } from './model-calls.ts';
import { freshState, type RunOutcome, type RunPorts, type RunSubject } from './run-state.ts';
import { runTools } from './run-tools.ts';
import type { RunLog, Tool } from './support-agent.ts';
import { unknownTool } from './tool-call.ts';

export interface RunSession {
  readonly runId: string;
  /** For this run only. */
  readonly tools: readonly Tool[];
  readonly log: RunLog;
  /** What happened so far, in order. */
  events(): readonly TicketEvent[];
  /** How the run ended; undefined while neither a reply nor an escalation came of it. */
  outcome(): RunOutcome | undefined;
  /** True when the agent searched and never found enough. */
  foundTooLittle(): boolean;
  /** Stops listening: later calls are refused and leave no trace. For a run that was given up while a call is under way. */
  close(): void;
}

export function beginRun(ports: RunPorts, subject: RunSubject): RunSession {
  const state = freshState();
  const context = { ports, subject, state };
  const tools = runTools(context);
  const calls = modelCalls(context);
  return {
    runId: subject.runId,
    tools,
    log: {
      ...calls,
      unknownTool: unknownTool(
        context,
        tools.map(({ name }) => name),
      ),
    },
    events: () => [...state.events],
    outcome: () => state.outcome,
    foundTooLittle: () => state.insufficient > 0 && !state.sufficient,
    close: () => {
      calls.cutOff();
      state.closed = true;
    },
  };
}
