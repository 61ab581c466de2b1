// The rules of taking a ticket in hand: from the agent, from a colleague, and back from its end.
import { describe, expect, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
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

const acknowledgement = { replyId: 'p-9', text: 'text of p-9' };
const hands = { staffId: 's-1', by: 's-1', acknowledgement } as const;
const takeOver = { command: 'TakeOver', ...hands } as const;
const reopen = { command: 'Reopen', ...hands } as const;
const assigned = (staffId = 's-1', by = staffId): TicketEvent => ({
  type: 'TicketAssigned',
  data: { staffId, by },
});
const taken = (messageIds: string[] = []): TicketEvent =>
  escalated(messageIds, { reason: 'taken-over', by: 'staff', evidence: '', priority: 'normal' });

describe('taking over', () => {
  test('a ticket with the agent is with staff, and who waits is told', () =>
    given(opened, received('m-1'))
      .when(takeOver)
      .gives(taken(['m-1']), told('p-9', ['m-1']), assigned()));
  test('who has an answer is not written to', () =>
    given(opened, received('m-1'), answered('p-1', ['m-1']))
      .when(takeOver)
      .gives(taken(), assigned()));
  test('an escalated ticket only changes hands', () =>
    given(opened, received('m-1'), escalated(['m-1']), assigned('s-2'))
      .when(takeOver)
      .gives(assigned()));
  test('who has it already has it', () =>
    given(opened, received('m-1'), escalated(['m-1']), assigned())
      .when(takeOver)
      .gives());
  test('a resolved ticket is reopened first, and a closed one', () => {
    const done = [opened, received('m-1'), answered('p-1', ['m-1']), resolved];
    given(...done)
      .when(takeOver)
      .refused('ticket-resolved');
    given(...done, closed)
      .when(takeOver)
      .refused('ticket-closed');
  });
  test('what the agent has composed and not sent is fenced at once', () => {
    const past = [opened, received('m-1'), answered('p-1', ['m-1'])];
    const now = given(...past)
      .when(takeOver)
      .and();
    given(...now)
      .when({ command: 'AttemptReply', replyId: 'p-1' })
      .gives({
        type: 'ReplyWithdrawn',
        data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'], waitingSince: 1000 },
      });
    const retried = given(...past, attempted('p-1'), failed('p-1', false, 1))
      .when(takeOver)
      .and();
    expect(given(...retried).state?.replies[0]?.isOvertaken).toBe(true);
  });
  test('a ticket that was taken from an answer can be handed back at once, another only when answered', () => {
    const answeredOne = given(opened, received('m-1'), answered('p-1', ['m-1']))
      .when(takeOver)
      .and();
    given(...answeredOne)
      .when({ command: 'HandBack', staffId: 's-1' })
      .gives(handedBack);
    const waiting = given(opened, received('m-1')).when(takeOver).and();
    given(...waiting)
      .when({ command: 'HandBack', staffId: 's-1' })
      .refused('not-answered');
  });
});

describe('an answer that was composed when somebody took over', () => {
  const inHand = given(opened, received('m-1'), answered('p-1', ['m-1']))
    .when(takeOver)
    .and();
  const attempt = { command: 'AttemptReply', replyId: 'p-1' } as const;
  const handBack = { command: 'HandBack', staffId: 's-1' } as const;
  const withdrawn: TicketEvent = {
    type: 'ReplyWithdrawn',
    data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'], waitingSince: 1000 },
  };

  test('once withdrawn leaves its question with staff, who answer before they hand back (bug: nobody answered)', () => {
    given(...inHand, withdrawn)
      .when(handBack)
      .refused('not-answered');
    given(...inHand, withdrawn, staffReplied('p-2'))
      .when(handBack)
      .gives(handedBack);
  });

  test('and withdrawn after staff have answered leaves nothing to do', () =>
    given(...inHand, staffReplied('p-2'), withdrawn)
      .when(handBack)
      .gives(handedBack));

  test('goes out after all when the ticket is handed back before staff said anything (bug: it was withdrawn)', () => {
    const went = given(...inHand, handedBack)
      .when(attempt)
      .and();
    expect(given(...went).state?.replies[0]?.progress).toBe('attempted');
    given(...inHand, staffReplied('p-2'), handedBack)
      .when(attempt)
      .gives({
        type: 'ReplyWithdrawn',
        data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'], isDealtWith: true },
      });
  });
});

describe('reopening by staff', () => {
  const done = [opened, received('m-1'), answered('p-1', ['m-1']), resolved];
  const reopened: TicketEvent = { type: 'TicketReopened', data: { by: 's-1' } };
  test('brings a resolved or closed ticket to staff, and nobody is told', () => {
    given(...done)
      .when(reopen)
      .gives(reopened, taken(), assigned());
    given(...done, closed)
      .when(reopen)
      .gives(reopened, taken(), assigned());
  });
  test('then staff replies, resolves and closes', () => {
    const open = given(...done, closed)
      .when(reopen)
      .and();
    given(...open)
      .when({ command: 'ReplyAsStaff', replyId: 'p-2', staffId: 's-1', text: 'text of p-2' })
      .gives(staffReplied('p-2'));
    given(...open, staffReplied('p-2'))
      .when({ command: 'Resolve', basis: 'assumed', by: 's-1', byStaff: true })
      .gives({ type: 'TicketResolved', data: { basis: 'assumed', by: 's-1' } });
  });
  test('is for tickets at their end only', () =>
    given(opened, received('m-1')).when(reopen).refused('nothing-to-reopen'));
});

describe('resolving by staff', () => {
  const withStaff = [opened, received('m-1'), escalated(['m-1']), told('p-1', ['m-1'])];
  test('is refused while the customer waits for staff', () =>
    given(...withStaff)
      .when({ command: 'Resolve', basis: 'assumed', by: 's-1', byStaff: true })
      .refused('not-answered'));
  test('is not what a timer may do', () =>
    given(...withStaff, staffReplied('p-2'))
      .when({ command: 'Resolve', basis: 'assumed', by: 'timer' })
      .refused('not-answered'));
});
