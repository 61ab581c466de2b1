// Keeping, redriving and discarding what failed for good.
import { describe, expect, test } from 'bun:test';
import { memoryBus } from '../../../src/adapters/memory/bus.ts';
import { memoryChannelAccounts } from '../../../src/adapters/memory/channel-accounts.ts';
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { memoryUnstoredMessages } from '../../../src/adapters/memory/unstored-messages.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import {
  type DeadLetter,
  discard,
  keepDeadLetter,
  publishOrKeep,
  redrive,
} from '../../../src/application/bus/dead-letters.ts';
import {
  type BusMessage,
  BusUnavailable,
  type MessageBus,
  MessageRefused,
  topics,
} from '../../../src/application/bus/message-bus.ts';
import { countFailure, mostAttempts } from '../../../src/application/channel/unstored-messages.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';

const message: BusMessage = {
  topic: topics.incoming,
  key: 'customer-1',
  headers: { ce_id: '7/x', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  value: { ticketId: 't-1' },
};

function desk() {
  const ids = countingIds();
  const telemetry = memoryTelemetry();
  const retry = { maxAttempts: 2, firstMs: 1, longestMs: 1 };
  const bus = memoryBus({ clock: systemClock, ids, telemetry, retry });
  const accounts = memoryChannelAccounts(systemClock);
  const unstored = memoryUnstoredMessages();
  return { bus, deadLetters: memoryDeadLetters(), clock: systemClock, ids, accounts, unstored };
}

/** A message that fails for good, kept. @returns its id, and how often it was handled since */
async function failed(ports: ReturnType<typeof desk>) {
  let works = false;
  const handled: string[] = [];
  const kept = Promise.withResolvers<void>();
  await ports.bus.subscribe({
    group: 'agent',
    topics: [topics.incoming],
    concurrency: 1,
    handle: async ({ headers }) => {
      if (!works) throw new RangeError('what a customer wrote');
      handled.push(headers['ce_id'] ?? '');
    },
  });
  await ports.bus.subscribe({
    group: 'dead-letters',
    topics: [topics.deadLetters],
    concurrency: 1,
    handle: async (letter) => {
      await keepDeadLetter(ports, letter);
      kept.resolve();
    },
  });
  await ports.bus.publish([message]);
  await kept.promise;
  works = true;
  const [letter] = await ports.deadLetters.list({ limit: 1 });
  if (!letter) throw new Error('nothing was kept');
  return { letter, handled };
}

describe('a dead letter', () => {
  test('is kept with its origin, attempts and the name of the error, and without the error’s words', async () => {
    await using ports = { ...desk(), [Symbol.asyncDispose]: async () => {} };
    const { letter } = await failed(ports);
    expect(letter).toMatchObject({ topic: topics.incoming, key: 'customer-1', attempts: 2, state: 'parked' });
    expect(letter.headers).toEqual(message.headers);
    expect(letter.value).toEqual(message.value);
    expect(letter.error).toContain('RangeError');
    expect(JSON.stringify(letter)).not.toContain('what a customer wrote');
  });

  test('is handled again when it is redriven, once', async () => {
    const ports = desk();
    const { letter, handled } = await failed(ports);
    expect(await redrive(ports, letter.deadLetterId, 'anna')).toBe('done');
    expect(await redrive(ports, letter.deadLetterId, 'ben')).toMatchObject({
      rejected: 'dead-letter-resolved',
    });
    await ports.bus[Symbol.asyncDispose]();
    expect(handled).toEqual(['7/x']);
    expect(await ports.deadLetters.get(letter.deadLetterId)).toMatchObject({
      state: 'redriven',
      resolvedBy: 'anna',
    });
  });

  test('that is a mail is read again from its mailbox when it is redriven', async () => {
    const ports = desk();
    const [account, mailId] = ['help@desk.example', 'mail-1'];
    await ports.accounts.register('email', account);
    await ports.accounts.claimDue('email', 60_000);
    await ports.accounts.release('email', account, 60_000);
    const telemetry = memoryTelemetry();
    let isDead = false;
    for (let attempt = 1; attempt <= mostAttempts; attempt++)
      isDead = await countFailure(
        { ...ports, telemetry },
        { account, providerMessageId: mailId },
        new RangeError('his words'),
      );
    expect(isDead).toBe(true);
    expect(await ports.unstored.of(account)).toEqual([]);
    const [letter] = await ports.deadLetters.list({ limit: 1 });
    expect(letter).toMatchObject({
      topic: 'mailbox',
      offset: mailId,
      error: 'RangeError',
      attempts: mostAttempts,
    });
    expect(JSON.stringify(letter)).not.toContain('his words');
    expect(await redrive(ports, letter?.deadLetterId ?? '', 'anna')).toBe('done');
    expect(await ports.unstored.of(account)).toEqual([
      { providerMessageId: mailId, attempts: mostAttempts, wanted: true },
    ]);
    expect((await ports.accounts.claimDue('email', 60_000)).map((due) => due.account)).toEqual([account]);
  });

  test('that is discarded stays on record and does not come back', async () => {
    const ports = desk();
    const { letter, handled } = await failed(ports);
    expect(await discard(ports, letter.deadLetterId, 'anna')).toBe('done');
    expect(await redrive(ports, letter.deadLetterId, 'ben')).toMatchObject({
      rejected: 'dead-letter-resolved',
    });
    expect(handled).toEqual([]);
  });

  test('stays parked when the bus cannot take it back', async () => {
    const ports = desk();
    const { letter } = await failed(ports);
    const away: MessageBus = { ...ports.bus, publish: () => Promise.reject(new BusUnavailable('away')) };
    expect(redrive({ ...ports, bus: away }, letter.deadLetterId, 'anna')).rejects.toThrow(BusUnavailable);
    expect(await ports.deadLetters.parked()).toBe(1);
  });

  test('that is unknown is refused, and one from a topic that is not ours can only be discarded', async () => {
    const ports = desk();
    const unknown = '00000000-0000-7000-8000-00000000ffff';
    expect(await redrive(ports, unknown, 'anna')).toMatchObject({ rejected: 'dead-letter-unknown' });
    expect(await discard(ports, unknown, 'anna')).toMatchObject({ rejected: 'dead-letter-unknown' });
    const headers = { 'dlq-topic': 'somebody.elses', 'dlq-attempts': '1', 'dlq-error': 'Error' };
    await keepDeadLetter(ports, { topic: topics.deadLetters, key: 'k', headers, value: {} });
    const [foreign] = await ports.deadLetters.list({ limit: 1 });
    expect(await redrive(ports, foreign?.deadLetterId ?? '', 'anna')).toMatchObject({
      rejected: 'dead-letter-unreadable',
    });
    expect(await discard(ports, foreign?.deadLetterId ?? '', 'anna')).toBe('done');
  });
});

describe('keeping a dead letter while the store is away', () => {
  const away = (failures: number) => {
    const clock = manualClock();
    const kept = memoryDeadLetters();
    let left = failures;
    const deadLetters = {
      ...kept,
      add: async (letter: DeadLetter) => {
        if (left-- > 0) throw new StoreUnavailable('away');
        await kept.add(letter);
      },
    };
    return { clock, deadLetters, ids: countingIds() };
  };
  const letter = { ...message, topic: topics.deadLetters };

  test('goes on until the store takes it (simulation, seed 15)', async () => {
    const ports = away(20);
    let done = false;
    const keeping = keepDeadLetter(ports, letter).then(() => {
      done = true;
    });
    for (let round = 0; round < 30; round++) await ports.clock.advance(30_000);
    expect(done).toBe(true);
    await keeping;
    expect(await ports.deadLetters.parked()).toBe(1);
  });

  test('hands it back when it is told to stop', async () => {
    const stop = new AbortController();
    const keeping = keepDeadLetter(away(20), letter, stop.signal).catch((error: unknown) => error);
    stop.abort();
    expect(await keeping).toBeInstanceOf(StoreUnavailable);
  });
});

describe('publishing what the bus may refuse', () => {
  test('one message too large becomes a dead letter and holds up no other', async () => {
    const ports = { ...desk(), telemetry: memoryTelemetry() };
    const taken: string[] = [];
    const publish = async (messages: readonly BusMessage[]) => {
      if (messages.some((m) => m.key === 'large')) throw new MessageRefused('too large');
      taken.push(...messages.map((m) => m.key));
    };
    const named = ['a', 'large', 'b'].map((key) => ({ ...message, key }));
    await publishOrKeep(ports, publish, named);
    expect(taken).toEqual(['a', 'b']);
    const [letter] = await ports.deadLetters.list({ limit: 1 });
    expect(letter).toMatchObject({ key: 'large', topic: topics.incoming, error: 'MessageRefused' });
  });

  test('a bus that is away is the caller’s to try again', async () => {
    const ports = { ...desk(), telemetry: memoryTelemetry() };
    const away = () => Promise.reject(new BusUnavailable('away'));
    expect(publishOrKeep(ports, away, [message])).rejects.toThrow(BusUnavailable);
    expect(await ports.deadLetters.parked()).toBe(0);
  });

  test('what could not be read can only be discarded', async () => {
    const ports = desk();
    const headers = { 'dlq-topic': topics.incoming, 'dlq-error': 'MalformedMessage not-json' };
    await keepDeadLetter(ports, { topic: topics.deadLetters, key: 'k', headers, value: { raw: 'AA==' } });
    const [letter] = await ports.deadLetters.list({ limit: 1 });
    expect(await redrive(ports, letter?.deadLetterId ?? '', 'anna')).toMatchObject({
      rejected: 'dead-letter-unreadable',
    });
  });
});
