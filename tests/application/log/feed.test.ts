import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { type FeedChange, type Listener, startFeed } from '../../../src/application/log/feed.ts';
import { wakeups } from '../../../src/application/log/wakeups.ts';
import {
  firstContact,
  id,
  linked,
  message,
  metadata,
  newCase,
  noon,
  onCustomer,
  onTicket,
  registered,
} from '../../infra/sample.ts';
import { everywhere, inMemory, type World } from '../../infra/worlds.ts';

/** Somebody who listens, and can wait until they have heard of a position. */
function listener() {
  const heard: FeedChange[] = [];
  const resets: bigint[] = [];
  const begun: bigint[] = [];
  let wake = Promise.withResolvers<void>();
  let isEnded = false;
  const listening: Listener = {
    begins: (after, isReset) => (isReset ? resets : begun).push(after),
    changes: (changes) => {
      heard.push(...changes);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
    ends: () => {
      isEnded = true;
    },
  };
  const until = async (position: bigint) => {
    while ((heard.at(-1)?.position ?? 0n) < position) await wake.promise;
  };
  return { ...listening, heard, resets, begun, until, isEnded: () => isEnded };
}

function feedOf(world: World, forgetKeys: (customerIds: readonly string[]) => void = () => {}) {
  const sequenced = wakeups(systemClock);
  let reads = 0;
  const ledger = {
    head: world.ledger.head,
    readStored: (after: bigint, limit: number) => {
      reads++;
      return world.ledger.readStored(after, limit);
    },
  };
  const { references } = world.inbox;
  const feed = startFeed({
    ledger,
    sequenced,
    clock: systemClock,
    telemetry: memoryTelemetry(),
    references,
    forgetKeys,
  });
  const live = async (tickets = 1) => {
    const cases = Array.from({ length: tickets }, () => newCase());
    for (const one of cases) await world.events.append(firstContact(one));
    await world.sequenceAll();
    sequenced.wake();
    return { cases, head: (await world.ledger.head()).position };
  };
  return { ...feed, live, reads: () => reads };
}

everywhere('the feed', (it) => {
  it('tells everybody everything behind where they began, in order and once', async (world) => {
    await using feed = feedOf(world);
    const before = await feed.live(3);
    const [first, second, third] = [listener(), listener(), listener()];
    await feed.listen(undefined, first);
    expect(first.begun).toEqual([before.head]);
    await feed.listen(before.head - 2n, second);
    const after = await feed.live(4);
    await feed.listen(before.head + 3n, third);
    await Promise.all([first, second, third].map((one) => one.until(after.head)));
    const from = (start: bigint) =>
      Array.from({ length: Number(after.head - start) }, (_, n) => start + 1n + BigInt(n));
    expect(first.heard.map((change) => change.position)).toEqual(from(before.head));
    expect(second.heard.map((change) => change.position)).toEqual(from(before.head - 2n));
    expect(third.heard.map((change) => change.position)).toEqual(from(before.head + 3n));
    expect(feed.listeners()).toBe(3);
  });

  it('has a key forgotten before it tells of the erasure, for who hears of it asks at once', async (world) => {
    const one = newCase();
    await world.events.append(onCustomer(one.customerId, 0, [registered(one.customerId)]));
    const ada = listener();
    const forgotten: (readonly [readonly string[], number])[] = [];
    await using feed = feedOf(world, (ids) => ids.length > 0 && forgotten.push([ids, ada.heard.length]));
    await feed.live();
    await feed.listen(undefined, ada);
    const erased = {
      type: 'CustomerErased',
      data: { customerId: one.customerId, basis: 'request', tickets: 0 },
    } as const;
    await world.events.append(onCustomer(one.customerId, 1, [erased]));
    await world.sequenceAll();
    await ada.until((await world.ledger.head()).position);
    expect(forgotten).toEqual([[[one.customerId], 0]]);
    expect(ada.heard.map(({ type }) => type)).toEqual(['CustomerErased']);
  });

  it('says what happened to which ticket and whose, and nothing that anybody wrote', async (world) => {
    await using feed = feedOf(world);
    const one = newCase();
    const { customerId } = one;
    const secret = `secret${id().slice(-8)}`;
    const ada = listener();
    await feed.listen(undefined, ada);
    const known = [registered(customerId), linked(customerId, `${secret}@example.org`)];
    await world.events.append(onCustomer(customerId, 0, known));
    await world.events.append(firstContact(one));
    await world.events.append(
      onTicket(one, 2, [message(one, { messageId: id(), text: secret, senderName: secret })]),
    );
    const { head } = await feed.live();
    await ada.until(head);
    const mine = ada.heard.filter((change) => change.customerId === customerId);
    expect(mine.map(({ type, reference, ticketId }) => [type, reference, ticketId])).toEqual([
      ['CustomerRegistered', undefined, undefined],
      ['IdentifierLinked', undefined, undefined],
      ['TicketOpened', one.reference, one.ticketId],
      ['CustomerMessageReceived', one.reference, one.ticketId],
      ['CustomerMessageReceived', one.reference, one.ticketId],
    ]);
    const text = JSON.stringify(ada.heard, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    for (const personal of [secret, 'Ada', 'Marsh', 'Label will not print', 'blank pages', '@'])
      expect(text).not.toContain(personal);
  });

  it('does not tell who of the staff looked at what', async (world) => {
    await using feed = feedOf(world);
    const ada = listener();
    await feed.listen(undefined, ada);
    const data = { readId: id(), staff: 'anna', role: 'agent', what: 'history', minutes: 10 };
    const events = [{ type: 'PersonalDataRead', data }];
    await world.events.append({
      streams: [{ streamId: `reads-${id()}`, expectedVersion: 0, events }],
      metadata,
      at: noon,
    });
    const { head } = await feed.live();
    await ada.until(head);
    expect(ada.heard.map((change) => change.type)).toEqual(['TicketOpened', 'CustomerMessageReceived']);
  });
});

inMemory('the feed', (it) => {
  it('reads once for all, and not at all while nobody listens', async (world) => {
    await using feed = feedOf(world);
    await feed.live(5);
    expect(feed.reads()).toBe(0);
    const listeners = Array.from({ length: 20 }, listener);
    for (const one of listeners) await feed.listen(undefined, one);
    const { head } = await feed.live(1);
    await Promise.all(listeners.map((one) => one.until(head)));
    expect(feed.reads()).toBeLessThan(10);
  });

  it('has everything read anew from a position it cannot know', async (world) => {
    await using feed = feedOf(world);
    const { head } = await feed.live(2);
    const ada = listener();
    await feed.listen(head + 100n, ada);
    expect(ada.resets).toEqual([head]);
    const after = await feed.live(1);
    await ada.until(after.head);
    expect(ada.heard).toHaveLength(2);
  });

  it('goes on for who came back, and tells who left nothing more', async (world) => {
    await using feed = feedOf(world);
    const ada = listener();
    const stop = await feed.listen(undefined, ada);
    const first = await feed.live(1);
    await ada.until(first.head);
    stop();
    expect(feed.listeners()).toBe(0);
    const second = await feed.live(2);
    expect(ada.heard).toHaveLength(2);
    const again = listener();
    await feed.listen(first.head, again);
    await again.until(second.head);
    expect(again.heard).toHaveLength(4);
  });

  it('ends for everybody when the process stops, and begins for nobody', async (world) => {
    await using feed = feedOf(world);
    const [ada, late] = [listener(), listener()];
    await feed.listen(undefined, ada);
    feed.end();
    await feed.listen(undefined, late);
    expect([ada.isEnded(), late.isEnded(), feed.listeners()]).toEqual([true, true, 0]);
  });
});

inMemory('the feed of a long ledger', (it) => {
  it('has who was away for too long read anew, and remembers the rest', async (world) => {
    const many = newCase();
    await world.events.append(firstContact(many));
    const notes = Array.from({ length: 12_000 }, () => message(many, { messageId: id(), handling: 'staff' }));
    await world.events.append(onTicket(many, 2, notes));
    await world.sequenceAll();
    await using feed = feedOf(world);
    const [away, back] = [listener(), listener()];
    await feed.listen(5n, away);
    expect(away.resets).toEqual([12_002n]);
    await feed.listen(12_002n - 9_000n, back);
    await back.until(12_002n);
    expect(back.heard).toHaveLength(9_000);
    // What is remembered is told in one go, and no line holds all of it.
    const [late, later] = [listener(), listener()];
    await feed.listen(12_002n - 2_001n, late);
    await feed.listen(12_002n - 2_000n, later);
    expect([late.resets, late.heard.length, later.resets, later.heard.length]).toEqual([
      [12_002n],
      0,
      [],
      2_000,
    ]);
    expect(away.heard).toHaveLength(0);
  });
});
