// Messages whose webhook was missed, found in the provider's list: each stored once, and none behind the cursor lost.
import { describe, expect, test } from 'bun:test';
import { memoryBus } from '../../../src/adapters/memory/bus.ts';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryDeadLetters } from '../../../src/adapters/memory/dead-letters.ts';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { type TwilioClient, twilioClient } from '../../../src/adapters/twilio/client.ts';
import { inboundMessage } from '../../../src/adapters/twilio/inbound.ts';
import { listedMessage, listedMessages } from '../../../src/adapters/twilio/listed.ts';
import { twilioSandbox } from '../../../src/adapters/twilio/sandbox/sandbox.ts';
import { redrive } from '../../../src/application/bus/dead-letters.ts';
import { type AcceptMessage, acceptingMessages } from '../../../src/application/channel/accept-message.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { mostAttempts } from '../../../src/application/channel/unstored-messages.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { heldLease } from '../../../src/application/log/held-lease.ts';
import {
  type ListInbound,
  reconcileNumber,
  startReconciling,
} from '../../../src/application/whatsapp/reconcile-messages.ts';
import { id, noon, thrownBy } from '../../infra/sample.ts';
import { digest, memoryWorld } from '../../infra/worlds.ts';

const number = 'whatsapp:+14155238886';
const MINUTE = 60_000;
const day = 24 * 60 * MINUTE;

/** A desk with its number at a provider that lists what came, and the webhook beside it. */
function desk() {
  const clock = manualClock(noon);
  const world = memoryWorld(memoryLog(), clock);
  const telemetry = memoryTelemetry();
  const store = acceptingMessages({
    ...world,
    clock,
    ids: systemIds,
    telemetry,
    sha256: sha256Hex,
    digest,
    ownMessageId: () => undefined,
    joins: () => false,
  });
  const listed: InboundMessage[] = [];
  const asked: number[] = [];
  const broken = new Map<string, Error>();
  const deadLetters = memoryDeadLetters();
  let isAway = false;
  const accept: AcceptMessage = async (message, trace) => {
    const fault = broken.get(message.providerMessageId);
    if (fault) throw fault;
    return store(message, trace);
  };
  const ports = {
    ...world,
    ids: systemIds,
    deadLetters,
    accept,
    news: { look: async () => 0 },
    clock,
    telemetry,
    read: async (sid: string) =>
      isAway ? undefined : (listed.find((message) => message.providerMessageId === sid) ?? 'gone'),
    list: async function* (account: string, since: number) {
      asked.push(since);
      if (isAway || account !== number) yield { unlisted: 'no-answer' as const };
      else yield { messages: listed.filter((message) => message.sentAt >= since) };
    },
  };
  return {
    ...world,
    clock,
    telemetry,
    accept,
    ports,
    asked,
    broken,
    away: (is: boolean) => {
      isAway = is;
    },
    /** A message that the provider has, whether or not it told us. */
    arrives(text: string, sentAt = clock.now()): InboundMessage {
      const message: InboundMessage = {
        channel: 'whatsapp',
        providerMessageId: `SM${id().replaceAll('-', '')}`,
        account: number,
        replyTo: 'whatsapp:+4915112345678',
        seen: [
          { identifier: { kind: 'phone', value: '+4915112345678' }, evidence: 'attested', primary: true },
        ],
        senderName: 'Ada',
        text,
        sentAt,
        attachments: [],
        original: new TextEncoder().encode(text),
      };
      listed.push(message);
      return message;
    },
    async account() {
      await world.accounts.register('whatsapp', number);
      const account = await world.accounts.get('whatsapp', number);
      if (!account) throw new Error('there is no such number');
      return account;
    },
    async read() {
      return reconcileNumber(ports, await this.account(), day);
    },
    isStored: async (message: InboundMessage) =>
      (await world.tickets.claim('whatsapp', message.providerMessageId)) !== undefined,
    cursor: async () => (await world.accounts.get('whatsapp', number))?.cursor,
    /** Every message on every ticket. */
    async texts() {
      const all: string[] = [];
      for (const ticketId of new Set(
        (await Promise.all(listed.map((m) => world.tickets.claim('whatsapp', m.providerMessageId)))).flatMap(
          (claim) => claim?.ticketId ?? [],
        ),
      ))
        for (const event of await world.events.readStream(`ticket-${ticketId}`))
          if (event.type === 'CustomerMessageReceived' && 'text' in event.data)
            all.push(String(event.data.text));
      return all;
    },
  };
}

