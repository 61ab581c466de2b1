// A support agent for tests that does what its script says, through the same tools as any other.
import type {
  AgentReport,
  AgentTask,
  SupportAgent,
  ToolName,
  ToolResult,
} from '../../application/agent/support-agent.ts';

interface Use {
  readonly tool: ToolName;
  readonly args: unknown;
}

export type Step =
  | Use
  /** A call made from the results so far. */
  | { readonly choose: (results: readonly ToolResult[]) => Use }
  | { readonly throws: Error }
  /** Something happens in the world meanwhile. */
  | { readonly meanwhile: () => Promise<unknown> }
  /** Waits until the signal aborts; a deaf agent for ever. */
  | { readonly hangs: true };

export interface ScriptedAgent extends SupportAgent {
  /** Every task it was given, in order. */
  readonly tasks: readonly AgentTask[];
  /** Every result a tool gave, over all runs. */
  readonly results: readonly ToolResult[];
}

export interface Script {
  readonly name?: string;
  /** Steps per run; the last script is used again when there are more runs. */
  readonly runs: readonly (readonly Step[])[];
  /** True for an agent that goes on after its signal aborted. */
  readonly deaf?: boolean;
  readonly report?: Partial<AgentReport>;
}

export function createScriptedAgent(script: Script): ScriptedAgent {
  const name = script.name ?? 'scripted';
  const tasks: AgentTask[] = [];
  const results: ToolResult[] = [];
  return {
    name,
    tasks,
    results,
    run: async (task, tools, signal) => {
      tasks.push(task);
      const steps = script.runs[Math.min(tasks.length, script.runs.length) - 1] ?? [];
      let end: AgentReport['end'] = 'gave-up';
      const mine: ToolResult[] = [];
      for (const step of steps) {
        if ('throws' in step) throw step.throws;
        if ('meanwhile' in step) await step.meanwhile();
        if ('hangs' in step) await hang(script.deaf ? undefined : signal);
        const use = 'choose' in step ? step.choose(mine) : step;
        if (!('tool' in use)) continue;
        const tool = tools.find((offered) => offered.name === use.tool);
        if (!tool) throw new Error(`no tool is called ${use.tool}`);
        if (!script.deaf) signal.throwIfAborted();
        const result = await tool.call(use.args);
        mine.push(result);
        results.push(result);
        if (!result.done) continue;
        end = use.tool === 'send_response' && result.ok ? 'responded' : 'escalated';
        break;
      }
      const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
      return { agent: name, usage, end, ...script.report };
    },
  };
}

function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** The way to a search, with which nearly every script begins. */
export const upToSearch = (query: string): readonly Step[] => [
  { tool: 'create_ticket', args: {} },
  { tool: 'get_customer_history', args: {} },
  { tool: 'search_knowledge_base', args: { query } },
];
