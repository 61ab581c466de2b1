// The way of a reply to its customer.
import { describe, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import {
  answered,
  attempted,
  compose,
  escalate,
  escalated,
  failed,
  given,
  handedBack,
  opened,
  received,
  resolved,
  staffReplied,
  suppressed,
  told,
} from './facts.ts';

const composed = [opened, received('m-1'), answered('p-1', ['m-1'])];
const on = (...events: readonly TicketEvent[]) => given(...composed, ...events);
const sent: TicketEvent = { type: 'ReplySent', data: { replyId: 'p-1' } };
const delivered: TicketEvent = { type: 'ReplyDelivered', data: { replyId: 'p-1' } };
const read: TicketEvent = { type: 'ReplyRead', data: { replyId: 'p-1' } };
const undeliverable: TicketEvent = {
  type: 'TicketEscalated',
  data: {
    reason: 'undeliverable',
    by: 'delivery',
    evidence: 'A reply could not be delivered on webform: timeout.',
    priority: 'normal',
    messageIds: [],
  },
};
const attempt = { command: 'AttemptReply', replyId: 'p-1' } as const;
const failure = { command: 'RecordFailure', replyId: 'p-1', code: 'timeout', permanent: false } as const;

describe('attempting', () => {
  test('the attempt is on record before anything is sent', () => on().when(attempt).gives(attempted('p-1')));
  test('an attempt is not made while another has no outcome', () =>
    on(attempted('p-1')).when(attempt).refused('reply-final'));
  test('after a passing failure the next attempt counts up', () =>
    on(attempted('p-1'), failed('p-1', false, 1000))
      .when(attempt)
      .gives(attempted('p-1', 2)));
  test('a reply that failed for good is not attempted', () =>
    on(attempted('p-1'), failed('p-1', true)).when(attempt).refused('reply-final'));
  test('an unknown reply is refused', () => given(opened).when(attempt).refused('reply-unknown'));
});

describe('an answer that a human overtakes before it is out', () => {
  const withdrawn: TicketEvent = {
    type: 'ReplyWithdrawn',
    data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'], waitingSince: 1000 },
  };
  const dealtWith: TicketEvent = {
    type: 'ReplyWithdrawn',
    data: { replyId: 'p-1', reason: 'human-in-charge', messageIds: ['m-1'], isDealtWith: true },
  };
  const taken = [escalated([], { reason: 'human-requested' }), told('p-2', [])];
  test('is withdrawn instead of sent, and what it answered is the human’s', () => {
    on(...taken)
      .when(attempt)
      .gives(withdrawn);
    on(attempted('p-1'), ...taken, failed('p-1', false, 0))
      .when(attempt)
      .gives(withdrawn);
  });
  test('leaves nobody waiting where staff has written since, or ended the ticket (bug: it was overdue from then on)', () => {
    for (const since of [[staffReplied('p-3')], [staffReplied('p-3'), handedBack], [resolved]])
      on(...taken, ...since)
        .when(attempt)
        .gives(dealtWith);
  });
  test('leaves them waiting since the first that has no answer then (bug: since it was withdrawn)', () => {
    const second = { ...withdrawn, data: { ...withdrawn.data, replyId: 'p-2', messageIds: ['m-2'] } };
    on(received('m-2'), answered('p-2', ['m-2']), escalated([]), told('p-3', []), withdrawn)
      .when({ command: 'AttemptReply', replyId: 'p-2' })
      .gives(second as TicketEvent);
  });
  test('stays withdrawn, whatever is heard of it', () => {
    const after = on(...taken, withdrawn);
    after.when(attempt).refused('reply-final');
    after.when({ command: 'RecordSent', replyId: 'p-1' }).gives();
    after.when({ command: 'RecordDelivered', replyId: 'p-1' }).gives();
    after.when({ ...failure, permanent: true }).refused('reply-final');
  });
  test('goes on when it is under way or the customer has a part of it', () => {
    on(attempted('p-1'), ...taken)
      .when({ command: 'RecordSent', replyId: 'p-1' })
      .gives({ type: 'ReplySent', data: { replyId: 'p-1', channel: 'webform' } });
    const half: TicketEvent = {
      type: 'ReplyFailed',
      data: { replyId: 'p-1', code: 'timeout', permanent: false, retryInMs: 0, providerMessageIds: ['x-1'] },
    };
    on(attempted('p-1'), half, ...taken)
      .when(attempt)
      .gives(attempted('p-1', 2));
  });
  test('does not concern what staff wrote, or the word that they have it', () => {
    on(...taken)
      .when({ command: 'AttemptReply', replyId: 'p-2' })
      .gives(attempted('p-2'));
    on(...taken, staffReplied('p-3'))
      .when({ command: 'AttemptReply', replyId: 'p-3' })
      .gives(attempted('p-3'));
  });
  test('goes out while another’s failure alone brought the ticket to staff, until somebody takes it', () => {
    on(undeliverable).when(attempt).gives(attempted('p-1'));
    on(undeliverable, { type: 'TicketAssigned', data: { staffId: 's-1', by: 's-1' } })
      .when(attempt)
      .gives(withdrawn);
  });
});

describe('an answer before whose sending the customer wrote again', () => {
  const withdrawn = (replyId: string, messageIds: string[]): TicketEvent => ({
    type: 'ReplyWithdrawn',
    data: { replyId, reason: 'customer-wrote', messageIds, waitingSince: 1000 },
  });
  const again = (...events: readonly TicketEvent[]) =>
    on(received('m-2'), withdrawn('p-1', ['m-1']), ...events);
  test('is withdrawn instead of sent, and both messages get one answer', () => {
    on(received('m-2'))
      .when(attempt)
      .gives(withdrawn('p-1', ['m-1']));
    on(attempted('p-1'), failed('p-1', false, 0), received('m-2'))
      .when(attempt)
      .gives(withdrawn('p-1', ['m-1']));
    again()
      .when(compose('p-2', ['m-2']))
      .refused('reply-stale');
    again()
      .when(compose('p-2', ['m-1', 'm-2']))
      .gives(answered('p-2', ['m-1', 'm-2']));
    again()
      .when(escalate('p-2'))
      .gives(escalated(['m-1', 'm-2']), told('p-2', ['m-1', 'm-2']));
    again().when(attempt).refused('reply-final');
  });
  test('is withdrawn once: the next one goes out, whatever is written (bug: nobody who keeps writing is answered)', () =>
    again(answered('p-2', ['m-1', 'm-2']), received('m-3'))
      .when({ command: 'AttemptReply', replyId: 'p-2' })
      .gives(attempted('p-2')));
  test('goes out where the later message has been dealt with', () => {
    on(received('m-2'), answered('p-2', ['m-2']))
      .when(attempt)
      .gives(attempted('p-1'));
    on(received('m-2', { handling: 'nobody' }), suppressed('m-2'))
      .when(attempt)
      .gives(attempted('p-1'));
  });
  test('goes on when it is under way or the customer has a part of it', () => {
    const half: TicketEvent = {
      type: 'ReplyFailed',
      data: { replyId: 'p-1', code: 'timeout', permanent: false, retryInMs: 0, providerMessageIds: ['x-1'] },
    };
    on(attempted('p-1'), received('m-2')).when(attempt).refused('reply-final');
    on(attempted('p-1'), half, received('m-2')).when(attempt).gives(attempted('p-1', 2));
  });
  test('goes out when it asks for the code that is on its way, as does what staff or the desk say', () => {
    const asks = answered('p-1', ['m-1'], { citations: [], agent: 'policy' });
    given(opened, received('m-1'), asks, received('m-2')).when(attempt).gives(attempted('p-1'));
    given(opened, received('m-1'), told('p-1', []), received('m-2')).when(attempt).gives(attempted('p-1'));
    given(opened, escalated([]), staffReplied('p-1'), handedBack, received('m-2'))
      .when(attempt)
      .gives(attempted('p-1'));
  });
});

describe('moving forward', () => {
  test('sent, delivered and read follow each other', () => {
    on(attempted('p-1'))
      .when({ command: 'RecordSent', replyId: 'p-1', providerMessageId: 'x-1' })
      .gives({ type: 'ReplySent', data: { replyId: 'p-1', providerMessageId: 'x-1', channel: 'webform' } });
    on(attempted('p-1'), sent).when({ command: 'RecordDelivered', replyId: 'p-1' }).gives(delivered);
    on(attempted('p-1'), sent, delivered).when({ command: 'RecordRead', replyId: 'p-1' }).gives(read);
  });
  test('a callback that overtakes another is taken', () =>
    on(attempted('p-1')).when({ command: 'RecordRead', replyId: 'p-1' }).gives(read));
  test('a late or repeated callback changes nothing', () => {
    on(attempted('p-1'), sent, delivered).when({ command: 'RecordSent', replyId: 'p-1' }).gives();
    on(attempted('p-1'), sent, read).when({ command: 'RecordDelivered', replyId: 'p-1' }).gives();
    on(attempted('p-1'), sent, read).when({ command: 'RecordRead', replyId: 'p-1' }).gives();
    on(failed('p-1', true)).when({ command: 'RecordSent', replyId: 'p-1' }).gives();
  });
});

describe('failing', () => {
  test('a passing failure says when to try again', () =>
    on(attempted('p-1'))
      .when({ ...failure, retryInMs: 500 })
      .gives(failed('p-1', false, 500)));
  test('a failure without a time leaves it to the timer', () =>
    on(attempted('p-1')).when(failure).gives(failed('p-1', false)));
  test('a lasting failure is never retried', () =>
    on(attempted('p-1'))
      .when({ ...failure, permanent: true, retryInMs: 500 })
      .gives(failed('p-1', true), undeliverable));
  test('what was sent and then failed is not sent again', () =>
    on(attempted('p-1'), sent)
      .when({ ...failure, retryInMs: 500 })
      .gives(failed('p-1', true), undeliverable));
  test('a reply can be blocked before any attempt', () =>
    on()
      .when({ ...failure, permanent: true })
      .gives(failed('p-1', true), undeliverable));
  test('what arrived has not failed, and what failed has not failed twice', () => {
    on(attempted('p-1'), sent, delivered).when(failure).refused('reply-final');
    on(attempted('p-1'), sent, read).when(failure).refused('reply-final');
    on(attempted('p-1'), failed('p-1', true)).when(failure).refused('reply-final');
  });
  test('news of an attempt that is over changes nothing (simulation, seed 40)', () => {
    const again = [attempted('p-1'), failed('p-1', false, 0), attempted('p-1', 2)];
    on(...again)
      .when({ ...failure, attempt: 1 })
      .gives();
    on(...again)
      .when({ ...failure, attempt: 2 })
      .gives(failed('p-1', false));
    on(...again, sent)
      .when({ ...failure, attempt: 1, permanent: true })
      .gives();
    on(attempted('p-1'), failed('p-1', false, 0))
      .when({ ...failure, attempt: 1 })
      .gives();
  });
});

describe('a reply in several parts', () => {
  const inTwo: TicketEvent = {
    type: 'ReplyAttempted',
    data: { replyId: 'p-1', attempt: 1, channel: 'webform', parts: 2 },
  };
  const news = (type: 'ReplyDelivered' | 'ReplyRead', part: number, partial?: true): TicketEvent => ({
    type,
    data: { replyId: 'p-1', part, ...(partial ? { partial } : {}) },
  });
  const arrives = (part: number) => ({ command: 'RecordDelivered', replyId: 'p-1', part }) as const;
  const isRead = (part: number) => ({ command: 'RecordRead', replyId: 'p-1', part }) as const;

  test('has arrived when all of them have, in any order', () => {
    on(inTwo, sent)
      .when(arrives(2))
      .gives(news('ReplyDelivered', 2, true));
    on(inTwo, sent, news('ReplyDelivered', 2, true))
      .when(arrives(1))
      .gives(news('ReplyDelivered', 1));
    on(inTwo, sent, news('ReplyDelivered', 2, true))
      .when(arrives(2))
      .gives();
    on(inTwo, sent).when(arrives(3)).gives();
  });
  test('a part that is read has arrived, even if nobody said so', () =>
    on(inTwo, sent)
      .when(isRead(1))
      .gives(news('ReplyDelivered', 1, true), news('ReplyRead', 1, true)));
  test('says which parts are out when a later one fails, so that they are not sent again', () =>
    on(inTwo)
      .when({ ...failure, retryInMs: 500, providerMessageIds: ['x-1'] })
      .gives({
        type: 'ReplyFailed',
        data: {
          replyId: 'p-1',
          code: 'timeout',
          permanent: false,
          retryInMs: 500,
          providerMessageIds: ['x-1'],
        },
      }));
  test('news of a part that overtakes the send leaves the rest to be sent', () =>
    on(inTwo, news('ReplyDelivered', 1, true))
      .when({ command: 'RecordSent', replyId: 'p-1', providerMessageIds: ['x-1', 'x-2'] })
      .gives({
        type: 'ReplySent',
        data: { replyId: 'p-1', providerMessageIds: ['x-1', 'x-2'], channel: 'webform' },
      }));
});

describe('a reply that failed for good', () => {
  const lost = [attempted('p-1'), failed('p-1', true), undeliverable];
  test('goes out on another channel when staff says so', () =>
    on(...lost)
      .when({
        command: 'RerouteReply',
        replyId: 'p-1',
        newReplyId: 'p-2',
        staffId: 'kim',
        channel: 'email',
        to: 'ada@example.org',
        text: 'Turn it over.',
      })
      .gives({
        type: 'StaffReplied',
        data: {
          replyId: 'p-2',
          staffId: 'kim',
          channel: 'email',
          to: 'ada@example.org',
          text: 'Turn it over.',
          inPlaceOf: 'p-1',
        },
      }));
  test('goes out elsewhere once, whoever asks again', () => {
    const reroute = {
      command: 'RerouteReply',
      replyId: 'p-1',
      newReplyId: 'p-3',
      staffId: 'kim',
      channel: 'email',
      to: 'ada@example.org',
      text: 'Turn it over.',
    } as const;
    const { command: _, replyId, newReplyId: __, ...where } = reroute;
    const rerouted: TicketEvent = {
      type: 'StaffReplied',
      data: { ...where, replyId: 'p-2', inPlaceOf: replyId },
    };
    on(...lost, rerouted)
      .when(reroute)
      .refused('reply-rerouted');
    on(...lost, rerouted, failed('p-2', true))
      .when({ ...reroute, replyId: 'p-2' })
      .gives({ type: 'StaffReplied', data: { ...where, replyId: 'p-3', inPlaceOf: 'p-2' } });
  });
  test('only a failed one is sent elsewhere', () =>
    on(attempted('p-1'), sent)
      .when({
        command: 'RerouteReply',
        replyId: 'p-1',
        newReplyId: 'p-2',
        staffId: 'kim',
        channel: 'email',
        to: 'ada@example.org',
        text: 'Turn it over.',
      })
      .refused('reply-not-failed'));
});
