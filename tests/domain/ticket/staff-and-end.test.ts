// The rules of a ticket while staff works on it, and of its end.
import { describe, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import {
  answered,
  closed,
  compose,
  customerId,
  escalated,
  given,
  handedBack,
  opened,
  received,
  resolved,
  staffReplied,
  told,
} from './facts.ts';

describe('staff at work', () => {
  const withStaff = [opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1'])];
  const reply = { command: 'ReplyAsStaff', replyId: 'p-2', staffId: 's-1', text: 'text of p-2' } as const;

  test('a ticket is assigned', () =>
    given(...withStaff)
      .when({ command: 'Assign', staffId: 's-1', by: 's-2' })
      .gives({ type: 'TicketAssigned', data: { staffId: 's-1', by: 's-2' } }));
  test('a closed ticket is not assigned', () =>
    given(opened, closed).when({ command: 'Assign', staffId: 's-1', by: 's-2' }).refused('ticket-closed'));
  test('staff replies on an escalated ticket', () =>
    given(...withStaff)
      .when(reply)
      .gives(staffReplied('p-2')));
  test('staff takes a ticket over before replying', () =>
    given(opened, received('m-1')).when(reply).refused('not-escalated'));
  test('a staff reply counts once', () =>
    given(...withStaff, staffReplied('p-2'))
      .when(reply)
      .refused('reply-known'));
  test('staff does not reply on a closed ticket', () =>
    given(...withStaff, resolved, closed)
      .when(reply)
      .refused('ticket-closed'));
  test('notes are taken at any time', () =>
    given(opened, closed)
      .when({ command: 'AddNote', noteId: 'n-1', staffId: 's-1', text: 'x' })
      .gives({ type: 'NoteAdded', data: { noteId: 'n-1', staffId: 's-1', text: 'x' } }));
  test('an answered ticket is handed back', () =>
    given(...withStaff, staffReplied('p-2'))
      .when({ command: 'HandBack', staffId: 's-1' })
      .gives(handedBack));
  test('a ticket is not handed back while the customer waits for staff', () => {
    given(...withStaff)
      .when({ command: 'HandBack', staffId: 's-1' })
      .refused('not-answered');
    given(...withStaff, staffReplied('p-2'), received('m-2', { handling: 'staff' }))
      .when({ command: 'HandBack', staffId: 's-1' })
      .refused('not-answered');
  });
  test('only an escalated ticket is handed back', () =>
    given(opened).when({ command: 'HandBack', staffId: 's-1' }).refused('not-escalated'));
  test('after the hand-back the agent answers again', () =>
    given(...withStaff, staffReplied('p-2'), handedBack, received('m-2'))
      .when(compose('p-3', ['m-2']))
      .gives(answered('p-3', ['m-2'])));
});

describe('resolving, closing and rating', () => {
  const pending = [opened, received('m-1'), answered('p-1', ['m-1'])];
  const confirmed = { type: 'TicketResolved', data: { basis: 'confirmed', by: customerId } } as const;
  const rate = (rating: number, comment?: string) =>
    ({ command: 'Rate', rating, by: customerId, ...(comment === undefined ? {} : { comment }) }) as const;

  test('an answered ticket is assumed resolved after quiet', () =>
    given(...pending)
      .when({ command: 'Resolve', basis: 'assumed', by: 'timer' })
      .gives(resolved));
  test('mistake 5: answered is not resolved, and unanswered even less', () => {
    given(opened).when({ command: 'Resolve', basis: 'assumed', by: 'timer' }).refused('not-answered');
    given(opened, received('m-1'), escalated(['m-1']))
      .when({ command: 'Resolve', basis: 'assumed', by: 'timer' })
      .refused('not-answered');
  });
  test('a message that waits for its answer is not resolved away', () =>
    given(...pending, received('m-2'))
      .when({ command: 'Resolve', basis: 'confirmed', by: customerId })
      .refused('not-answered'));
  test('staff may confirm on an escalated ticket', () =>
    given(opened, received('m-1'), escalated(['m-1']))
      .when({ command: 'Resolve', basis: 'confirmed', by: customerId })
      .gives(confirmed));
  test('a ticket is resolved once', () => {
    for (const end of [[resolved], [resolved, closed]])
      given(...pending, ...end)
        .when({ command: 'Resolve', basis: 'confirmed', by: customerId })
        .refused('nothing-to-resolve');
  });
  test('a resolved ticket is closed, another is not', () => {
    given(...pending, resolved)
      .when({ command: 'Close', by: 'timer' })
      .gives(closed);
    given(...pending)
      .when({ command: 'Close', by: 'timer' })
      .refused('nothing-to-resolve');
  });
  test('a good rating of an answer confirms that it helped', () => {
    given(...pending)
      .when(rate(4))
      .gives({ type: 'TicketRated', data: { rating: 4 } }, confirmed);
  });
  test('a poor rating says nothing about being done', () => {
    given(...pending)
      .when(rate(3, 'slow'))
      .gives({ type: 'TicketRated', data: { rating: 3, comment: 'slow' } });
  });
  test('a resolved ticket can still be rated', () => {
    given(...pending, resolved)
      .when(rate(5))
      .gives({ type: 'TicketRated', data: { rating: 5 } });
  });
  test('a closed ticket is rated too, whatever the rating, and stays closed', () => {
    for (const rating of [1, 5])
      given(...pending, resolved, closed)
        .when(rate(rating))
        .gives({ type: 'TicketRated', data: { rating } });
  });
  test('an answer that was withdrawn is none to rate: the customer never had it', () => {
    const withdrawn: TicketEvent = {
      type: 'ReplyWithdrawn',
      data: { replyId: 'p-1', reason: 'customer-wrote', messageIds: ['m-1'] },
    };
    given(...pending, received('m-2'), withdrawn)
      .when(rate(5))
      .refused('not-answered');
  });
  test('there must be an answer to rate', () => {
    given(opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1']))
      .when(rate(5))
      .refused('not-answered');
  });
});
