import { expect, test } from 'bun:test';
import { countingIds, type ManualClock, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { memoryUnstoredMessages } from '../../../src/adapters/memory/unstored-messages.ts';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import type { DeadLetters } from '../../../src/application/bus/dead-letters.ts';
import type { AcceptMessage } from '../../../src/application/channel/accept-message.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { mostAttempts, type UnstoredMessages } from '../../../src/application/channel/unstored-messages.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { inboundMail } from '../../../src/application/mail/inbound-mail.ts';
import { type Mailbox, MailboxUnavailable, settledAfterMs } from '../../../src/application/mail/mailbox.ts';
import {
  type Beginning,
  MailNotStored,
  type SyncOptions,
  syncMailbox,
} from '../../../src/application/mail/sync-mailbox.ts';
import {
  desk,
  type FakeMailbox,
  fakeMailbox,
  type RecordedAccounts,
  rawMail,
  recordedAccounts,
  thrownBy,
  understood,
} from './fakes.ts';

const now = Date.UTC(2026, 0, 10);
const day = 86_400_000;
const options: SyncOptions = { firstLookBackMs: day, resyncMs: 14 * day };

interface World {
  readonly accepted: string[];
  readonly messages: InboundMessage[];
  readonly accounts: RecordedAccounts;
  /** As it is stored. */
  cursor(): Promise<bigint | undefined>;
  readonly telemetry: ReturnType<typeof memoryTelemetry>;
  readonly unstored: UnstoredMessages;
  readonly deadLetters: DeadLetters;
  sync(cursor: bigint | undefined, beginning?: Beginning): ReturnType<typeof syncMailbox>;
  /** The clock of the readings. */
  readonly clock: ManualClock;
}

function world(mailbox: FakeMailbox, accept?: (id: string) => void, understand = understood): World {
  const accepted: string[] = [];
  const messages: InboundMessage[] = [];
  const accounts = recordedAccounts(manualClock(now));
  const clock = manualClock(now);
  const telemetry = memoryTelemetry();
  const unstored = memoryUnstoredMessages();
  const deadLetters = memoryDeadLetters();
  const acceptMessage: AcceptMessage = async (message) => {
    const { providerMessageId } = message;
    accept?.(providerMessageId);
    const repeated = accepted.includes(providerMessageId);
    accepted.push(providerMessageId);
    messages.push(message);
    accounts.calls.push(`accept ${providerMessageId}`);
    return { ticketId: 't', reference: 'LD-1', messageId: providerMessageId, repeated };
  };
  return {
    accepted,
    messages,
    accounts,
    cursor: async () => (await accounts.get('email', desk))?.cursor,
    telemetry,
    clock,
    unstored,
    deadLetters,
    async sync(from, beginning) {
      await accounts.register('email', desk);
      if (from !== undefined) await accounts.advance('email', desk, from);
      accounts.calls.length = 0;
      const ports = {
        mailbox,
        accounts,
        understand,
        accept: acceptMessage,
        unstored,
        deadLetters,
        ids: countingIds(),
        clock,
        telemetry,
      };
      return syncMailbox(ports, { cursor: from, beginning }, options);
    },
  };
}

test('reading starts at our own cursor', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['a'], cursor: 12n }] });
  await world(mailbox).sync(10n);
  expect(mailbox.asked[0]).toBe('changes 10');
});

test('mistake 3: every message of every page is stored, not only the first', async () => {
  const mailbox = fakeMailbox({
    pages: [
      { added: ['a', 'b', 'c'], cursor: 12n },
      { added: ['d', 'e'], cursor: 14n },
      { added: ['f'], cursor: 20n },
    ],
  });
  const desk1 = world(mailbox);
  expect(await desk1.sync(10n)).toEqual({ stored: 6, skipped: 0, cursor: 20n });
  expect(desk1.accepted).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(mailbox.asked.filter((call) => call.startsWith('changes'))).toEqual([
    'changes 10',
    'changes 10 1',
    'changes 10 2',
  ]);
});

