import { expect, test } from 'bun:test';
import { createScriptedAgent, type Step, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import type { SupportAgent } from '../../../src/application/agent/support-agent.ts';
import { goodAnswer, looseLog, task } from '../../application/agent/desk.ts';
import { supportAgentContract } from '../../contract/support-agent.ts';

/** Heeds the signal between steps and stops when the tools refuse, as the contract asks of an agent. */
const script: readonly Step[] = [
  ...upToSearch('blank labels'),
  {
    choose: (results) =>
      results.at(-1)?.content['sufficient'] === true
        ? { tool: 'send_response', args: { text: goodAnswer, citations: ['labels#1'] } }
        : { tool: 'search_knowledge_base', args: { query: 'labels come out blank' } },
  },
];

supportAgentContract('the scripted agent', () => ({
  agent: createScriptedAgent({ runs: [script] }),
  [Symbol.asyncDispose]: async () => {},
}));

test('a script that names a tool it was not given fails loudly', async () => {
  const agent: SupportAgent = createScriptedAgent({ runs: [upToSearch('blank')] });
  const run = agent.run(task, [], new AbortController().signal, looseLog());
  expect(await run.catch((error: unknown) => error)).toEqual(new Error('no tool is called create_ticket'));
});

test('each run has its own script and the last is used again', async () => {
  const first = new Error('first');
  const agent = createScriptedAgent({ runs: [[{ throws: first }], []] });
  const signal = new AbortController().signal;
  expect(await agent.run(task, [], signal, looseLog()).catch((error: unknown) => error)).toBe(first);
  expect((await agent.run(task, [], signal, looseLog())).end).toBe('gave-up');
  expect((await agent.run(task, [], signal, looseLog())).end).toBe('gave-up');
  expect(agent.tasks).toHaveLength(3);
});
