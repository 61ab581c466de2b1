// Messages that staff released: they are answered, whatever they look like.
import { expect, test } from 'bun:test';
import { createScriptedAgent } from '../../../src/adapters/scripted-agent/agent.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import { delivery, messageId, openDesk, question, ticketId } from './desk.ts';

test('thanks that staff released are not taken for thanks again', async () => {
  const desk = await openDesk({ agent: createScriptedAgent({ runs: [[], []] }) });
  await desk.write({ id: '1', text: question });
  await desk.apply({
    command: 'ComposeReply',
    replyId: messageId('8'),
    runId: messageId('7'),
    answers: [messageId('1')],
    text: 'Turn the roll over.',
    citations: [{ chunkId: 'c', articleId: messageId('6'), slug: 's', title: 'T', heading: 'H' }],
    agent: 'scripted',
    usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
  });
  await desk.write({ id: '2', text: 'Thanks, that worked!' });
  expect(await answerTicket(desk, ticketId, delivery())).toBe('suppressed');
  await desk.apply({ command: 'ReleaseMessage', messageId: messageId('2'), staffId: 'kim' });
  expect(await answerTicket(desk, ticketId, delivery())).toBe('escalated');
  expect((await desk.types()).filter((type) => type === 'MessageSuppressed')).toHaveLength(1);
});
