// Messages that nobody answers: filed, shown to staff, released by them.
import { describe, expect, test } from 'bun:test';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import {
  answered,
  closed,
  compose,
  escalate,
  escalated,
  given,
  opened,
  received,
  resolved,
  told,
} from './facts.ts';

const message = {
  messageId: 'm-2',
  customerId: 'c-1',
  channel: 'email',
  providerMessageId: 'gmail:2',
  evidence: 'claimed',
  senderName: '',
  text: 'I am out of office.',
} as const;
const automatic = { reason: 'automatic', because: 'Auto-Submitted: auto-replied' } as const;
const receive = { command: 'ReceiveMessage', ...message, suppress: automatic } as const;
const filed: readonly TicketEvent[] = [
  { type: 'CustomerMessageReceived', data: { ...message, handling: 'nobody' } },
  { type: 'MessageSuppressed', data: { messageId: 'm-2', ...automatic } },
];
const done = [opened, received('m-1'), answered('p-1', ['m-1']), resolved];

describe('an automatic message', () => {
  test('is filed with its reason, and nobody is to answer it', () =>
    given(opened, received('m-1'))
      .when(receive)
      .gives(...filed));
  test('does not reopen a resolved ticket', () =>
    given(...done)
      .when(receive)
      .gives(...filed));
  test('is filed on a closed ticket as well', () =>
    given(...done, closed)
      .when(receive)
      .gives(...filed));
  test('alone on a ticket lets it be closed', () =>
    given(opened, ...filed)
      .when({ command: 'Close', by: 'hygiene' })
      .gives({ type: 'TicketClosed', data: { by: 'hygiene' } }));
  test('beside a message of a person does not', () =>
    given(opened, received('m-1'), ...filed)
      .when({ command: 'Close', by: 'hygiene' })
      .refused('nothing-to-resolve'));
});

describe('a message on the web form that only a program can have filled in', () => {
  const spam = { reason: 'spam', because: 'the field that people do not see was filled in' } as const;
  const { handling: _, ...typed } = received('m-1').data as Extract<
    TicketEvent,
    { type: 'CustomerMessageReceived' }
  >['data'];
  const trapped: readonly TicketEvent[] = [
    opened,
    received('m-1', { handling: 'nobody' }),
    { type: 'MessageSuppressed', data: { messageId: 'm-1', ...spam } },
    { type: 'TicketClosed', data: { by: 'hygiene' } },
  ];
  const wish = { by: 'customer', reason: 'human-requested' } as const;
  test('is filed, suppressed, and alone on a ticket that is closed', () => {
    const filedOnce = given(opened)
      .when({ command: 'ReceiveMessage', ...typed, suppress: spam })
      .and();
    given(...filedOnce)
      .when({ command: 'Close', by: 'hygiene' })
      .gives(...trapped.slice(3));
    expect(filedOnce).toStrictEqual(trapped.slice(0, 3));
  });
  test('goes to staff when its customer asks for a person', () =>
    given(...trapped)
      .when(escalate('p-1', wish))
      .gives(escalated([], wish), told('p-1', [])));
  test('does not by anybody else, nor once it has been answered and closed', () => {
    given(...trapped)
      .when(escalate('p-1', { by: 'timer' }))
      .refused('ticket-closed');
    given(...done, closed)
      .when(escalate('p-2', wish))
      .refused('ticket-closed');
  });
});

describe('releasing', () => {
  const release = { command: 'ReleaseMessage', messageId: 'm-2', staffId: 'kim' } as const;
  const released = (handling: 'agent' | 'staff'): TicketEvent => ({
    type: 'MessageReleased',
    data: { messageId: 'm-2', staffId: 'kim', handling },
  });
  test('gives the message to the agent', () =>
    given(opened, ...filed, closed)
      .when(release)
      .gives(released('agent')));
  test('gives it to staff where the ticket is theirs', () =>
    given(opened, received('m-1'), escalated(['m-1']), ...filed)
      .when(release)
      .gives(released('staff')));
  test('happens once, and only to what is suppressed', () => {
    given(opened, ...filed, released('agent'))
      .when(release)
      .refused('not-suppressed');
    given(opened, received('m-1')).when(release).refused('message-unknown');
  });
  test('lets the agent answer it', () =>
    given(opened, ...filed, closed, released('agent'))
      .when(compose('p-2', ['m-2']))
      .gives(answered('p-2', ['m-2'])));
});

describe('discarding by staff', () => {
  const discard = {
    command: 'DiscardMessage',
    messageId: 'm-2',
    staffId: 's-1',
    reason: 'An advertisement.',
  } as const;
  const discarded: TicketEvent = {
    type: 'MessageDiscarded',
    data: { messageId: 'm-2', staffId: 's-1', reason: 'An advertisement.' },
  };
  test('is for a suppressed message, once, also on a closed ticket', () => {
    given(opened, ...filed)
      .when(discard)
      .gives(discarded);
    given(opened, ...filed, closed)
      .when(discard)
      .gives(discarded);
    given(opened, ...filed, discarded)
      .when(discard)
      .refused('message-discarded');
    given(opened, received('m-2')).when(discard).refused('not-suppressed');
    given(opened, received('m-1')).when(discard).refused('message-unknown');
  });
  test('does not keep the message from being released, and then discarded when it is suppressed again', () => {
    const released = given(opened, ...filed, discarded)
      .when({ command: 'ReleaseMessage', messageId: 'm-2', staffId: 's-2' })
      .and();
    const again = given(...released)
      .when({ command: 'SuppressMessage', messageId: 'm-2', reason: 'spam' })
      .and();
    given(...again)
      .when(discard)
      .gives(discarded);
  });
});
