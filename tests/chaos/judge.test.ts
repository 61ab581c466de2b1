// The judge of the chaos suite sees what it is there to see: one made-up history for each promise broken.
import { expect, test } from 'bun:test';
import type { Evidence, LoggedEvent } from './evidence.ts';
import { judge, judgeFeed } from './judge.ts';

const submissionId = '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11';
const acknowledged = [{ submissionId, reference: 'LD-1', scenario: 'calm' }];

type Sketch = readonly [type: string, data: Record<string, unknown>];

const received = (messageId: string, more: Record<string, unknown> = {}): Sketch => [
  'CustomerMessageReceived',
  { messageId, providerMessageId: `form:${submissionId}`, handling: 'agent', ...more },
];
const opened: Sketch = ['TicketOpened', { reference: 'LD-1' }];
const answered = (replyId: string, ...answers: string[]): Sketch => [
  'ReplyComposed',
  { replyId, kind: 'answer', answers },
];
const attempted = (replyId: string): Sketch => ['ReplyAttempted', { replyId }];
const sent = (replyId: string): Sketch => ['ReplySent', { replyId }];

const whole = [opened, received('m1'), answered('r1', 'm1'), attempted('r1'), sent('r1')];

function history(
  sketches: readonly Sketch[],
  outcomes: Record<string, string> = { m1: 'answered' },
): Evidence {
  const events = sketches.map(
    ([type, data], index): LoggedEvent => ({
      streamId: 'ticket-1',
      version: index + 1,
      type,
      data,
      position: BigInt(index + 1),
      recordedAt: 1_000 + index,
    }),
  );
  const ledger = { entries: events.length, last: BigInt(events.length), events: events.length };
  return { events, outcomes: new Map(Object.entries(outcomes)), deadLetters: [], ledger };
}

const whatIn = (evidence: Evidence) => judge(acknowledged, evidence).violations.map(({ what }) => what);

test('a message that is answered and sent once breaks nothing', () => {
  const { violations, fates } = judge(acknowledged, history(whole));
  expect(violations).toEqual([]);
  expect(fates.get(submissionId)).toMatchObject({ outcomes: ['answered'], doneAt: 1_004 });
});

test('an attempt that was lost may be made again', () => {
  const failed: Sketch = ['ReplyFailed', { replyId: 'r1', code: 'attempt-lost', permanent: false }];
  const again = [...whole.slice(0, 4), failed, attempted('r1'), sent('r1')];
  expect(whatIn(history(again))).toEqual([]);
});

test('an answer that a human overtook is never sent, and its message is the human’s', () => {
  const composed = whole.slice(0, 3);
  const escalated: Sketch = ['TicketEscalated', { messageIds: [] }];
  const withdrawn: Sketch = [
    'ReplyWithdrawn',
    { replyId: 'r1', reason: 'human-in-charge', messageIds: ['m1'] },
  ];
  const { violations, fates } = judge(
    acknowledged,
    history([...composed, escalated, withdrawn], { m1: 'escalated' }),
  );
  expect(violations).toEqual([]);
  expect(fates.get(submissionId)).toMatchObject({ outcomes: ['escalated'], doneAt: 1_004 });
  const sentAfterAll = history([...composed, escalated, withdrawn, attempted('r1'), sent('r1')], {
    m1: 'escalated',
  });
  expect(whatIn(sentAfterAll)).toContain('reply r1 on LD-1 was sent 1 times');
});

test('an answer that the customer’s next message overtook is never sent, and the next is for both', () => {
  const withdrawn: Sketch = [
    'ReplyWithdrawn',
    { replyId: 'r1', reason: 'customer-wrote', messageIds: ['m1'] },
  ];
  const next: Sketch = ['CustomerMessageReceived', { messageId: 'm2', handling: 'agent' }];
  const before = [...whole.slice(0, 3), next, withdrawn];
  const outcomes = { m1: 'answered', m2: 'answered' };
  const both = [...before, answered('r2', 'm1', 'm2'), attempted('r2'), sent('r2')];
  const { violations, fates } = judge(acknowledged, history(both, outcomes));
  expect(violations).toEqual([]);
  expect(fates.get(submissionId)).toMatchObject({ outcomes: ['answered'] });
  const forgotten = [...before, answered('r2', 'm2'), attempted('r2'), sent('r2')];
  expect(whatIn(history(forgotten, outcomes))).toContain(`message ${submissionId} has 0 outcomes: `);
});

test('a reply that has arrived was sent, also where only the provider’s news of it came in time', () => {
  const delivered: Sketch = ['ReplyDelivered', { replyId: 'r1' }];
  const { violations, fates } = judge(acknowledged, history([...whole.slice(0, 4), delivered]));
  expect(violations).toEqual([]);
  expect(fates.get(submissionId)).toMatchObject({ outcomes: ['answered'], doneAt: 1_004 });
  const partly: Sketch = ['ReplyDelivered', { replyId: 'r1', part: 1, partial: true }];
  expect(whatIn(history([...whole.slice(0, 4), partly]))).toContain('reply r1 on LD-1 was sent 0 times');
});

