// The rules of a ticket, one sentence each.
import { describe, expect, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { ticketReference } from '../../../src/domain/ticket/open.ts';
import {
  answered,
  closed,
  compose,
  customerId,
  escalate,
  escalated,
  given,
  opened,
  receive,
  received,
  resolved,
  staffReplied,
  told,
} from './facts.ts';

const open = {
  command: 'OpenTicket',
  ticketId: 't-1',
  reference: 'LD-AAAA-BBBB',
  customerId,
  channel: 'webform',
  category: 'technical',
  priority: 'normal',
  subject: 'Labels',
} as const;

describe('opening a ticket', () => {
  test('a new ticket opens', () => given().when(open).gives(opened));
  test('a ticket opens once', () => given(opened).when(open).refused('ticket-exists'));
  test('a ticket names the one it continues', () => {
    const [event] = given()
      .when({ ...open, linkedTo: 't-0' })
      .and();
    expect(event?.data).toHaveProperty('linkedTo', 't-0');
  });
  test('nothing can be done to a ticket that does not exist', () => {
    given().when(receive('m-1')).refused('ticket-unknown');
    given().when({ command: 'AttemptReply', replyId: 'p-1' }).refused('ticket-unknown');
  });
  test('a reference is read out in two groups of four unambiguous symbols', () => {
    expect(ticketReference(new Uint8Array([0, 1, 2, 3, 28, 29, 30, 31]))).toBe('LD-0123-WXYZ');
    expect(ticketReference(new Uint8Array(16).fill(255))).toBe('LD-ZZZZ-ZZZZ');
  });
});

/** What it says is neither good nor bad, and asks for nobody. */
const assessed = (messageId: string): TicketEvent => ({
  type: 'SentimentAssessed',
  data: { messageId, score: 0 },
});

describe('receiving a message', () => {
  test('a message on an open ticket is for the agent', () =>
    given(opened).when(receive('m-1')).gives(received('m-1')));
  test('a message counts once', () =>
    given(opened, received('m-1')).when(receive('m-1')).refused('message-known'));
  test('a message on an escalated ticket is for staff', () =>
    given(opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1']))
      .when(receive('m-2'))
      .gives(received('m-2', { handling: 'staff' }), assessed('m-2')));
  test('a resolved ticket reopens when the customer returns', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), resolved)
      .when(receive('m-2'))
      .gives({ type: 'TicketReopened', data: { messageId: 'm-2' } }, received('m-2')));
  test('a closed ticket takes nothing more', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), resolved, closed)
      .when(receive('m-2'))
      .refused('ticket-closed'));
  test('the reply goes to the channel the customer wrote on last', () =>
    given(opened, received('m-1'), received('m-2', { channel: 'whatsapp' }))
      .when(compose('p-1', ['m-1', 'm-2']))
      .gives(answered('p-1', ['m-1', 'm-2'], { channel: 'whatsapp' })));
});