test('the cursor moves after the messages of its page are stored, not before', async () => {
  const mailbox = fakeMailbox({
    pages: [
      { added: ['a', 'b'], cursor: 12n },
      { added: ['c'], cursor: 14n },
    ],
  });
  const { sync, accounts } = world(mailbox);
  await sync(10n);
  expect(accounts.calls).toEqual([
    'accept a',
    'accept b',
    `advance ${desk} 12`,
    'accept c',
    `advance ${desk} 14`,
  ]);
});

test('an empty answer stores nothing and moves the cursor to where it says', async () => {
  const { sync, accepted, cursor } = world(fakeMailbox({ pages: [{ added: [], cursor: 30n }] }));
  expect(await sync(10n)).toEqual({ stored: 0, skipped: 0, cursor: 30n });
  expect(await cursor()).toBe(30n);
  expect(accepted).toEqual([]);
});

test('an answer that is behind the cursor does not move it back', async () => {
  const { sync, accounts, cursor } = world(fakeMailbox({ pages: [{ added: [], cursor: 5n }] }));
  expect((await sync(10n)).cursor).toBe(10n);
  expect(accounts.calls).toEqual([]);
  expect(await cursor()).toBe(10n);
});

test('a message that is listed twice on a page is read once', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['a', 'a'], cursor: 12n }] });
  expect((await world(mailbox).sync(10n)).stored).toBe(1);
});

test('a message that was deleted meanwhile is skipped and the others are stored', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['a', 'b', 'c'], cursor: 12n }], mails: { b: 'gone' } });
  const { sync, accepted } = world(mailbox);
  expect(await sync(10n)).toEqual({ stored: 2, skipped: 1, cursor: 12n });
  expect(accepted).toEqual(['a', 'c']);
});

test.each(['SENT', 'DRAFT', 'SPAM', 'TRASH'])(
  'what is labelled %s is never a message of a customer',
  async (label) => {
    const mailbox = fakeMailbox({
      pages: [{ added: ['a', 'b'], cursor: 12n }],
      mails: { a: rawMail('a', { labels: ['INBOX', label] }) },
    });
    const { sync, accepted } = world(mailbox);
    expect(await sync(10n)).toEqual({ stored: 1, skipped: 1, cursor: 12n });
    expect(accepted).toEqual(['b']);
  },
);

test('a message that was archived before it was read is stored', async () => {
  const mailbox = fakeMailbox({
    pages: [{ added: ['a'], cursor: 12n }],
    mails: { a: rawMail('a', { labels: ['UNREAD'] }) },
  });
  expect((await world(mailbox).sync(10n)).stored).toBe(1);
});

test('mistake 3: the first contact reads what already lies in the inbox, and does not only set the cursor', async () => {
  const mailbox = fakeMailbox({ position: 50n, inbox: [['a', 'b'], ['c']] });
  const { sync, accepted, cursor } = world(mailbox);
  expect(await sync(undefined)).toEqual({
    stored: 3,
    skipped: 0,
    cursor: undefined,
    beginning: { position: 50n, at: now, done: new Set(['a', 'b', 'c']) },
  });
  expect(accepted).toEqual(['a', 'b', 'c']);
  expect(await cursor()).toBeUndefined();
});

test('the first contact takes the cursor before it reads, so that nothing falls in between', async () => {
  const mailbox = fakeMailbox({ inbox: [['a']] });
  const { sync, accounts } = world(mailbox);
  await sync(undefined);
  expect(mailbox.asked).toEqual(['position', `since ${now - day}`, 'read a']);
  expect(accounts.calls).toEqual(['accept a']);
});

