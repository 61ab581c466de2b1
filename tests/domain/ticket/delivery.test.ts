// The way of a reply to its customer.
import { describe, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { answered, attempted, failed, given, opened, received } from './facts.ts';

const composed = [opened, received('m-1'), answered('p-1', ['m-1'])];
const on = (...events: readonly TicketEvent[]) => given(...composed, ...events);
const sent: TicketEvent = { type: 'ReplySent', data: { replyId: 'p-1' } };
const delivered: TicketEvent = { type: 'ReplyDelivered', data: { replyId: 'p-1' } };
const read: TicketEvent = { type: 'ReplyRead', data: { replyId: 'p-1' } };
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

describe('moving forward', () => {
  test('sent, delivered and read follow each other', () => {
    on(attempted('p-1'))
      .when({ command: 'RecordSent', replyId: 'p-1', providerMessageId: 'x-1' })
      .gives({ type: 'ReplySent', data: { replyId: 'p-1', providerMessageId: 'x-1' } });
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
      .gives(failed('p-1', true)));
  test('what was sent and then failed is not sent again', () =>
    on(attempted('p-1'), sent)
      .when({ ...failure, retryInMs: 500 })
      .gives(failed('p-1', true)));
  test('a reply can be blocked before any attempt', () =>
    on()
      .when({ ...failure, permanent: true })
      .gives(failed('p-1', true)));
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