describe('reading the list', () => {
  test('a message whose webhook was missed is found, and counted as missed once', async () => {
    const us = desk();
    us.arrives('Where is it?');
    expect(await us.read()).toBe(1);
    expect(await us.read()).toBe(0);
    expect(await us.texts()).toEqual(['Where is it?']);
  });

  test('what its webhook brought is not stored again, whichever comes first', async () => {
    const us = desk();
    await us.accept(us.arrives('By webhook'));
    const late = us.arrives('By list');
    expect(await us.read()).toBe(1);
    expect((await us.accept(late)).repeated).toBe(true);
    expect((await us.texts()).sort()).toEqual(['By list', 'By webhook']);
  });

  test('mistake 7: webhook and list at once are one message', async () => {
    const us = desk();
    const message = us.arrives('At once');
    const [, missed] = await Promise.all([us.accept(message), us.read(), us.accept(message)]);
    expect([0, 1]).toContain(missed as number);
    expect(await us.texts()).toEqual(['At once']);
  });

  test('messages are stored in the order the provider has them', async () => {
    const us = desk();
    for (const text of ['One', 'Two', 'Three']) us.arrives(text);
    await us.read();
    expect(await us.texts()).toEqual(['One', 'Two', 'Three']);
  });

  test('the first reading goes back as far as it is told, further ones some minutes behind the last', async () => {
    const us = desk();
    const before = us.arrives('The day before yesterday', noon - 2 * day);
    await us.read();
    await us.clock.advance(60 * MINUTE);
    await us.read();
    expect(us.asked).toEqual([noon - day, noon - 10 * MINUTE]);
    expect(await us.isStored(before)).toBe(false);
  });

  test('a message that shows up in the list after it was read is found by the next reading', async () => {
    const us = desk();
    await us.read();
    await us.clock.advance(5 * MINUTE);
    us.arrives('Late in the list', noon - 4 * MINUTE);
    expect(await us.read()).toBe(1);
  });
});

describe('the cursor', () => {
  test('moves to when the reading began, once everything is stored', async () => {
    const us = desk();
    us.arrives('Hello');
    await us.read();
    expect(await us.cursor()).toBe(BigInt(noon));
  });

  test('mistake 2: stays where it was while the store is away, so that nothing is skipped', async () => {
    const us = desk();
    const [first, second] = [us.arrives('One'), us.arrives('Two')];
    const away = new StoreUnavailable('away');
    us.broken.set(second.providerMessageId, away);
    expect(await thrownBy(us.read())).toBe(away);
    expect(await us.cursor()).toBeUndefined();
    expect(await us.isStored(first)).toBe(true);
    us.broken.clear();
    expect(await us.read()).toBe(1);
    expect(await us.texts()).toEqual(['One', 'Two']);
  });

  test('stays where it was while the provider cannot be asked', async () => {
    const us = desk();
    us.away(true);
    us.arrives('Hello');
    expect(await us.read()).toEqual({ unlisted: 'no-answer' });
    expect(await us.cursor()).toBeUndefined();
    us.away(false);
    expect(await us.read()).toBe(1);
  });

  test('one message that cannot be stored holds up none of the others, and is not given up', async () => {
    const us = desk();
    const [bad, good] = [us.arrives('Bad'), us.arrives('Good')];
    us.broken.set(bad.providerMessageId, new TypeError('Bad'));
    expect(await thrownBy(us.read())).toBeInstanceOf(Error);
    expect(await us.isStored(good)).toBe(true);
    expect(await us.cursor()).toBeUndefined();
    us.broken.clear();
    expect(await us.read()).toBe(1);
    expect(await us.isStored(bad)).toBe(true);
    expect(await us.cursor()).toBe(BigInt(noon));
  });
});