test('a mail that is in no list yet at the first contact is found a minute later (bug: the position counted at once, and the mail was missed)', async () => {
  const listed = ['a'];
  const mailbox = fakeMailbox({ position: 50n, over: { since: async () => ({ ids: listed }) } });
  const { sync, accepted, accounts, clock, cursor } = world(mailbox);
  const first = await sync(undefined);
  listed.push('late');
  await clock.advance(settledAfterMs - 1);
  const second = await sync(undefined, first.beginning);
  expect(await cursor()).toBeUndefined();
  await clock.advance(1);
  expect(await sync(undefined, second.beginning)).toEqual({ stored: 1, skipped: 0, cursor: 50n });
  expect(accepted).toEqual(['a', 'late']);
  expect(accounts.calls).toEqual(['accept late', `advance ${desk} 50`]);
});

test('a mail that comes in the first minute is read from the history at once, and once', async () => {
  const mailbox = fakeMailbox({
    position: 50n,
    pages: [{ added: ['new'], cursor: 60n }],
    inbox: [['a', 'new']],
  });
  const { sync, accepted, clock, cursor } = world(mailbox);
  const first = await sync(undefined);
  expect(first.stored).toBe(2);
  const second = await sync(undefined, { position: 50n, at: now, done: new Set(['a']) });
  expect(second).toMatchObject({ stored: 1, cursor: undefined });
  expect(await cursor()).toBeUndefined();
  await clock.advance(settledAfterMs);
  expect(await sync(undefined, second.beginning)).toEqual({ stored: 0, skipped: 0, cursor: 60n });
  expect(accepted).toEqual(['a', 'new', 'new']);
});

test('a process that ends in the first minute leaves no cursor, so that the next one begins again', async () => {
  const { sync, cursor } = world(fakeMailbox({ inbox: [['a']] }));
  await sync(undefined);
  expect(await cursor()).toBeUndefined();
  expect((await sync(undefined)).beginning).toMatchObject({ position: 100n });
});

test('what is taken out of spam in the first minute is stored (bug: it was left out once and for all)', async () => {
  const mails = { a: rawMail('a', { labels: ['SPAM'] }) };
  const { sync, accepted } = world(fakeMailbox({ pages: [{ added: ['a'], cursor: 110n }], mails }));
  const first = await sync(undefined);
  const second = await sync(undefined, first.beginning);
  expect(second).toMatchObject({ stored: 0, skipped: 1 });
  mails.a = rawMail('a');
  await sync(undefined, second.beginning);
  expect(accepted).toEqual(['a']);
});

test('a beginning that another process has ended is dropped', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['b'], cursor: 70n }] });
  const { sync } = world(mailbox);
  const beginning = { position: 50n, at: now, done: new Set<string>() };
  expect(await sync(60n, beginning)).toEqual({ stored: 1, skipped: 0, cursor: 70n });
  expect(mailbox.asked[0]).toBe('changes 60');
});

test('an expired cursor leads to the inbox by date, then to a fresh cursor', async () => {
  const mailbox = fakeMailbox({ pages: 'expired', position: 900n, inbox: [['a'], ['b']] });
  const { sync, accepted, accounts } = world(mailbox);
  const beginning = { position: 900n, at: now, done: new Set(['a', 'b']) };
  expect(await sync(10n)).toEqual({ stored: 2, skipped: 0, cursor: 10n, beginning });
  expect(mailbox.asked).toEqual([
    'changes 10',
    'position',
    `since ${now - 14 * day}`,
    `since ${now - 14 * day} 1`,
    'read a',
    'read b',
  ]);
  expect(accepted).toEqual(['a', 'b']);
  expect(accounts.calls).toEqual(['accept a', 'accept b']);
});

test('a mail that is in no list yet when the cursor has expired is found a minute later (bug: as at the first contact)', async () => {
  const listed = ['a'];
  const over: Partial<Mailbox> = {
    since: async () => ({ ids: listed }),
    changes: async (after) => (after < 900n ? 'expired' : { added: [], cursor: after }),
  };
  const { sync, accepted, clock, cursor } = world(fakeMailbox({ position: 900n, over }));
  const { beginning } = await sync(10n);
  listed.push('late');
  await clock.advance(settledAfterMs);
  expect(await sync(10n, beginning)).toEqual({ stored: 1, skipped: 0, cursor: 900n });
  expect(accepted).toEqual(['a', 'late']);
  expect(await cursor()).toBe(900n);
});

