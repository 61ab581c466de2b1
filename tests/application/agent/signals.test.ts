// What the policy saw is on record with the hand-over: every reason, with the message and the words.
import { expect, test } from 'bun:test';
import { createScriptedAgent } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import { delivery, messageId, openDesk, ticketId } from './desk.ts';

test('a hand-over names everything that fired, the weightiest first', async () => {
  const desk = await openDesk({ agent: createScriptedAgent({ runs: [] }) });
  await desk.write({ id: '1', text: 'Let me speak to a human being.' });
  await desk.write({ id: '2', text: 'Otherwise my lawyer will sue you.' });
  await desk.clock.advance(3_600_000);
  expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  const escalated = (await desk.stream()).find((event) => event.type === 'TicketEscalated');
  const signals = escalated?.type === 'TicketEscalated' ? (escalated.data.signals ?? []) : [];
  expect(signals.map(({ reason, messageId: at, sentence }) => [reason, at, sentence])).toEqual([
    ['legal', messageId('2'), 'otherwise my lawyer will sue you.'],
    ['human-requested', messageId('1'), 'let me speak to a human being.'],
  ]);
});
