// How long agent and delivery wait for the store: for ever while it is away, an hour for what it refuses alone.
import { describe, expect, test } from 'bun:test';
import { createExtractiveAgent } from '../../src/adapters/extractive/agent.ts';
import { sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import { type BusMessage, topics } from '../../src/application/bus/message-bus.ts';
import { StoreUnavailable } from '../../src/application/log/event-store.ts';
import type { Leases } from '../../src/application/log/ledger.ts';
import { defaultPolicy } from '../../src/domain/knowledge/confidence.ts';
import { wireAgent, wireDelivery } from '../../src/main/wiring.ts';
import { type MemoryDesk, memoryDesk } from '../infra/desk.ts';
import { id } from '../infra/sample.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const everyWord = { knows: () => true, isCommon: () => false, nearest: () => undefined };
const answering = {
  agent: createExtractiveAgent(),
  confidence: defaultPolicy,
  settings: { timeLimitMs: { webform: MINUTE, email: MINUTE, whatsapp: MINUTE }, maxToolCalls: 1 },
  sha256: sha256Hex,
  knowledge: { search: async () => [], vocabulary: async () => everyWord },
};

const roles = {
  agent: {
    topic: topics.incoming,
    start: (desk: MemoryDesk) => wireAgent({ ...desk, ...answering }, desk.bus, 2),
  },
  delivery: {
    topic: topics.outgoing,
    start: (desk: MemoryDesk) =>
      wireDelivery({ ...desk, signature: '' }, desk.bus, { gateways: [], concurrency: 2, openMs: MINUTE }),
  },
};

/** A role that works, on a store of which parts are away; the names of tickets it read, and what was given up. */
async function working({ topic, start }: (typeof roles)['agent' | 'delivery']) {
  const desk = memoryDesk();
  const away = { reading: (_ticket: string) => false, writing: false };
  const read: string[] = [];
  const givenUp: BusMessage[] = [];
  const leases: Leases = {
    ...desk.leases,
    acquire: async (...of) => {
      if (away.writing) throw new StoreUnavailable('the database refused: 53100');
      return desk.leases.acquire(...of);
    },
  };
  const events = {
    ...desk.events,
    readStream: async (stream: string) => {
      read.push(stream);
      if (away.reading(stream)) throw new StoreUnavailable('the database refused: 57014');
      return []; // nothing to do
    },
  };
  const started = await start({ ...desk, events, leases });
  const keeping = await desk.bus.subscribe({
    group: 'dead-letters',
    topics: [topics.deadLetters],
    concurrency: 1,
    handle: async (letter) => void givenUp.push(letter),
  });
  const come = async (ticketId: string) => {
    const value = { ticketId, ...(topic === topics.outgoing ? { replyId: id() } : {}) };
    await desk.bus.publish([{ topic, key: ticketId, headers: { ce_id: ticketId }, value }]);
  };
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTE / 4) {
      await desk.clock.advance(MINUTE / 4);
      await new Promise(setImmediate); // what woke up does its work
    }
  };
  const stop = async () => {
    const stopped = [started, keeping].map((one) => one[Symbol.asyncDispose]());
    await pass(5 * MINUTE);
    await Promise.all(stopped);
  };
  return { away, read, givenUp, come, pass, [Symbol.asyncDispose]: stop };
}

for (const [role, wiring] of Object.entries(roles))
  describe(role, () => {
    test('gives up, after an hour, what the store refuses alone (bug: it was tried for ever)', async () => {
      await using desk = await working(wiring);
      const poisoned = id();
      desk.away.reading = (stream) => stream.includes(poisoned);
      await desk.come(poisoned);
      await desk.pass(25 * MINUTE);
      expect(desk.givenUp).toEqual([]);
      await desk.pass(HOUR);
      expect(desk.givenUp.map(({ headers }) => headers['dlq-error'])).toEqual([
        'StoreUnavailable store-unavailable',
      ]);
      const tried = desk.read.length;
      await desk.pass(HOUR);
      expect(desk.read).toHaveLength(tried);
    });

    test('gives nothing up while the store takes no writes, for hours, and does it all when it does', async () => {
      await using desk = await working(wiring);
      const tickets = Array.from({ length: 5 }, () => id());
      Object.assign(desk.away, { writing: true, reading: () => true });
      for (const ticket of tickets) await desk.come(ticket);
      await desk.pass(5 * HOUR);
      expect(desk.givenUp).toEqual([]);
      Object.assign(desk.away, { writing: false, reading: () => false });
      desk.read.length = 0;
      await desk.pass(5 * MINUTE);
      expect(new Set(desk.read).size).toBe(5);
    });
  });