test('mistake 2: a store that is away leaves the cursor where it was, so that nothing is lost', async () => {
  const mailbox = fakeMailbox({
    pages: [
      { added: ['a'], cursor: 12n },
      { added: ['b', 'c'], cursor: 14n },
    ],
  });
  const { sync, cursor } = world(mailbox, (id) => {
    if (id === 'c') throw new StoreUnavailable('away');
  });
  expect(await thrownBy(sync(10n))).toBeInstanceOf(StoreUnavailable);
  expect(await cursor()).toBe(12n);
});

test('a store that is away at the first contact leaves no cursor, so that the inbox is read again', async () => {
  const { sync, cursor } = world(fakeMailbox({ inbox: [['a']] }), () => {
    throw new StoreUnavailable('away');
  });
  expect(await thrownBy(sync(undefined))).toBeInstanceOf(StoreUnavailable);
  expect(await cursor()).toBeUndefined();
});

function refusing(refused: readonly string[], trouble: MailboxUnavailable): FakeMailbox {
  return fakeMailbox({
    pages: [
      { added: ['a'], cursor: 12n },
      { added: ['b', 'c', 'd'], cursor: 14n },
      { added: ['e'], cursor: 16n },
    ],
    over: {
      read: (id) => (refused.includes(id) ? Promise.reject(trouble) : Promise.resolve(rawMail(id))),
    },
  });
}

test('a provider that fails on the second page leaves the cursor after the first', async () => {
  const trouble = new MailboxUnavailable('away', false);
  const { sync, accepted, cursor } = world(refusing(['b', 'c', 'd', 'e'], trouble));
  expect(await thrownBy(sync(10n))).toBe(trouble);
  expect(accepted).toEqual(['a']);
  expect(await cursor()).toBe(12n);
});

test('a provider that wants us to wait is not asked for the next mail', async () => {
  const trouble = new MailboxUnavailable('slow down', false, 1_000);
  const { sync, accepted, cursor } = world(refusing(['b'], trouble));
  expect(await thrownBy(sync(10n))).toBe(trouble);
  expect(accepted).toEqual(['a']);
  expect(await cursor()).toBe(12n);
});

test('one mail that the provider does not give out keeps none of the others out', async () => {
  const trouble = new MailboxUnavailable('broken', true);
  const { sync, accepted, cursor } = world(refusing(['b'], trouble));
  expect(await thrownBy(sync(10n))).toBe(trouble);
  expect(accepted).toEqual(['a', 'c', 'd', 'e']);
  expect(await cursor()).toBe(12n);
});

test('one mail that cannot be stored keeps none of the others out, and the cursor stays before it', async () => {
  const mailbox = fakeMailbox({
    pages: [
      { added: ['a'], cursor: 12n },
      { added: ['bad', 'b'], cursor: 14n },
      { added: ['c'], cursor: 16n },
    ],
  });
  const { sync, accepted, telemetry, cursor } = world(mailbox, (id) => {
    if (id === 'bad') throw new Error('a defect');
  });
  expect(await thrownBy(sync(10n))).toBeInstanceOf(MailNotStored);
  expect(accepted).toEqual(['a', 'b', 'c']);
  expect(await cursor()).toBe(12n);
  expect(telemetry.logs.map(({ message, fields }) => [message, fields['providerMessageId']])).toEqual([
    ['a mail could not be stored', 'bad'],
  ]);
});

test('a mail that nobody can make sense of is stored as it came', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['a', 'b'], cursor: 12n }] });
  const { sync, messages, cursor } = world(mailbox, undefined, (raw, account) =>
    raw.id === 'a' ? Promise.reject(new Error('a defect')) : understood(raw, account),
  );
  expect(await sync(10n)).toEqual({ stored: 2, skipped: 0, cursor: 12n });
  expect(await cursor()).toBe(12n);
  expect(messages[0]).toEqual({
    channel: 'email',
    providerMessageId: `gmail:${desk}:a`,
    account: desk,
    seen: [],
    senderName: '',
    text: '',
    sentAt: 0,
    thread: { providerThreadId: 'thread-a' },
    attachments: [],
    original: rawMail('a').raw,
  });
});

