// What every support agent must do, whatever thinks inside it. Run on each adapter.
import { describe, expect, test } from 'bun:test';
import { createScriptedAgent } from '../../src/adapters/scripted-agent/agent.ts';
import { beginRun, type RunSession } from '../../src/application/agent/run.ts';
import type { SupportAgent, Tool, ToolName, ToolResult } from '../../src/application/agent/support-agent.ts';
import type { Passage } from '../../src/application/knowledge/knowledge-base.ts';
import { loadTicket } from '../../src/application/ticket/load-ticket.ts';
import { labels, looseLog, messageId, openDesk, task, ticketId, weak } from '../application/agent/desk.ts';

export interface AgentUnderTest extends AsyncDisposable {
  readonly agent: SupportAgent;
}

/** @param create an agent that, where it has a choice, answers from what it finds and escalates otherwise */
export function supportAgentContract(name: string, create: () => AgentUnderTest): void {
  describe(`${name} as a support agent`, () => {
    const withAgent = async (work: (agent: SupportAgent) => Promise<void>) => {
      await using subject = create();
      await work(subject.agent);
    };

    test('answers from what it found, citing it, in the order of work', () =>
      withAgent(async (agent) => {
        const { run, used } = await session([labels]);
        const report = await agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(report.end).toBe('responded');
        expect(run.outcome()).toMatchObject({ kind: 'reply', citations: [{ chunkId: 'labels#1' }] });
        expect(used.calls).toEqual([
          'create_ticket',
          'get_customer_history',
          'search_knowledge_base',
          'send_response',
        ]);
      }));

    test('reports who it is and what it used', () =>
      withAgent(async (agent) => {
        const { used } = await session([labels]);
        const report = await agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(report.agent).toBe(agent.name);
        for (const count of Object.values(report.usage)) {
          expect(Number.isInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
        }
      }));

    test('escalates when nothing is found, after asking in two ways', () =>
      withAgent(async (agent) => {
        const { run, used } = await session([weak]);
        const report = await agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(report.end).toBe('escalated');
        expect(run.outcome()).toMatchObject({ kind: 'escalate', reason: 'nothing-found' });
        const queries = run.events().flatMap((e) => (e.type === 'KnowledgeSearched' ? [e.data.query] : []));
        expect(new Set(queries).size).toBe(2);
      }));

    test('stops at once when a tool says that the run is over', () =>
      withAgent(async (agent) => {
        const used = watched((tool) => ({
          ok: tool === 'create_ticket',
          done: tool !== 'create_ticket',
          content: {},
        }));
        const report = await agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(report.end).toBe('escalated');
        expect(used.calls).toEqual(['create_ticket', 'get_customer_history']);
      }));

    test('comes to an end when every tool refuses', () =>
      withAgent(async (agent) => {
        const used = watched(() => ({ ok: false, done: false, content: { error: 'refused', reason: 'no' } }));
        const report = await agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(report.end).toBe('gave-up');
        expect(used.calls.length).toBeLessThanOrEqual(task.maxToolCalls + 3);
      }));

    test('passes on what a broken tool throws', () =>
      withAgent(async (agent) => {
        const broken = new Error('the database is gone');
        const used = watched(() => {
          throw broken;
        });
        const run = agent.run(task, used.tools, new AbortController().signal, looseLog());
        expect(await run.catch((error: unknown) => error)).toBe(broken);
      }));

    test('calls nothing more once the signal aborts', () =>
      withAgent(async (agent) => {
        const stop = new AbortController();
        const reason = new Error('time is up');
        const used = watched(() => {
          stop.abort(reason);
          return { ok: true, done: false, content: {} };
        });
        const run = agent.run(task, used.tools, stop.signal, looseLog());
        expect(await run.catch((error: unknown) => error)).toBe(reason);
        expect(used.calls).toEqual(['create_ticket']);
      }));
  });
}

interface Watched {
  readonly tools: readonly Tool[];
  readonly calls: ToolName[];
}

const names: readonly ToolName[] = [
  'create_ticket',
  'get_customer_history',
  'search_knowledge_base',
  'send_response',
  'escalate_to_human',
];

/** Tools that answer as told, with real schemas. */
function watched(answer: (tool: ToolName) => ToolResult): Watched {
  const calls: ToolName[] = [];
  const tools = names.map((name) => ({
    name,
    description: name,
    parameters: { type: 'object' } as unknown as Tool['parameters'],
    call: async () => {
      calls.push(name);
      return answer(name);
    },
  }));
  return { tools, calls };
}

async function session(found: readonly Passage[]): Promise<{ run: RunSession; used: Watched }> {
  const desk = await openDesk({ agent: createScriptedAgent({ runs: [] }), findings: [found] });
  const { ticket } = await loadTicket(desk, ticketId);
  if (!ticket) throw new Error('the desk has no ticket');
  const run = beginRun(desk, { runId: messageId('99'), ticket, task, evidence: 'attested' });
  const calls: ToolName[] = [];
  const tools = run.tools.map((tool) => ({
    ...tool,
    call: async (args: unknown) => {
      calls.push(tool.name);
      return tool.call(args);
    },
  }));
  return { run, used: { tools, calls } };
}
