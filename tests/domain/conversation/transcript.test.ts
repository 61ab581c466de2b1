// The conversation as a view over a ticket's events.
import { describe, expect, test } from 'bun:test';
import { transcript } from '../../../src/domain/conversation/transcript.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import {
  answered,
  closed,
  escalated,
  opened,
  received,
  resolved,
  source,
  staffReplied,
  suppressed,
  told,
} from '../ticket/facts.ts';

const view = (...events: readonly TicketEvent[]) =>
  transcript(events.map((event, i) => ({ ...event, at: i })));
const ids = (entries: readonly { readonly id: string }[]) => entries.map((entry) => entry.id);

describe('a transcript', () => {
  test('of a new ticket is empty', () =>
    expect(view(opened)).toStrictEqual({
      entries: [],
      lastInboundChannel: undefined,
      lastInboundAt: undefined,
      unanswered: [],
      contextSinceLastClose: [],
    }));
  test('says who said what, when, where, and from which sources', () => {
    const said = { channel: 'webform', citations: [], suppressed: false };
    expect(
      view(
        opened,
        received('m-1', { channel: 'email' }),
        answered('p-1', ['m-1']),
        received('m-2'),
        escalated(['m-2']),
        told('p-2', ['m-2']),
        staffReplied('p-3'),
      ).entries,
    ).toStrictEqual([
      {
        ...said,
        id: 'm-1',
        author: 'customer',
        kind: 'message',
        text: 'text of m-1',
        at: 1,
        channel: 'email',
      },
      {
        ...said,
        id: 'p-1',
        author: 'agent',
        kind: 'answer',
        text: 'text of p-1',
        at: 2,
        citations: [source],
      },
      { ...said, id: 'm-2', author: 'customer', kind: 'message', text: 'text of m-2', at: 3 },
      { ...said, id: 'p-2', author: 'agent', kind: 'acknowledgement', text: 'text of p-2', at: 5 },
      { ...said, id: 'p-3', author: 'staff', kind: 'answer', text: 'text of p-3', at: 6 },
    ] as ReturnType<typeof view>['entries'] as never);
  });
  test('knows where the customer wrote last, not counting automatic mail', () => {
    const events = [opened, received('m-1', { channel: 'whatsapp' }), received('m-2', { channel: 'email' })];
    expect(view(...events)).toMatchObject({ lastInboundChannel: 'email', lastInboundAt: 2 });
    expect(view(...events, suppressed('m-2'))).toMatchObject({
      lastInboundChannel: 'whatsapp',
      lastInboundAt: 1,
    });
  });
});

describe('unanswered messages', () => {
  const both = [opened, received('m-1'), received('m-2')];
  test('wait in order', () => expect(view(...both).unanswered).toStrictEqual(['m-1', 'm-2']));
  test('are settled by an answer, a hand-over or a suppression', () => {
    expect(view(...both, answered('p-1', ['m-1'])).unanswered).toStrictEqual(['m-2']);
    expect(view(...both, escalated(['m-1', 'm-2'])).unanswered).toStrictEqual([]);
    expect(view(...both, suppressed('m-1')).unanswered).toStrictEqual(['m-2']);
  });
  test('are not settled by an acknowledgement', () =>
    expect(view(...both, told('p-1', ['m-1', 'm-2'])).unanswered).toStrictEqual(['m-1', 'm-2']));
  test('of a ticket with staff are not the agent’s', () =>
    expect(view(opened, received('m-1', { handling: 'staff' })).unanswered).toStrictEqual([]));
});

describe('the context since the last close', () => {
  const past = [opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1']), staffReplied('p-2')];
  test('is everything while the ticket was never closed', () =>
    expect(ids(view(...past).contextSinceLastClose)).toStrictEqual(['m-1', 'p-1', 'p-2']));
  test('leaves an old hand-over behind, so that it causes no new one', () => {
    const reopened: TicketEvent = { type: 'TicketReopened', data: { messageId: 'm-2' } };
    const later = view(...past, resolved, reopened, received('m-2'));
    expect(ids(later.contextSinceLastClose)).toStrictEqual(['m-2']);
    expect(ids(later.entries)).toStrictEqual(['m-1', 'p-1', 'p-2', 'm-2']);
    expect(view(...past, resolved, closed).contextSinceLastClose).toStrictEqual([]);
  });
  test('is without an answer that was withdrawn: the customer never had it', () => {
    const withdrawn: TicketEvent = {
      type: 'ReplyWithdrawn',
      data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'] },
    };
    const seen = view(
      opened,
      received('m-1'),
      answered('p-1', ['m-1']),
      escalated([]),
      withdrawn,
      staffReplied('p-2'),
    );
    expect(ids(seen.contextSinceLastClose)).toStrictEqual(['m-1', 'p-2']);
    expect(ids(seen.entries)).toStrictEqual(['m-1', 'p-1', 'p-2']);
  });
  test('has a question without its answer where the customer wrote before that was out', () => {
    const withdrawn: TicketEvent = {
      type: 'ReplyWithdrawn',
      data: { replyId: 'p-1', reason: 'customer-wrote', messageIds: ['m-1'] },
    };
    const seen = view(opened, received('m-1'), answered('p-1', ['m-1']), received('m-2'), withdrawn);
    expect(ids(seen.contextSinceLastClose)).toStrictEqual(['m-1', 'm-2']);
    expect(seen.unanswered).toStrictEqual(['m-1', 'm-2']);
  });
  test('is without suppressed messages', () => {
    const seen = view(opened, received('m-1'), received('m-2'), suppressed('m-1'));
    expect(ids(seen.contextSinceLastClose)).toStrictEqual(['m-2']);
    expect(seen.entries.map((entry) => entry.suppressed)).toStrictEqual([true, false]);
  });
});
