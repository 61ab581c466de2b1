import { expect, test } from 'bun:test';
import { countingIds, type ManualClock, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { memoryUnstoredMessages } from '../../../src/adapters/memory/unstored-messages.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';
import { type Mailbox, MailboxUnavailable } from '../../../src/application/mail/mailbox.ts';
import { type MailboxesOptions, startMailboxes } from '../../../src/application/mail/mailboxes.ts';
import { desk, fakeMailbox, recordedAccounts, understood } from './fakes.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const sales = 'sales@desk.example';
const options: MailboxesOptions = { watch: true, firstLookBackMs: day, resyncMs: 14 * day, pollMs: minute };

function world(mailboxes: readonly Mailbox[], accept?: () => void) {
  const clock = manualClock();
  const accounts = recordedAccounts(clock);
  const telemetry = memoryTelemetry();
  const waking = wakeups(clock);
  const accepted: string[] = [];
  return {
    clock,
    accounts,
    telemetry,
    accepted,
    wake: waking.wake,
    start: (over: Partial<MailboxesOptions> = {}) =>
      startMailboxes(
        {
          mailboxes,
          accounts,
          understand: understood,
          accept: async ({ providerMessageId }) => {
            accept?.();
            accepted.push(providerMessageId);
            return { ticketId: 't', reference: 'LD-1', messageId: 'm', repeated: false };
          },
          unstored: memoryUnstoredMessages(),
          deadLetters: memoryDeadLetters(),
          ids: countingIds(),
          clock,
          telemetry,
          wakeups: waking,
        },
        { ...options, ...over },
      ),
  };
}

/** Lets what is under way come to rest. */
async function rest(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

async function pass(clock: ManualClock, ms: number, step = second): Promise<void> {
  for (let gone = 0; gone < ms; gone += step) {
    await clock.advance(step);
    await rest();
  }
}

const readings = (asked: readonly string[]) => asked.filter((call) => call.startsWith('changes')).length;

test('a mailbox is read at the start and then once in every poll', async () => {
  const mailbox = fakeMailbox({ inbox: [['a']] });
  const { start, clock, accepted } = world([mailbox]);
  await using _ = start();
  await rest();
  expect(accepted).toEqual(['a']);
  await pass(clock, 3 * minute + 5 * second);
  expect(readings(mailbox.asked)).toBe(3);
});

test('a notification is followed at once', async () => {
  const mailbox = fakeMailbox({});
  const { start, clock, accounts, wake } = world([mailbox]);
  await using _ = start();
  await rest();
  await accounts.notify('email', desk);
  wake();
  await rest();
  expect(readings(mailbox.asked)).toBe(1);
  await pass(clock, 10 * second);
  expect(readings(mailbox.asked)).toBe(1);
});

test('a notification that another process took is found within seconds', async () => {
  const mailbox = fakeMailbox({});
  const { start, clock, accounts } = world([mailbox]);
  await using _ = start();
  await rest();
  await accounts.notify('email', desk);
  await pass(clock, 2 * second);
  expect(readings(mailbox.asked)).toBe(1);
});

test('a notification that comes while the mailbox is read leads to another reading', async () => {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const plain = fakeMailbox({});
  const mailbox: Mailbox = {
    ...plain,
    async changes(after, page) {
      if (readings(plain.asked) === 0) {
        const changes = plain.changes(after, page);
        await held;
        return changes;
      }
      return plain.changes(after, page);
    },
  };
  const { start, clock, accounts } = world([mailbox]);
  await using _ = start();
  await rest();
  await accounts.notify('email', desk);
  await pass(clock, second);
  expect(readings(plain.asked)).toBe(1);
  await accounts.notify('email', desk);
  goOn();
  await pass(clock, 2 * second);
  expect(readings(plain.asked)).toBe(2);
});

test('notifications are asked for before the mailbox is read, so that nothing arrives unannounced in between', async () => {
  const mailbox = fakeMailbox({});
  const { start } = world([mailbox]);
  await using _ = start();
  await rest();
  expect(mailbox.asked.slice(0, 2)).toEqual(['watch', 'position']);
});

test('the watch is renewed when it is a day old', async () => {
  const mailbox = fakeMailbox({
    over: {
      watch: async () => {
        mailbox.asked.push('watch');
        return { until: clock.now() + 7 * day, cursor: 100n };
      },
    },
  });
  const { start, clock } = world([mailbox]);
  await using _ = start();
  await rest();
  const watches = () => mailbox.asked.filter((call) => call === 'watch').length;
  expect(watches()).toBe(1);
  await pass(clock, day - 2 * minute, minute);
  expect(watches()).toBe(1);
  await pass(clock, 5 * minute, minute);
  expect(watches()).toBe(2);
});

test('a mailbox that gives no notifications is read from the first contact on', async () => {
  const mailbox = fakeMailbox({
    inbox: [['a']],
    over: { watch: () => Promise.reject(new MailboxUnavailable('gmail: http-403-forbidden', true)) },
  });
  const { start, clock, accepted } = world([mailbox]);
  await using running = start();
  await pass(clock, 2 * minute);
  expect(accepted).toEqual(['a']);
  expect(readings(mailbox.asked)).toBeGreaterThan(0);
  expect(running.states()[0]?.failures).toBe(0);
});

test('a process that starts asks for notifications although they are on record', async () => {
  const mailbox = fakeMailbox({});
  const { start, clock, accounts } = world([mailbox]);
  await accounts.register('email', desk);
  await accounts.advance('email', desk, 10n);
  await accounts.watched('email', desk, clock.now() + 7 * day);
  await using _ = start();
  await pass(clock, 3 * minute);
  expect(mailbox.asked.filter((call) => call === 'watch')).toHaveLength(1);
});

test('a watch that cannot be renewed is tried again, and the mailbox is read all the same', async () => {
  let isRefused = false;
  const mailbox = fakeMailbox({
    over: {
      watch: async () => {
        mailbox.asked.push('watch');
        if (isRefused) throw new MailboxUnavailable('refused', true);
        return { until: clock.now() + 3 * day, cursor: 100n };
      },
    },
  });
  const { start, clock, telemetry } = world([mailbox]);
  await using running = start();
  await pass(clock, hour, minute);
  isRefused = true;
  mailbox.asked.length = 0;
  await pass(clock, 20 * minute, minute);
  expect(mailbox.asked.filter((call) => call === 'watch').length).toBe(4);
  expect(readings(mailbox.asked)).toBeGreaterThan(15);
  expect(telemetry.logs.filter(({ level }) => level === 'warn')[0]?.message).toBe(
    'the watch of a mailbox could not be renewed',
  );
  expect(running.states()[0]?.failures).toBe(0);
});

test('without notifications no watch is asked for', async () => {
  const mailbox = fakeMailbox({});
  const { start, clock } = world([mailbox]);
  await using _ = start({ watch: false });
  await pass(clock, 2 * minute);
  expect(mailbox.asked).not.toContain('watch');
  expect(readings(mailbox.asked)).toBeGreaterThan(0);
});

test('a provider in trouble is left alone for longer and longer, and for as long as it asks', async () => {
  let trouble: MailboxUnavailable | undefined = new MailboxUnavailable('gmail: http-503', false);
  const mailbox = fakeMailbox({
    over: {
      position: async () => {
        if (trouble) throw trouble;
        return 100n;
      },
    },
  });
  const { start, clock, accounts } = world([mailbox]);
  await using running = start({ watch: false });
  await pass(clock, 16 * second);
  const releases = [2, 4, 8, 16].map((seconds) => `release ${desk} ${seconds * second}`);
  expect(accounts.calls).toEqual([`notify ${desk}`, ...releases]);
  expect(running.states()).toEqual([
    {
      address: desk,
      readAt: undefined,
      watchedUntil: undefined,
      failures: 4,
      trouble: 'gmail: http-503',
      needsPerson: false,
    },
  ]);
  trouble = new MailboxUnavailable('gmail: http-429', false, 5 * minute);
  await pass(clock, 16 * second);
  expect(accounts.calls.at(-1)).toBe(`release ${desk} ${5 * minute}`);
  trouble = undefined;
  await pass(clock, 5 * minute);
  expect(running.states()[0]).toMatchObject({ failures: 0, trouble: undefined });
});

test('credentials that are refused call for a person, and one mailbox in trouble keeps no other from being read', async () => {
  const broken = fakeMailbox({
    over: { position: () => Promise.reject(new MailboxUnavailable('gmail: no-access-token', true)) },
  });
  const works = fakeMailbox({ address: sales, inbox: [['a']] });
  const { start, accepted, telemetry } = world([broken, works]);
  await using running = start({ watch: false });
  await rest();
  expect(accepted).toEqual(['a']);
  expect(
    running.states().map(({ address, needsPerson, failures }) => [address, needsPerson, failures]),
  ).toEqual([
    [desk, true, 1],
    [sales, false, 0],
  ]);
  expect(telemetry.logs.filter(({ level }) => level === 'error').map(({ fields }) => fields)).toEqual([
    { mailbox: 1, failures: 1, retryInMs: 10 * minute, needsPerson: true, error: 'gmail: no-access-token' },
  ]);
});

test('credentials that were mended are tried at once after a restart (bug: they waited ten minutes)', async () => {
  let isMended = false;
  const mailbox = fakeMailbox({ inbox: [['a']] });
  const { position } = mailbox;
  const refused = new MailboxUnavailable('gmail: no-access-token', true);
  const { start, accepted, clock } = world([
    { ...mailbox, position: () => (isMended ? position() : Promise.reject(refused)) },
  ]);
  {
    await using _ = start({ watch: false });
    await pass(clock, 10 * second);
    expect(accepted).toEqual([]);
    const stopped = _[Symbol.asyncDispose]();
    await pass(clock, 5 * second);
    await stopped;
  }
  isMended = true;
  await using _ = start({ watch: false });
  await rest();
  expect(accepted).toEqual(['a']);
});

test('a store that is away is waited for, and the mail comes in afterwards', async () => {
  let isAway = true;
  const mailbox = fakeMailbox({ inbox: [['a']] });
  const { start, clock, accepted, accounts } = world([mailbox], () => {
    if (isAway) throw new StoreUnavailable('away');
  });
  await using _ = start({ watch: false });
  await pass(clock, 10 * second);
  expect(accepted).toEqual([]);
  expect((await accounts.get('email', desk))?.cursor).toBeUndefined();
  isAway = false;
  await pass(clock, 15 * second);
  expect(accepted).toEqual(['a']);
  await pass(clock, minute);
  expect((await accounts.get('email', desk))?.cursor).toBe(100n);
});

test('an account that is no longer configured is let go', async () => {
  const { start, accounts, telemetry } = world([fakeMailbox({})]);
  await accounts.register('email', 'former@desk.example');
  await using _ = start();
  await rest();
  expect(accounts.calls).toContain('release former@desk.example 600000');
  expect(telemetry.logs.filter(({ level }) => level === 'error')).toEqual([]);
});

/** A promise that the test keeps. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, release: () => resolve() };
}

test('a slow mailbox holds up no other (bug: all mailboxes waited for the slowest of those that were due together)', async () => {
  const gate = held();
  const slow = fakeMailbox({
    over: {
      async position() {
        await gate.promise;
        return 100n;
      },
    },
  });
  const quick = fakeMailbox({ address: sales });
  const { start, clock, accounts, wake } = world([slow, quick]);
  const running = start({ watch: false });
  await pass(clock, 3 * minute + 5 * second);
  expect(readings(quick.asked)).toBe(3);
  await accounts.notify('email', sales);
  wake();
  await rest();
  expect(readings(quick.asked)).toBe(4);
  gate.release();
  await running[Symbol.asyncDispose]();
});

test('a mailbox is never read twice at once, however long its reading takes', async () => {
  const gate = held();
  let begun = 0;
  const slow = fakeMailbox({
    over: {
      async position() {
        begun++;
        await gate.promise;
        return 100n;
      },
    },
  });
  const { start, clock, accounts } = world([slow]);
  await using running = start({ watch: false });
  await pass(clock, 5 * minute);
  await accounts.notify('email', desk);
  await pass(clock, 5 * minute);
  expect(begun).toBe(1);
  gate.release();
  await pass(clock, 2 * second);
  // What was announced meanwhile is not left to the poll.
  expect(readings(slow.asked)).toBe(1);
  expect(running.states()[0]?.failures).toBe(0);
});

test('stopping waits for the readings that are under way', async () => {
  const gate = held();
  const slow = fakeMailbox({
    inbox: [['a']],
    over: {
      async position() {
        await gate.promise;
        return 100n;
      },
    },
  });
  const { start, accepted } = world([slow]);
  const running = start({ watch: false });
  await rest();
  const stopped = running[Symbol.asyncDispose]();
  gate.release();
  await stopped;
  expect(accepted).toEqual(['a']);
});
