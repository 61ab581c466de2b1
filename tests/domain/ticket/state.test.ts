// What is folded from a ticket's events.
import { describe, expect, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve, initialState } from '../../../src/domain/ticket/state.ts';
import {
  answered,
  attempted,
  closed,
  escalated,
  failed,
  given,
  handedBack,
  opened,
  received,
  resolved,
  staffReplied,
  told,
} from './facts.ts';

const of = (...events: readonly TicketEvent[]) => {
  const { state } = given(...events);
  if (!state) throw new Error('no ticket');
  return state;
};

describe('status', () => {
  test('a new ticket is open', () =>
    expect(of(opened)).toStrictEqual({
      ticketId: 't-1',
      reference: 'LD-AAAA-BBBB',
      customerId: 'c-1',
      channel: 'webform',
      category: 'technical',
      priority: 'normal',
      subject: 'Labels',
      status: 'open',
      messages: [],
      replies: [],
      rejectedReplies: 0,
      awaitsStaff: false,
    }));
  test('nothing happens before a ticket is opened', () =>
    expect(evolve(initialState, { ...received('m-1'), at: 0 })).toBeUndefined());
  test('follows the conversation', () => {
    const history = [opened, received('m-1'), answered('p-1', ['m-1']), resolved, closed];
    expect(history.map((_, i) => of(...history.slice(0, i + 1)).status)).toStrictEqual([
      'open',
      'open',
      'pending',
      'resolved',
      'closed',
    ]);
  });
  test('an escalated ticket stays with staff through messages and replies', () => {
    const state = of(
      opened,
      received('m-1'),
      escalated(['m-1']),
      told('p-1', ['m-1']),
      received('m-2', { handling: 'staff' }),
      staffReplied('p-2'),
    );
    expect(state).toMatchObject({
      status: 'escalated',
      priority: 'high',
      escalation: { reason: 'legal', at: 2000 },
      awaitsStaff: false,
    });
    expect(state.messages.map((m) => m.outcome)).toStrictEqual(['escalated', 'escalated']);
    expect(state.replies.map((r) => [r.author, r.kind])).toStrictEqual([
      ['agent', 'acknowledgement'],
      ['staff', 'answer'],
    ]);
  });
  test('a hand-back ends the escalation and the assignment', () => {
    const assigned: TicketEvent = { type: 'TicketAssigned', data: { staffId: 's-1', by: 's-1' } };
    const before = of(opened, received('m-1'), escalated(['m-1']), assigned);
    expect(before.assignedTo).toBe('s-1');
    const after = evolve(before, { ...handedBack, at: 9 });
    expect(after?.status).toBe('pending');
    expect(after).not.toHaveProperty('assignedTo');
    expect(after).not.toHaveProperty('escalation');
  });
  test('a return ends the resolution', () => {
    const back = of(
      opened,
      received('m-1'),
      answered('p-1', ['m-1']),
      resolved,
      { type: 'TicketReopened', data: { messageId: 'm-2' } },
      received('m-2'),
    );
    expect(back.status).toBe('open');
    expect(back).not.toHaveProperty('resolvedAt');
  });
  test('a hand-over ends the resolution too', () => {
    const state = of(opened, received('m-1'), answered('p-1', ['m-1']), resolved, escalated([]));
    expect(state.status).toBe('escalated');
    expect(state).not.toHaveProperty('resolvedAt');
  });
});

describe('messages and replies', () => {
  test('a suppressed message is not waiting', () =>
    expect(
      of(opened, received('m-1'), {
        type: 'MessageSuppressed',
        data: { messageId: 'm-1', reason: 'spam' },
      }).messages,
    ).toStrictEqual([
      { messageId: 'm-1', at: 1000, sentAt: 1000, channel: 'webform', outcome: 'suppressed' },
    ]));
  test('a failed attempt shows its failure and the next one clears it', () => {
    const past = [opened, received('m-1'), answered('p-1', ['m-1']), attempted('p-1')];
    expect(of(...past, failed('p-1', false, 500)).replies[0]).toMatchObject({
      progress: 'composed',
      attempts: 1,
      failure: { code: 'timeout', permanent: false, retryAt: 4500 },
    });
    expect(of(...past, failed('p-1', true)).replies[0]).toMatchObject({
      progress: 'failed',
      failure: { code: 'timeout', permanent: true },
    });
    const again = of(...past, failed('p-1', false, 500), attempted('p-1', 2)).replies[0];
    expect(again).toMatchObject({ progress: 'attempted', attempts: 2 });
    expect(again).not.toHaveProperty('failure');
  });
  test('a callback moves the reply it names and no other', () => {
    const past = [
      opened,
      received('m-1'),
      answered('p-1', ['m-1']),
      received('m-2'),
      answered('p-2', ['m-2']),
    ];
    const step = (type: 'ReplySent' | 'ReplyDelivered' | 'ReplyRead'): TicketEvent => ({
      type,
      data: { replyId: 'p-2' },
    });
    for (const [type, progress] of [
      ['ReplySent', 'sent'],
      ['ReplyDelivered', 'delivered'],
      ['ReplyRead', 'read'],
    ] as const)
      expect(of(...past, step(type)).replies.map((r) => r.progress)).toStrictEqual(['composed', progress]);
  });
  test('rejected replies are counted until the customer writes again', () => {
    const rejected: TicketEvent = {
      type: 'ReplyRejected',
      data: { runId: 'r-1', rule: 'promise', detail: 'x', text: 'y' },
    };
    expect(of(opened, received('m-1'), rejected, rejected).rejectedReplies).toBe(2);
    expect(of(opened, received('m-1'), rejected, received('m-2')).rejectedReplies).toBe(0);
  });
});

test('ratings and moves are kept', () => {
  const state = of(
    opened,
    { type: 'TicketRated', data: { rating: 2 } },
    { type: 'TicketMoved', data: { fromCustomerId: 'c-1', toCustomerId: 'c-2', because: 'merge' } },
  );
  expect(state).toMatchObject({ rating: 2, customerId: 'c-2' });
});

test('what an agent or staff does on the side leaves the rules alone', () => {
  const before = of(opened, received('m-1'));
  const side: readonly TicketEvent[] = [
    { type: 'SentimentAssessed', data: { messageId: 'm-1', score: 0 } },
    { type: 'CustomerHistoryConsulted', data: { runId: 'r-1', tickets: 0, withheld: true } },
    {
      type: 'KnowledgeSearched',
      data: { runId: 'r-1', query: 'q', results: [], confidence: 0, sufficient: false },
    },
    {
      type: 'ToolCalled',
      data: {
        runId: 'r-1',
        tool: 't',
        argumentsDigest: 'a',
        resultDigest: 'b',
        outcome: 'ok',
        durationMs: 1,
      },
    },
    { type: 'NoteAdded', data: { noteId: 'n-1', staffId: 's-1', text: 'x' } },
  ];
  for (const event of side) expect(evolve(before, { ...event, at: 5 })).toStrictEqual(before);
});