describe('telling a customer who writes again while staff is in charge', () => {
  const withStaff = [opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1'])];
  const again = (messageId: string, replyId: string) =>
    receive(messageId, { acknowledgement: { replyId, text: `text of ${replyId}` } });

  test('the customer is told once more', () =>
    given(...withStaff)
      .when(again('m-2', 'p-2'))
      .gives(received('m-2', { handling: 'staff' }), assessed('m-2'), told('p-2', ['m-2'])));
  test('and then not again', () =>
    given(...withStaff, received('m-2', { handling: 'staff' }), told('p-2', ['m-2']))
      .when(again('m-3', 'p-3'))
      .gives(received('m-3', { handling: 'staff' }), assessed('m-3')));
  test('not when staff has replied', () =>
    given(...withStaff, staffReplied('p-2'))
      .when(again('m-2', 'p-3'))
      .gives(received('m-2', { handling: 'staff' }), assessed('m-2')));
  test('not while the agent is in charge', () =>
    given(opened).when(again('m-1', 'p-1')).gives(received('m-1')));
  test('not on a resolved ticket', () =>
    given(...withStaff, resolved)
      .when(again('m-2', 'p-2'))
      .gives({ type: 'TicketReopened', data: { messageId: 'm-2' } }, received('m-2')));
});

describe('suppressing a message', () => {
  test('an unanswered message is suppressed with a reason', () =>
    given(opened, received('m-1'))
      .when({ command: 'SuppressMessage', messageId: 'm-1', reason: 'loop' })
      .gives({ type: 'MessageSuppressed', data: { messageId: 'm-1', reason: 'loop' } }));
  test('a message with an outcome, or none of ours, is not', () => {
    const answeredOnce = given(opened, received('m-1'), answered('p-1', ['m-1']));
    answeredOnce
      .when({ command: 'SuppressMessage', messageId: 'm-1', reason: 'spam' })
      .refused('message-unknown');
    answeredOnce
      .when({ command: 'SuppressMessage', messageId: 'm-9', reason: 'spam' })
      .refused('message-unknown');
  });
});

describe('answering', () => {
  test('an answer names what it answers and its sources', () =>
    given(opened, received('m-1'))
      .when(compose('p-1', ['m-1']))
      .gives(answered('p-1', ['m-1'])));
  test('an answer without sources is refused', () =>
    given(opened, received('m-1'))
      .when(compose('p-1', ['m-1'], { citations: [] }))
      .refused('citations-missing'));
  test('an answer is stale when the customer has written since', () =>
    given(opened, received('m-1'), received('m-2'))
      .when(compose('p-1', ['m-1']))
      .refused('reply-stale'));
  test('an answer is stale when the customer has been answered', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']))
      .when(compose('p-2', ['m-1']))
      .refused('reply-stale'));
  test('naming one message twice does not make up for another', () =>
    given(opened, received('m-1'), received('m-2'))
      .when(compose('p-1', ['m-1', 'm-1']))
      .refused('reply-stale'));
  test('a message answered before is not answered by the way', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), received('m-2'))
      .when(compose('p-2', ['m-1', 'm-2']))
      .refused('reply-stale'));
  test('a reply is composed once', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), received('m-2'))
      .when(compose('p-1', ['m-2']))
      .refused('reply-known'));
  test('mistake 6: the agent does not talk over a human', () =>
    given(opened, received('m-1'), escalated(['m-1']))
      .when(compose('p-1', ['m-1']))
      .refused('human-in-charge'));
  test('a closed ticket gets no answer', () =>
    given(opened, received('m-1'), closed)
      .when(compose('p-1', ['m-1']))
      .refused('ticket-closed'));
});

describe('escalating', () => {
  test('every waiting message goes to staff and the customer is told', () =>
    given(opened, received('m-1'), received('m-2'))
      .when(escalate('p-1', { runId: 'r-1' }))
      .gives(escalated(['m-1', 'm-2'], { runId: 'r-1' }), told('p-1', ['m-1', 'm-2'], { runId: 'r-1' })));
  test('a ticket is escalated once', () =>
    given(opened, received('m-1'), escalated(['m-1']))
      .when(escalate('p-1'))
      .refused('human-in-charge'));
  test('a closed ticket is not escalated', () =>
    given(opened, closed)
      .when(escalate('p-1', { by: 'customer' }))
      .refused('ticket-closed'));
  test('a run that lost the race does not escalate what has been answered', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']))
      .when(escalate('p-2'))
      .refused('reply-stale'));
  test('a customer may ask for a human after an answer', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']))
      .when(escalate('p-2', { by: 'customer', reason: 'human-requested' }))
      .gives(escalated([], { by: 'customer', reason: 'human-requested' }), told('p-2', [])));
  test('an answer that never arrived can be escalated', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), {
      type: 'ReplyFailed',
      data: { replyId: 'p-1', code: 'gone', permanent: true },
    })
      .when(escalate('p-2', { by: 'timer' }))
      .gives(escalated([], { by: 'timer' }), told('p-2', [])));
  test('a hand-over never makes a ticket less urgent', () => {
    const urgent = { ...opened, data: { ...opened.data, priority: 'urgent' } } as typeof opened;
    given(urgent, received('m-1'))
      .when(escalate('p-1', { priority: 'normal' }))
      .gives(escalated(['m-1'], { priority: 'urgent' }), told('p-1', ['m-1']));
  });
  test('the acknowledgement needs an id of its own', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']), received('m-2'))
      .when(escalate('p-1'))
      .refused('reply-known'));
});