describe('a message that fails with every reading', () => {
  /** Read as often as it is tried, five minutes apart; what became of each reading. */
  async function triedForGood() {
    const us = desk();
    const bad = us.arrives('Bad');
    us.broken.set(bad.providerMessageId, new RangeError('his words'));
    const outcomes: unknown[] = [];
    for (let reading = 1; reading <= mostAttempts; reading++) {
      outcomes.push(await us.read().catch((error: unknown) => error));
      await us.clock.advance(5 * MINUTE);
    }
    const [letter] = await us.ports.deadLetters.list({ limit: 9 });
    const bringBack = async () => {
      const bus = memoryBus({ clock: us.clock, ids: systemIds, telemetry: us.telemetry });
      expect(await redrive({ ...us.ports, bus }, letter?.deadLetterId ?? '', 'anna')).toBe('done');
    };
    return { us, bad, outcomes, letter, bringBack };
  }

  test('is a dead letter in the end, and the cursor goes on (bug: it stayed before it for ever)', async () => {
    const { us, bad, outcomes, letter } = await triedForGood();
    expect(outcomes.map((one) => one instanceof RangeError)).toEqual([...Array(7).fill(true), false]);
    expect(letter).toMatchObject({
      topic: 'message-list',
      key: number,
      offset: bad.providerMessageId,
      value: { messageSid: bad.providerMessageId },
      error: 'RangeError',
      attempts: mostAttempts,
    });
    expect(JSON.stringify([letter, us.telemetry.logs])).not.toContain('his words');
    expect(await us.cursor()).toBe(BigInt(noon + 35 * MINUTE));
    us.asked.length = 0;
    expect(await us.read()).toBe(0);
    expect(us.asked).toEqual([noon + 25 * MINUTE]);
  });

  test('is read again by its id when it is brought back', async () => {
    const { us, bad, bringBack } = await triedForGood();
    await us.read();
    await bringBack();
    expect((await us.accounts.claimDue('whatsapp', MINUTE)).map(({ account }) => account)).toEqual([number]);
    us.away(true);
    expect(await us.read()).toEqual({ unlisted: 'no-answer' });
    us.away(false);
    us.broken.clear();
    expect(await us.read()).toBe(1);
    expect(await us.isStored(bad)).toBe(true);
    expect(await us.unstored.of(number)).toEqual([]);
  });

  test('is a dead letter again when it fails once more, and holds up nothing', async () => {
    const { us, bringBack } = await triedForGood();
    await bringBack();
    expect(await us.read()).toBe(0);
    expect(await us.cursor()).toBe(BigInt(noon + 40 * MINUTE));
    expect((await us.ports.deadLetters.list({ limit: 9 })).map(({ state }) => state)).toEqual([
      'parked',
      'redriven',
    ]);
  });

  test('is forgotten when the provider has it no more', async () => {
    const { us, bringBack } = await triedForGood();
    await bringBack();
    const list: ListInbound = async function* () {
      yield { messages: [] };
    };
    const gone = { ...us.ports, list, read: async () => 'gone' as const };
    expect(await reconcileNumber(gone, await us.account(), day)).toBe(0);
    expect(await us.unstored.of(number)).toEqual([]);
  });

  test('stays wanted while the provider gives out the list and not the message', async () => {
    const { us, bringBack } = await triedForGood();
    await us.read();
    await bringBack();
    const away = { ...us.ports, read: async () => undefined };
    expect(await reconcileNumber(away, await us.account(), day)).toEqual({ unlisted: 'no-answer' });
    expect(await us.unstored.of(number)).toMatchObject([{ wanted: true }]);
  });

  test('and is stored after all is counted no further', async () => {
    const us = desk();
    const bad = us.arrives('Bad');
    us.broken.set(bad.providerMessageId, new RangeError('for now'));
    await thrownBy(us.read());
    us.broken.clear();
    await us.accept(bad);
    expect(await us.read()).toBe(0);
    expect(await us.unstored.of(number)).toEqual([]);
  });
});