test('a mail has the same id whether it is understood or not, so that it is stored once', async () => {
  const mailbox = fakeMailbox({ pages: [{ added: ['a'], cursor: 12n }] });
  const broken = world(mailbox, undefined, () => Promise.reject(new Error('a defect')));
  await broken.sync(10n);
  const settings = { account: desk, ownAddresses: [desk], receivingServer: 'mx.desk.example' };
  const whole = world(mailbox, undefined, async (raw) =>
    inboundMail(await mailReader()(raw.raw), raw, settings, now),
  );
  await whole.sync(10n);
  expect(broken.accepted).toEqual(whole.accepted);
});

const poisoned = () =>
  fakeMailbox({
    pages: [
      { added: ['a'], cursor: 12n },
      { added: ['bad', 'b'], cursor: 14n },
    ],
  });

test('a mail that can never be stored becomes a dead letter, and the cursor goes on (bug: it was tried for ever, and blocked its mailbox)', async () => {
  const { sync, cursor, deadLetters, telemetry, unstored } = world(poisoned(), (id) => {
    if (id === 'bad') throw new RangeError('what a customer wrote');
  });
  for (let attempt = 1; attempt < mostAttempts; attempt++) {
    expect(await thrownBy(sync(10n))).toBeInstanceOf(MailNotStored);
    expect(await cursor()).toBe(12n);
  }
  expect(await deadLetters.list({ limit: 9 })).toEqual([]);
  expect(await sync(10n)).toEqual({ stored: 2, skipped: 0, cursor: 14n });
  expect(await cursor()).toBe(14n);
  const letters = await deadLetters.list({ limit: 9 });
  expect(letters).toMatchObject([
    {
      topic: 'mailbox',
      key: desk,
      offset: 'bad',
      value: { mailId: 'bad' },
      attempts: mostAttempts,
      state: 'parked',
    },
  ]);
  expect(JSON.stringify([letters, telemetry.logs])).not.toContain('what a customer wrote');
  expect(await unstored.of(desk)).toEqual([]);
});

test('a dead letter that is brought back is read again, though the cursor is far beyond it', async () => {
  let isMended = false;
  const { sync, accepted, unstored, deadLetters, cursor } = world(fakeMailbox({}), (id) => {
    if (id === 'bad' && !isMended) throw new Error('a defect');
  });
  await unstored.want(desk, 'bad', mostAttempts);
  expect(await sync(50n)).toEqual({ stored: 0, skipped: 0, cursor: 50n });
  expect(await deadLetters.list({ limit: 9 })).toMatchObject([{ attempts: mostAttempts + 1 }]);
  isMended = true;
  await unstored.want(desk, 'bad', mostAttempts + 1);
  expect(await sync(50n)).toEqual({ stored: 1, skipped: 0, cursor: 50n });
  expect(accepted).toEqual(['bad']);
  expect(await unstored.of(desk)).toEqual([]);
  expect(await cursor()).toBe(50n);
});

test('a store that is away makes no mail a dead letter, however long', async () => {
  const { sync, deadLetters, unstored, cursor } = world(poisoned(), (id) => {
    if (id === 'b') throw new StoreUnavailable('away');
    if (id === 'bad') throw new Error('a defect');
  });
  for (let attempt = 1; attempt <= 3 * mostAttempts; attempt++)
    expect(await thrownBy(sync(10n))).toBeInstanceOf(StoreUnavailable);
  expect(await deadLetters.list({ limit: 9 })).toEqual([]);
  expect(await unstored.of(desk)).toEqual([]);
  expect(await cursor()).toBe(12n);
});