test('what nobody answers may be decided before what waits for its answer', () => {
  const machine: Sketch = ['CustomerMessageReceived', { messageId: 'm2', providerMessageId: 'mail' }];
  const suppressed: Sketch = ['MessageSuppressed', { messageId: 'm2' }];
  const events = [...whole.slice(0, 2), machine, suppressed, ...whole.slice(2)];
  expect(whatIn(history(events, { m1: 'answered', m2: 'suppressed' }))).toEqual([]);
});

test('an acknowledged message that is not in the log is lost', () => {
  expect(whatIn({ ...history([]), outcomes: new Map() })).toEqual([
    `message ${submissionId} was acknowledged on LD-1 and is lost`,
  ]);
});

test('an acknowledged message on another ticket is lost', () => {
  const elsewhere = [{ submissionId, reference: 'LD-2', scenario: 'calm' }];
  expect(judge(elsewhere, history(whole)).violations).toEqual([
    { scenario: 'calm', what: `message ${submissionId} was acknowledged on LD-2 and is lost` },
  ]);
});

test('a message in the log twice is seen', () => {
  const twice = history([...whole, received('m2'), answered('r2', 'm2'), attempted('r2'), sent('r2')]);
  const again = twice.events.map((event) => (event.version > 5 ? { ...event, streamId: 'ticket-2' } : event));
  expect(whatIn({ ...twice, events: again })).toContain(`submission ${submissionId} is in the log twice`);
});

test('two answers to one message are seen', () => {
  const twice = [...whole, answered('r2', 'm1'), attempted('r2'), sent('r2')];
  expect(whatIn(history(twice))).toContain(`message ${submissionId} has 2 outcomes: answered, answered`);
});

test('a message without an outcome is seen', () => {
  const found = whatIn(history([opened, received('m1')], { m1: 'unanswered' }));
  expect(found).toContain(`message ${submissionId} has 0 outcomes: `);
  expect(found).toContain(`message ${submissionId} on LD-1 has no outcome that was sent`);
});

test('a read model that says something else is seen', () => {
  expect(whatIn(history(whole, { m1: 'escalated' }))).toEqual([
    `message ${submissionId} is answered in the log and escalated in the read model`,
  ]);
});

test('a reply that was sent twice, or never, is seen', () => {
  expect(whatIn(history([...whole, sent('r1')]))).toContain('reply r1 on LD-1 was sent 2 times');
  expect(whatIn(history(whole.slice(0, 4)))).toContain('reply r1 on LD-1 was sent 0 times');
});

test('an attempt while another is open is seen', () => {
  const twice = [...whole.slice(0, 4), attempted('r1'), sent('r1')];
  expect(whatIn(history(twice))).toEqual(['reply r1 on LD-1 was attempted while an attempt was open']);
});

test('events out of order, without a place, or missing are seen', () => {
  const good = history(whole);
  const swap = (change: (event: LoggedEvent) => Partial<LoggedEvent>) => ({
    ...good,
    events: good.events.map((event) => (event.version === 3 ? { ...event, ...change(event) } : event)),
  });
  expect(whatIn(swap(() => ({ position: 9n })))).toEqual([
    'versions of LD-1 are out of order in the ledger at 4',
  ]);
  expect(whatIn(swap(() => ({ position: undefined })))).toEqual([
    'version 3 of LD-1 has no place in the ledger',
  ]);
  expect(whatIn({ ...good, ledger: { entries: 5, last: 6n, events: 5 } })).toEqual([
    'the ledger has 5 entries up to 6 for 5 events',
  ]);
});

test('a later message that is dealt with before an earlier one is seen', () => {
  const second = received('m2', { providerMessageId: 'form:second' });
  const crossed = [opened, received('m1'), second, answered('r2', 'm2'), attempted('r2'), sent('r2')];
  const both = [...crossed, answered('r1', 'm1'), attempted('r1'), sent('r1')];
  expect(whatIn(history(both, { m1: 'answered', m2: 'answered' }))).toEqual([
    'on LD-1 a later message was dealt with before an earlier one',
  ]);
});

test('messages of a ticket that were stored in another order than sent are seen', () => {
  const second = received('m2', { providerMessageId: 'form:second' });
  const evidence = history(
    [opened, second, received('m1'), answered('r1', 'm1', 'm2'), attempted('r1'), sent('r1')],
    {
      m1: 'answered',
      m2: 'answered',
    },
  );
  const inOrder = [...acknowledged, { submissionId: 'second', reference: 'LD-1', scenario: 'calm' }];
  expect(judge(inOrder, evidence).violations).toEqual([
    { scenario: 'calm', what: 'messages of LD-1 are not in the order they were sent' },
  ]);
});

test('the feed may repeat, but not skip, and not bring an older event first after a newer one', () => {
  const { events } = history(whole.slice(0, 3));
  const at = (position: number, key = 'c') => ({ key, id: `${position}/fte.tickets.events` });
  expect(judgeFeed([at(1), at(2), at(1), at(2), at(3)], events)).toEqual([]);
  expect(judgeFeed([at(1), at(3)], events)).toEqual([{ what: '1 events never came to the feed' }]);
  expect(judgeFeed([at(2), at(1), at(3)], events)).toEqual([
    { what: 'position 1 came late to the feed of customer c' },
  ]);
  expect(judgeFeed([at(2, 'a'), at(1, 'b'), at(3, 'a'), { key: 'x', id: 'chaos/0' }], events)).toEqual([]);
});