describe('reading on a timer', () => {
  const options = { accounts: [number], everyMs: 5 * MINUTE, firstLookBackMs: day };
  /** Lets the clock go on by steps, so that everything in between happens. */
  const pass = async (us: ReturnType<typeof desk>, ms: number) => {
    for (let step = 0; step < ms; step += 5_000) {
      await us.clock.advance(5_000);
      for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    }
  };

  test('reads at once, and again when it is due', async () => {
    const us = desk();
    us.arrives('One');
    const running = startReconciling(us.ports, options);
    await pass(us, MINUTE);
    expect(us.asked).toHaveLength(1);
    us.arrives('Two');
    await pass(us, 5 * MINUTE);
    expect(us.asked).toHaveLength(2);
    expect(await us.texts()).toEqual(['One', 'Two']);
    expect(
      us.telemetry.logs.filter((line) => line.message.includes('without a webhook')).map((l) => l.fields),
    ).toEqual([
      { channel: 'whatsapp', missed: 1 },
      { channel: 'whatsapp', missed: 1 },
    ]);
    const stopped = running[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await stopped;
  });

  test('says that the list cannot be read, and goes on', async () => {
    const us = desk();
    us.away(true);
    us.arrives('One');
    const running = startReconciling(us.ports, options);
    await pass(us, MINUTE);
    us.away(false);
    await pass(us, 6 * MINUTE);
    expect(await us.texts()).toEqual(['One']);
    expect(us.telemetry.logs.map((line) => line.message)).toContain(
      'the provider’s list of messages could not be read',
    );
    const stopped = running[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await stopped;
  });

  test('logs what cannot be stored without its words', async () => {
    const us = desk();
    const bad = us.arrives('xylophone');
    us.broken.set(bad.providerMessageId, new TypeError('xylophone'));
    const running = startReconciling(us.ports, options);
    await pass(us, MINUTE);
    expect(us.telemetry.logs.map((line) => line.level)).toEqual(['error']);
    expect(JSON.stringify(us.telemetry.logs)).not.toContain('xylophone');
    const stopped = running[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await stopped;
  });

  test('is read at once after a restart, however long it was to wait (bug: it waited as after refused credentials)', async () => {
    const us = desk();
    us.away(true);
    const first = startReconciling(us.ports, options);
    await pass(us, 1_000);
    const stopped = first[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await stopped;
    us.away(false);
    us.arrives('One');
    const second = startReconciling(us.ports, options);
    await pass(us, 1_000);
    expect(await us.texts()).toEqual(['One']);
    const over = second[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await over;
  });

  test('reads in one process at a time', async () => {
    const us = desk();
    us.arrives('One');
    const { leases, clock, telemetry } = us;
    const leasePorts = { leases, clock, telemetry, ids: systemIds };
    await using first = heldLease(leasePorts, 'channels');
    expect(await first.whileHeld(async () => 'held')).toBe('held');
    await using second = heldLease(leasePorts, 'channels');
    const running = startReconciling(us.ports, options, second);
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    expect(us.asked).toEqual([]);
    const stopped = running[Symbol.asyncDispose]();
    await pass(us, 5_000);
    await stopped;
  });
});

/** The messages of all windows. */
async function all(windows: ReturnType<ListInbound>): Promise<readonly InboundMessage[]> {
  const found = await Array.fromAsync(windows);
  return found.flatMap((window) => ('messages' in window ? window.messages : []));
}

describe('a list that is longer than what is read at a time', () => {
  const minute = (n: number) => noon + n * MINUTE;
  /** A provider with a message a minute, and a desk that only remembers which it was given. */
  async function busy(messages: number, bounds = { pagesAtOnce: 2, mostPages: 40 }) {
    let now = noon;
    const twilio = await twilioSandbox({ number, now: () => now });
    const client = twilioClient({
      accountSid: twilio.accountSid,
      authToken: twilio.authToken,
      baseUrl: twilio.url,
    });
    const us = desk();
    const sids: string[] = [];
    const send = async (count: number) => {
      for (let n = 0; n < count; n++) {
        now = minute(sids.length);
        sids.push((await twilio.customerSends({ from: 'whatsapp:+4915112345678', text: 'Hello' })).sid);
      }
    };
    await send(messages);
    await us.clock.advance(minute(messages) - noon);
    const stored: string[] = [];
    const accept: AcceptMessage = async ({ providerMessageId }) => {
      const repeated = stored.includes(providerMessageId);
      if (!repeated) stored.push(providerMessageId);
      return { ticketId: '', reference: '', messageId: '', repeated };
    };
    const asked: (string | undefined)[] = [];
    const counting: TwilioClient = {
      ...client,
      list: (filter, page) => {
        asked.push(page);
        return client.list(filter, page);
      },
    };
    return { twilio, us, sids, send, stored, accept, asked, bounds, client: counting };
  }
  const reading = ({ us, accept, client, bounds }: Awaited<ReturnType<typeof busy>>) => ({
    ...us.ports,
    accept,
    list: listedMessages(client, us.clock.now, bounds),
  });

  test('is read to its beginning, the oldest first, and nothing is lost behind the cursor', async () => {
    const at = await busy(333);
    await using _ = at.twilio;
    expect(await reconcileNumber(reading(at), await at.us.account(), day)).toBe(333);
    expect(at.stored).toEqual(at.sids);
    expect(await at.us.cursor()).toBe(BigInt(minute(333)));
  });

  test('moves the cursor only over what was stored, when the provider goes away between two windows', async () => {
    const at = await busy(333);
    await using _ = at.twilio;
    let left = 9; // seven pages to the beginning, and two again
    const list = listedMessages(
      {
        ...at.client,
        list: async (...of) => (left-- > 0 ? at.client.list(...of) : { failed: 'unreached', why: '' }),
      },
      at.us.clock.now,
      at.bounds,
    );
    const before = await reconcileNumber({ ...reading(at), list }, await at.us.account(), day);
    expect(before).toEqual({ unlisted: 'no-answer' });
    expect(at.stored).toEqual(at.sids.slice(0, at.stored.length));
    const cursor = await at.us.cursor();
    expect(cursor).toBe(BigInt(minute(at.stored.length - 1)));
    expect(cursor).toBeLessThan(BigInt(minute(332)));
    await reconcileNumber(reading(at), await at.us.account(), day);
    expect(at.stored).toEqual(at.sids);
  });

  test('stops where the last reading was', async () => {
    const at = await busy(333);
    await using _ = at.twilio;
    await reconcileNumber(reading(at), await at.us.account(), day);
    at.asked.length = 0;
    await at.send(5);
    await at.us.clock.advance(5 * MINUTE);
    expect(await reconcileNumber(reading(at), await at.us.account(), day)).toBe(5);
    expect(at.asked).toEqual([undefined]);
  });

  test('what comes while it is read is not lost, and takes nothing else out of sight', async () => {
    const at = await busy(333);
    await using _ = at.twilio;
    let isFirst = true;
    const accept: AcceptMessage = async (message) => {
      if (isFirst) await at.send(70);
      isFirst = false;
      return at.accept(message);
    };
    await reconcileNumber({ ...reading(at), accept }, await at.us.account(), day);
    await at.us.clock.advance(70 * MINUTE);
    await reconcileNumber(reading(at), await at.us.account(), day);
    expect(at.stored.toSorted()).toEqual(at.sids.toSorted());
  });

  test('is left alone, and the cursor with it, when it is longer than any reading', async () => {
    const at = await busy(333, { pagesAtOnce: 2, mostPages: 6 });
    await using _ = at.twilio;
    expect(await reconcileNumber(reading(at), await at.us.account(), day)).toEqual({ unlisted: 'too-long' });
    expect(at.stored).toEqual([]);
    expect(await at.us.cursor()).toBeUndefined();
  });

  test('holds more than the fifty pages that used to be all that was read', async () => {
    const at = await busy(2_600, { pagesAtOnce: 50, mostPages: 2_000 });
    await using _ = at.twilio;
    expect(await reconcileNumber(reading(at), await at.us.account(), 3 * day)).toBe(2_600);
    expect(at.stored).toEqual(at.sids);
  });
});

describe('over the stand-in’s HTTP', () => {
  test('what no webhook brought comes in with its time, its words and its files, page after page', async () => {
    await using twilio = await twilioSandbox({ number });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const client = twilioClient({ accountSid, authToken, baseUrl });
    const us = desk();
    const from = 'whatsapp:+4915112345678';
    const sids: string[] = [];
    for (let n = 0; n < 60; n++) sids.push((await twilio.customerSends({ from, text: `Message ${n}` })).sid);
    const content = new Uint8Array([1, 2, 3]);
    const photo = await twilio.customerSends({
      from,
      text: '',
      media: [{ mediaType: 'image/png', content }],
    });
    const list = listedMessages(client, Date.now);
    const found = await all(list(number, Date.now() - day));
    expect(found.map((message) => message.providerMessageId)).toEqual([...sids, photo.sid]);
    expect(found.every(({ sentAt }) => Math.abs(sentAt - Date.now()) < MINUTE)).toBe(true);
    expect(found.at(-1)?.attachments).toEqual([
      {
        fileName: 'file-1',
        mediaType: 'image/png',
        content: { providerUrl: expect.stringContaining(photo.sid) as unknown as string },
      },
    ]);
    const missed = await reconcileNumber({ ...us.ports, list }, await us.account(), 2 * day);
    expect(missed).toBe(61);
  });

  test('a message whose files were deleted there holds up no other', async () => {
    await using twilio = await twilioSandbox({ number });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const client = twilioClient({ accountSid, authToken, baseUrl });
    const from = 'whatsapp:+4915112345678';
    const media = [{ mediaType: 'image/png', content: new Uint8Array([1]) }];
    await twilio.customerSends({ from, text: 'A photo', media });
    await twilio.customerSends({ from, text: 'And a question' });
    const mediaOf: TwilioClient['mediaOf'] = async () => ({
      error: { status: 404, code: 20404, retryInMs: undefined },
    });
    const found = await all(listedMessages({ ...client, mediaOf }, Date.now)(number, Date.now() - day));
    expect(found.map(({ text, attachments }) => [text, attachments])).toEqual([
      ['A photo', []],
      ['And a question', []],
    ]);
  });

  test('the list brings what the webhook would have brought', async () => {
    await using twilio = await twilioSandbox({ number });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const list = listedMessages(twilioClient({ accountSid, authToken, baseUrl }), Date.now);
    const bodies: string[] = [];
    using webhook = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      async fetch(request) {
        bodies.push(await request.text());
        return new Response();
      },
    });
    twilio.to(webhook.url.href);
    await twilio.customerSends({ from: 'whatsapp:US.1A2b3C', text: 'STOP' });
    const [listed] = await all(list(number, Date.now() - day));
    const told = inboundMessage(bodies[0] ?? '', Date.now());
    if ('malformed' in told || !listed) throw new Error('one of them is missing');
    const { sentAt: _, original: __, ...same } = told;
    expect(listed).toMatchObject(same);
  });

  test('one message is read again by its id, with its files', async () => {
    await using twilio = await twilioSandbox({ number });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const client = twilioClient({ accountSid, authToken, baseUrl });
    const media = [{ mediaType: 'image/png', content: new Uint8Array([1]) }];
    const from = 'whatsapp:+4915112345678';
    const { sid } = await twilio.customerSends({ from, text: 'A photo', media });
    const [listed] = await all(listedMessages(client, Date.now)(number, Date.now() - day));
    expect(await listedMessage(client, Date.now)(sid)).toEqual(listed);
    expect(await listedMessage(client, Date.now)('SM0')).toBe('gone');
    const away = twilioClient({ accountSid, authToken, baseUrl: 'http://127.0.0.1:1' });
    expect(await listedMessage(away, Date.now)(sid)).toBeUndefined();
  });

  test('a provider that is away is no empty list', async () => {
    const client = twilioClient({ accountSid: 'AC1', authToken: 'x', baseUrl: 'http://127.0.0.1:1' });
    const windows = await Array.fromAsync(listedMessages(client, Date.now)(number, 0));
    expect(windows).toEqual([{ unlisted: 'no-answer' }]);
  });
});
