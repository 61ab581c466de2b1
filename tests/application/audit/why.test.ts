// Why a ticket was answered as it was: every decision with what led to it, from events alone.
import { expect, test } from 'bun:test';
import { createScriptedAgent, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import { moodsOf } from '../../../src/application/audit/moods.ts';
import { decisionsOf } from '../../../src/application/audit/why.ts';
import { guardrailRules } from '../../../src/domain/agent/guardrails.ts';
import {
  customerId,
  delivery,
  goodAnswer,
  messageId,
  openDesk,
  question,
  ticketId,
  weak,
} from '../agent/desk.ts';

const answer = (text: string) =>
  ({ tool: 'send_response', args: { text, citations: ['labels#1'] } }) as const;

test('an answer shows its search, its source, the reply that was refused before it, and the checks it passed', async () => {
  const runs = [[...upToSearch(question), answer('We will call you tomorrow.'), answer(goodAnswer)]];
  const desk = await openDesk({ agent: createScriptedAgent({ runs }) });
  await desk.write({ id: '1', text: question });
  await desk.clock.advance(3_600_000);
  await answerTicket(desk, ticketId, delivery());
  const [decision, ...more] = decisionsOf(await desk.stream());
  expect(more).toEqual([]);
  expect(decision).toMatchObject({ kind: 'answered', checksPassed: ['low-confidence', ...guardrailRules] });
  expect(decision?.answer?.text).toBe(goodAnswer);
  expect(decision?.answer?.citations.map(({ slug }) => slug)).toEqual(['label-printing-problems']);
  expect(decision?.searches.map(({ query, sufficient }) => [query, sufficient])).toEqual([[question, true]]);
  expect(decision?.rejected.map(({ rule }) => rule)).toEqual(['promise']);
  expect(decision?.tools.map(({ tool, outcome }) => [tool, outcome])).toEqual([
    ['create_ticket', 'ok'],
    ['get_customer_history', 'ok'],
    ['search_knowledge_base', 'ok'],
    ['send_response', 'refused'],
    ['send_response', 'ok'],
  ]);
});

test('the checks an answer passed are those on record, whatever the rules are today', async () => {
  const desk = await openDesk({
    agent: createScriptedAgent({ runs: [[...upToSearch(question), answer(goodAnswer)]] }),
  });
  await desk.write({ id: '1', text: question });
  await desk.clock.advance(3_600_000);
  await answerTicket(desk, ticketId, delivery());
  const kept = (checks: readonly string[] | undefined) => async () =>
    (await desk.stream()).map((event) =>
      event.type === 'ReplyComposed' ? { ...event, data: { ...event.data, checks } } : event,
    ) as Awaited<ReturnType<typeof desk.stream>>;
  expect(decisionsOf(await kept(['empty'])())[0]?.checksPassed).toEqual(['empty']);
  expect(decisionsOf(await kept(undefined)())[0]?.checksPassed).toEqual([]);
});

test('a hand-over shows its reason, and what staff wrote is a decision of its own', async () => {
  const runs = [
    [...upToSearch(question), { tool: 'search_knowledge_base', args: { query: 'blank' } } as const],
  ];
  const desk = await openDesk({ agent: createScriptedAgent({ runs }), findings: [[weak]] });
  await desk.write({ id: '1', text: question });
  await desk.clock.advance(3_600_000);
  await answerTicket(desk, ticketId, delivery());
  await desk.apply({
    command: 'ReplyAsStaff',
    replyId: desk.ids.next(),
    staffId: 'mara',
    text: 'Turn it over.',
  });
  const decisions = decisionsOf(await desk.stream());
  expect(decisions.map(({ kind }) => kind)).toEqual(['escalated', 'staff']);
  expect(decisions[0]?.escalation?.reason).toBe('nothing-found');
  expect(decisions[0]?.searches).toHaveLength(2);
  expect(decisions[0]?.checksPassed).toEqual([]);
});

test('an answer that the customer’s next message took back is shown as withdrawn, and both have one answer', async () => {
  const run = [...upToSearch(question), answer(goodAnswer)];
  const desk = await openDesk({ agent: createScriptedAgent({ runs: [run, run] }) });
  await desk.write({ id: '1', text: question });
  await desk.clock.advance(3_600_000);
  await answerTicket(desk, ticketId, delivery());
  const replyId = decisionsOf(await desk.stream())[0]?.answer?.replyId ?? '';
  await desk.write({ id: '2', text: question });
  await desk.apply({ command: 'AttemptReply', replyId });
  await desk.clock.advance(3_600_000);
  expect(await answerTicket(desk, ticketId, delivery())).toBe('answered');
  const decisions = decisionsOf(await desk.stream());
  expect(decisions.map(({ kind }) => kind)).toEqual(['withdrawn', 'answered']);
  expect(decisions[0]?.withdrawal?.reason).toBe('customer-wrote');
  expect(decisions[1]?.answer?.answers).toEqual([messageId('1'), messageId('2')]);
});

test('a customer’s moods are those of all their messages, by time', async () => {
  const desk = await openDesk({ agent: createScriptedAgent({ runs: [] }) });
  await desk.write({ id: '1', text: 'This is the worst service ever, I am furious!!!' });
  await desk.clock.advance(3_600_000);
  await answerTicket(desk, ticketId, delivery());
  const [mood, ...more] = await moodsOf(desk, customerId);
  expect(more).toEqual([]);
  expect([mood?.messageId, mood?.reference]).toEqual([messageId('1'), 'LD-0001-0001']);
  expect(mood?.score).toBeLessThan(0);
  expect(await moodsOf(desk, messageId('404'))).toEqual([]);
});