test('a provider in trouble makes no mail a dead letter; one that refuses one mail for good does', async () => {
  const passing = world(refusing(['b'], new MailboxUnavailable('gmail: http-503', false)));
  for (let attempt = 1; attempt <= 2 * mostAttempts; attempt++)
    expect(await thrownBy(passing.sync(10n))).toBeInstanceOf(MailboxUnavailable);
  expect(await passing.deadLetters.list({ limit: 9 })).toEqual([]);
  const one = world(refusing(['b'], new MailboxUnavailable('gmail: http-400-failedPrecondition', true)));
  for (let attempt = 1; attempt < mostAttempts; attempt++)
    expect(await thrownBy(one.sync(10n))).toBeInstanceOf(MailboxUnavailable);
  expect((await one.sync(10n)).cursor).toBe(16n);
  expect(await one.deadLetters.list({ limit: 9 })).toMatchObject([{ offset: 'b' }]);
});

test('two mails side by side that the provider refuses for good become dead letters, and the cursor goes on (bug: they held up their mailbox)', async () => {
  const forbidden = new MailboxUnavailable('gmail: http-400-failedPrecondition', true);
  const { sync, accepted, deadLetters, cursor } = world(refusing(['b', 'c'], forbidden));
  for (let attempt = 1; attempt < mostAttempts; attempt++) {
    expect(await thrownBy(sync(10n))).toBe(forbidden);
    expect(await cursor()).toBe(12n);
  }
  expect(await deadLetters.list({ limit: 9 })).toEqual([]);
  expect(await sync(10n)).toEqual({ stored: 3, skipped: 0, cursor: 16n });
  expect(accepted.slice(0, 3)).toEqual(['a', 'd', 'e']);
  const letters = await deadLetters.list({ limit: 9 });
  expect(letters.map(({ offset }) => offset).sort()).toEqual(['b', 'c']);
});

function refusedAlone(inbox: readonly string[], given: readonly string[]): FakeMailbox {
  const forbidden = new MailboxUnavailable('gmail: http-403-forbidden', true);
  const read: Mailbox['read'] = (id) =>
    given.includes(id) ? Promise.resolve(rawMail(id)) : Promise.reject(forbidden);
  return fakeMailbox({ pages: [{ added: ['b', 'c'], cursor: 14n }], inbox: [inbox], over: { read } });
}

test('where nothing else is new, an older mail shows that it is not the provider', async () => {
  const { sync, deadLetters, accepted, cursor } = world(refusedAlone(['old', 'b', 'c'], ['old']));
  for (let attempt = 1; attempt < mostAttempts; attempt++)
    expect(await thrownBy(sync(10n))).toBeInstanceOf(MailboxUnavailable);
  expect((await sync(10n)).cursor).toBe(14n);
  expect(await deadLetters.list({ limit: 9 })).toHaveLength(2);
  expect(accepted).toEqual([]);
  expect(await cursor()).toBe(14n);
});

test('a provider that gives out no mail at all makes none a dead letter, however long', async () => {
  const { sync, deadLetters, unstored } = world(refusedAlone(['old', 'b', 'c'], []));
  for (let attempt = 1; attempt <= 2 * mostAttempts; attempt++)
    expect(await thrownBy(sync(10n))).toBeInstanceOf(MailboxUnavailable);
  expect(await deadLetters.list({ limit: 9 })).toEqual([]);
  expect(await unstored.of(desk)).toEqual([]);
});

test('a mail that is stored after all begins to count anew', async () => {
  let isBroken = true;
  const { sync, unstored, cursor } = world(poisoned(), (id) => {
    if (id === 'bad' && isBroken) throw new Error('a defect');
  });
  await thrownBy(sync(10n));
  expect(await unstored.of(desk)).toEqual([{ providerMessageId: 'bad', attempts: 1, wanted: false }]);
  isBroken = false;
  await sync(10n);
  expect(await unstored.of(desk)).toEqual([]);
  expect(await cursor()).toBe(14n);
});
