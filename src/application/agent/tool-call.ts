// Around every tool: its arguments are checked, its calls are counted, and each call leaves an event.
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { higher } from '../../domain/ticket/priority.ts';
import { finish, type RunPorts, type RunState, type RunSubject } from './run-state.ts';
import type { RunLog, Tool, ToolName, ToolResult } from './support-agent.ts';

export interface ToolSpec<S extends TSchema> {
  readonly name: ToolName;
  readonly description: string;
  readonly parameters: S;
  /** What must have happened first, as a sentence for the model; undefined when the order is right. */
  readonly outOfOrder?: () => string | undefined;
  readonly use: (args: Static<S>) => Promise<ToolResult> | ToolResult;
}

export interface ToolContext {
  readonly ports: RunPorts;
  readonly subject: RunSubject;
  readonly state: RunState;
}

export const accepted = (content: ToolResult['content'] = {}): ToolResult => ({
  ok: true,
  done: false,
  content,
});
export const refused = (error: string, reason: string): ToolResult => ({
  ok: false,
  done: false,
  content: { error, reason },
});

/** A tool whose calls are recorded. It throws only what a port throws: then the run cannot go on. */
export function recordedTool<S extends TSchema>(context: ToolContext, spec: ToolSpec<S>): Tool {
  const { ports, state } = context;
  const { name, description, parameters } = spec;
  return {
    name,
    description,
    parameters,
    call: async (args) => {
      const started = ports.clock.elapsed();
      const record = (outcome: 'ok' | 'refused' | 'failed', content: unknown) =>
        recordCall(context, {
          tool: name,
          args,
          content,
          outcome,
          durationMs: ports.clock.elapsed() - started,
        });
      try {
        const result = withEnd(state, await perform(context, spec, args));
        record(result.ok ? 'ok' : 'refused', result.content);
        return result;
      } catch (error) {
        record('failed', null);
        throw error;
      }
    },
  };
}

async function perform<S extends TSchema>(
  context: ToolContext,
  spec: ToolSpec<S>,
  args: unknown,
): Promise<ToolResult> {
  const problem = overdrawn(context);
  if (problem) return problem;
  if (!Value.Check(spec.parameters, args))
    return refused('invalid-arguments', problemIn(spec.parameters, args));
  const missing = spec.outOfOrder?.();
  return missing === undefined ? await spec.use(args) : refused('wrong-order', missing);
}

/** Counts a call. @returns why it cannot be served any more */
function overdrawn({ state, subject }: ToolContext): ToolResult | undefined {
  if (state.closed || state.outcome) return refused('run-ended', 'The run is over.');
  state.calls++;
  if (state.calls <= subject.task.maxToolCalls) return undefined;
  const evidence = `No reply after ${subject.task.maxToolCalls} tool calls.`;
  const priority = higher(subject.ticket.priority, 'normal');
  finish(state, { kind: 'escalate', reason: 'turn-cap', by: 'policy', evidence, priority });
  return refused('turn-cap', 'Too many tool calls; a human takes over.');
}

/** Names are written by models, and may be anything: the record has `unknown`, and digests of the rest. */
export function unknownTool(context: ToolContext, offered: readonly string[]): RunLog['unknownTool'] {
  return async (name, args) => {
    const { state } = context;
    const problem = overdrawn(context) ?? refused('unknown-tool', `The tools are: ${offered.join(', ')}.`);
    const result = withEnd(state, problem);
    const call = { tool: 'unknown', args: { name, args }, content: result.content, durationMs: 0 } as const;
    recordCall(context, { ...call, outcome: 'refused' });
    return result;
  };
}

/** The first thing that does not fit, in words a model can act on. */
function problemIn(schema: TSchema, args: unknown): string {
  const problem = Value.Errors(schema, args).First();
  if (!problem) return 'The arguments do not fit the schema.';
  return `${problem.path === '' ? 'The arguments' : problem.path.slice(1)}: ${problem.message}.`;
}

function withEnd(state: RunState, result: ToolResult): ToolResult {
  return state.closed || state.outcome ? { ...result, done: true } : result;
}

interface Call {
  readonly tool: ToolName | 'unknown';
  readonly args: unknown;
  readonly content: unknown;
  readonly outcome: 'ok' | 'refused' | 'failed';
  readonly durationMs: number;
}

/** Digests instead of texts: they prove what was said without keeping it. The texts that matter have events of their own. */
function recordCall({ ports, subject, state }: ToolContext, call: Call): void {
  if (state.closed) return;
  const digest = (value: unknown) => ports.sha256(JSON.stringify(value) ?? 'undefined');
  state.events.push({
    type: 'ToolCalled',
    data: {
      runId: subject.runId,
      tool: call.tool,
      argumentsDigest: digest(call.args),
      resultDigest: digest(call.content),
      outcome: call.outcome,
      durationMs: Math.max(call.durationMs, 0),
    },
  });
}
