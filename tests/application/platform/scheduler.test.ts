import { describe, expect, test } from 'bun:test';
import { BusUnavailable, MessageRefused, topics } from '../../../src/application/bus/message-bus.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { heldLease } from '../../../src/application/log/held-lease.ts';
import { type OnTheBus, onTheBus } from '../../../src/application/platform/on-the-bus.ts';
import { fireDueTimers, recoverWork, startScheduler } from '../../../src/application/platform/scheduler.ts';
import { timers } from '../../../src/application/projection/tables.ts';
import { type MemoryDesk, memoryDesk } from '../../infra/desk.ts';
import { answer, firstContact, id, message, newCase, onTicket, thrownBy } from '../../infra/sample.ts';
import { durations } from '../../infra/worlds.ts';

const options = { overdueMs: 300_000, atTheLatestMs: 3_600_000 };
/** What is on the bus is given this long before it is put there again. */
const FIRST_REST_MS = 60_000;

async function waiting(desk: MemoryDesk) {
  const one = newCase();
  await desk.events.append(firstContact(one, desk.clock.now()));
  return one;
}

const memories = new WeakMap<object, OnTheBus>();
/** One scheduler per desk, whatever its ports are replaced by. */
function fire(desk: Parameters<typeof fireDueTimers>[0]): Promise<boolean> {
  const known = memories.get(desk.timers) ?? onTheBus();
  memories.set(desk.timers, known);
  return fireDueTimers(desk, options, known);
}
const kindsOf = async (desk: MemoryDesk) => (await desk.dump(timers)).map((row) => row['kind']);

describe('the scheduler', () => {
  test('brings an unanswered message back to the agent, once per claim', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await fire(desk);
    expect(desk.published).toEqual([]);
    await desk.clock.advance(durations.answer);
    expect(await fire(desk)).toBe(false);
    await fire(desk);
    expect(desk.published).toMatchObject([
      { topic: topics.incoming, key: one.customerId, value: { ticketId: one.ticketId } },
    ]);
    await desk.clock.advance(FIRST_REST_MS);
    await fire(desk);
    expect(desk.published).toHaveLength(2);
    expect(new Set(desk.published.map((m) => m.headers['ce_id'])).size).toBe(2);
  });

  test('fires in the trace of what started the timer, and hands that on', async () => {
    const desk = memoryDesk();
    const one = newCase();
    const begun = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const first = firstContact(one, desk.clock.now());
    await desk.events.append({ ...first, metadata: { ...first.metadata, traceparent: begun } });
    expect(await recoverWork(desk)).toBe(1);
    await desk.clock.advance(durations.answer);
    await fire(desk);
    expect(desk.telemetry.spans.map(({ name, parent }) => [name, parent])).toEqual([
      ['timer', begun],
      ['timer', begun],
    ]);
    const own = desk.telemetry.spans.map(({ traceparent }) => traceparent);
    expect(desk.published.map(({ headers }) => headers['traceparent'])).toEqual(own);
    await desk.clock.advance(options.overdueMs);
    await fire(desk);
    const escalated = (await desk.events.readStream(one.streamId)).at(-1);
    expect(escalated?.metadata.traceparent).toBe(String(desk.telemetry.spans.at(-1)?.traceparent));
  });

  test('hands what stays unanswered to a human, tells the customer, and is done with it', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await fire(desk);
    await desk.clock.advance(options.overdueMs);
    await fire(desk);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({
      status: 'escalated',
      escalationReason: 'overdue',
    });
    expect((await desk.typesOf(one.ticketId)).slice(2)).toEqual(['TicketEscalated', 'ReplyComposed']);
    expect(await kindsOf(desk)).toEqual(['deliver']);
  });

  test('a scheduler whose clock is hours off fires nothing early and hands nothing over that is not overdue', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    const clock = { ...desk.clock, now: () => desk.clock.now() + 5 * 3_600_000 };
    await fire({ ...desk, clock });
    expect(desk.published).toEqual([]);
    await desk.clock.advance(durations.answer);
    await fire({ ...desk, clock });
    expect(desk.published).toMatchObject([{ topic: topics.incoming, key: one.customerId }]);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'open' });
    await desk.clock.advance(FIRST_REST_MS);
    await fire({ ...desk, clock });
    expect(desk.published).toHaveLength(2);
  });

  test('is not put off by a customer who keeps writing', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    for (let version = 2; version < 8; version++) {
      await desk.clock.advance(options.overdueMs / 5);
      await desk.events.append(onTicket(one, version, [message(one, { messageId: id() })], desk.clock.now()));
      await fire(desk);
    }
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'escalated' });
    expect(await kindsOf(desk)).toEqual(['deliver']);
  });

  test('has nothing left to do for a message that was suppressed', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    const suppressed = {
      type: 'MessageSuppressed',
      data: { messageId: one.messageId, reason: 'spam' },
    } as const;
    await desk.events.append(onTicket(one, 2, [suppressed], desk.clock.now()));
    expect(await kindsOf(desk)).toEqual([]);
  });

  test('brings an unsent reply back to delivery, until it is out by whatever is heard first', async () => {
    for (const type of ['ReplySent', 'ReplyDelivered', 'ReplyRead'] as const) {
      const desk = memoryDesk();
      const one = await waiting(desk);
      const replyId = id();
      await desk.events.append(onTicket(one, 2, [answer(one, replyId)], desk.clock.now()));
      await desk.clock.advance(durations.deliver);
      await fire(desk);
      expect(desk.published).toMatchObject([{ topic: topics.outgoing, value: { replyId } }]);
      await desk.events.append(onTicket(one, 3, [{ type, data: { replyId } }], desk.clock.now()));
      expect(await kindsOf(desk)).toEqual(['auto-resolve']);
    }
  });

  test('a reply that nobody can send comes back ever less, so that dead letters do not pile up', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    const stuck = onTicket(one, 2, [answer(one, id())], desk.clock.now());
    await desk.events.append(stuck);
    await desk.clock.advance(durations.deliver);
    const timesIn = async (ms: number) => {
      const before = desk.published.length;
      for (let passed = 0; passed < ms; passed += 500) {
        await fire(desk);
        await desk.clock.advance(500);
      }
      return desk.published.slice(before).filter(({ topic }) => topic === topics.outgoing).length;
    };
    expect(await timesIn(10 * 60_000)).toBe(20);
    const later = await timesIn(2 * 3_600_000);
    expect(later).toBeGreaterThanOrEqual(8);
    expect(later).toBeLessThanOrEqual(16);
  });

  test('a reply that a process wrote whose clock is an hour behind comes back as often as any other', async () => {
    const desk = memoryDesk();
    const one = newCase();
    const slow = desk.clock.now() - 3_600_000;
    await desk.events.append(firstContact(one, slow));
    await desk.events.append(onTicket(one, 2, [answer(one, id())], slow));
    for (let round = 1; round <= 5; round++) {
      await fire(desk);
      expect(desk.published.filter(({ topic }) => topic === topics.outgoing)).toHaveLength(round);
      await desk.clock.advance(30_000);
    }
  });

  test('resolves an answered ticket after the quiet time, and closes it later', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    const replyId = id();
    const sent = { type: 'ReplySent', data: { replyId } } as const;
    await desk.events.append(onTicket(one, 2, [answer(one, replyId), sent], desk.clock.now()));
    await desk.clock.advance(durations.autoResolve);
    await fire(desk);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'resolved' });
    await desk.clock.advance(durations.autoClose);
    await fire(desk);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'closed' });
    expect(await kindsOf(desk)).toEqual([]);
  });

  test('does not close a resolved ticket that went to a human', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.events.append(
      onTicket(
        one,
        2,
        [
          answer(one),
          { type: 'TicketResolved', data: { basis: 'assumed', by: 'timer' } },
          {
            type: 'TicketEscalated',
            data: {
              reason: 'human-requested',
              by: 'customer',
              evidence: 'x',
              priority: 'high',
              messageIds: [],
            },
          },
        ],
        desk.clock.now(),
      ),
    );
    expect(await kindsOf(desk)).toEqual(['deliver']);
  });

  test('fires the others when one fails, and tries that one again later', async () => {
    const desk = memoryDesk();
    const [poison, good] = [await waiting(desk), await waiting(desk)];
    const bus = {
      ...desk.bus,
      publish: async (messages: Parameters<typeof desk.bus.publish>[0]) => {
        if (messages.some((m) => m.key === poison.customerId)) throw new MessageRefused('no');
        await desk.bus.publish(messages);
      },
    };
    await desk.clock.advance(durations.answer);
    for (let round = 1; round <= 2; round++) {
      await fire({ ...desk, bus });
      expect(desk.published.filter((m) => m.key === good.customerId)).toHaveLength(round);
      const failures = desk.telemetry.logs.filter((l) => l.message === 'a timer failed');
      expect(failures).toHaveLength(round);
      expect(failures[0]?.fields).toEqual({
        kind: 'answer',
        ticketId: poison.ticketId,
        error: 'MessageRefused message-refused',
      });
      await desk.clock.advance(FIRST_REST_MS);
    }
  });

  test('asks a bus that is away once in a batch, says so once, and hands over what has waited longest all the same', async () => {
    const desk = memoryDesk();
    const overdue = await waiting(desk);
    await desk.clock.advance(options.atTheLatestMs);
    for (let i = 0; i < 3; i++) await waiting(desk);
    let asked = 0;
    const bus = {
      ...desk.bus,
      publish: async () => {
        asked++;
        throw new BusUnavailable('away');
      },
    };
    await desk.clock.advance(durations.answer);
    await fire({ ...desk, bus });
    expect(asked).toBe(1);
    const said = desk.telemetry.logs.filter(({ level }) => level === 'error');
    expect(said.map(({ message: text, fields }) => [text, fields?.['timers']])).toEqual([
      ['timers wait for the bus', 3],
    ]);
    const events = await desk.events.readStream(`ticket-${overdue.ticketId}`);
    expect(events.map((e) => e.type)).toContain('TicketEscalated');
  });

  test('stops when the store is gone', async () => {
    const desk = memoryDesk();
    await waiting(desk);
    await desk.clock.advance(durations.answer + options.atTheLatestMs);
    desk.beforeAppend.push(async () => {
      throw new StoreUnavailable('gone');
    });
    expect(await thrownBy(fire(desk))).toBeInstanceOf(StoreUnavailable);
  });

  test('hands nothing over at once because whoever accepted it has a clock that is hours behind', async () => {
    const desk = memoryDesk();
    const one = newCase();
    await desk.events.append(firstContact(one, desk.clock.now() - 5 * options.atTheLatestMs));
    await fire(desk);
    expect(desk.published.map(({ value }) => value['ticketId'])).toEqual([one.ticketId]);
    expect(await kindsOf(desk)).toEqual(['answer']);
    const away = { ...desk.bus, publish: () => Promise.reject(new BusUnavailable('away')) };
    await desk.clock.advance(durations.answer + options.atTheLatestMs - 1);
    await fire({ ...desk, bus: away });
    expect(await kindsOf(desk)).toEqual(['answer']);
    await desk.clock.advance(30_001);
    await fire({ ...desk, bus: away });
    expect(await desk.typesOf(one.ticketId)).toContain('TicketEscalated');
  });

  test('puts all unfinished work on the bus after a restart, due or not', async () => {
    const desk = memoryDesk();
    const [asked, answered] = [await waiting(desk), await waiting(desk)];
    const replyId = id();
    await desk.events.append(onTicket(answered, 2, [answer(answered, replyId)], desk.clock.now()));
    expect(await recoverWork(desk)).toBe(2);
    expect(desk.published).toMatchObject([
      { topic: topics.incoming, key: asked.customerId, value: { ticketId: asked.ticketId } },
      { topic: topics.outgoing, key: answered.customerId, value: { ticketId: answered.ticketId, replyId } },
    ]);
    for (const { headers } of desk.published)
      expect(headers).toMatchObject({ ce_type: 'ledgerdesk.WorkDue', ce_specversion: '1.0' });
  });

  test('runs on its own while it holds the lease', async () => {
    const desk = memoryDesk();
    const lease = heldLease(desk, 'scheduler');
    const running = startScheduler(desk, options, lease);
    const one = await waiting(desk);
    while (desk.published.length === 0) await desk.clock.advance(1_000);
    expect(desk.published[0]).toMatchObject({ key: one.customerId });
    await running[Symbol.asyncDispose]();
    await lease[Symbol.asyncDispose]();
  });
});
