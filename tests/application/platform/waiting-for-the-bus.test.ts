// What waits for an answer while the bus is away, and how often it is put on one that works.
import { describe, expect, test } from 'bun:test';
import { BusUnavailable, MessageRefused, topics } from '../../../src/application/bus/message-bus.ts';
import { type OnTheBus, onTheBus } from '../../../src/application/platform/on-the-bus.ts';
import { fireDueTimers } from '../../../src/application/platform/scheduler.ts';
import { type MemoryDesk, memoryDesk } from '../../infra/desk.ts';
import { answer, firstContact, id, message, newCase, onTicket } from '../../infra/sample.ts';
import { durations } from '../../infra/worlds.ts';

const options = { overdueMs: 300_000, atTheLatestMs: 3_600_000 };
const CLAIM_MS = 30_000;

const memories = new WeakMap<object, OnTheBus>();
/** One scheduler per desk, whatever its ports are replaced by. */
function fire(desk: Parameters<typeof fireDueTimers>[0]): Promise<boolean> {
  const known = memories.get(desk.timers) ?? onTheBus();
  memories.set(desk.timers, known);
  return fireDueTimers(desk, options, known);
}

async function waiting(desk: MemoryDesk) {
  const one = newCase();
  await desk.events.append(firstContact(one, desk.clock.now()));
  return one;
}

/** Everything due fires every half a minute, as it does in the program. */
async function pass(desk: MemoryDesk, ms: number, bus: Pick<MemoryDesk, 'bus'>['bus'] = desk.bus) {
  for (let passed = 0; passed < ms; passed += CLAIM_MS) {
    await fire({ ...desk, bus });
    await desk.clock.advance(CLAIM_MS);
  }
}

function away(desk: MemoryDesk): MemoryDesk['bus'] {
  return { ...desk.bus, publish: () => Promise.reject(new BusUnavailable('away')) };
}

describe('an outage of the bus', () => {
  test('of twenty minutes hands nobody over: what waited goes on when it is back', async () => {
    const desk = memoryDesk();
    const early = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await pass(desk, 2 * 60_000);
    const before = desk.published.length;
    const late = await waiting(desk);
    await pass(desk, 20 * 60_000, away(desk));
    expect(desk.published).toHaveLength(before);
    await pass(desk, CLAIM_MS);
    const keys = desk.published.slice(before).map(({ key }) => key);
    expect(keys).toEqual([early.customerId, late.customerId]);
    for (const { ticketId } of [early, late])
      expect(await desk.tickets.byId(ticketId)).toMatchObject({ status: 'open' });
  });

  test('gives what waited the whole time anew, and no more than that', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await pass(desk, 20 * 60_000, away(desk));
    await pass(desk, options.overdueMs);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'open' });
    await pass(desk, CLAIM_MS);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ escalationReason: 'overdue' });
  });

  test('that begins unnoticed between two messages of a ticket is noticed before the ticket is handed over', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await pass(desk, 4 * 60_000);
    await pass(desk, 5 * 60_000, away(desk));
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'open' });
  });

  test('leaves nobody in silence for more than an hour: then a human gets it and the customer is told', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await pass(desk, options.atTheLatestMs, away(desk));
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ status: 'open' });
    await pass(desk, CLAIM_MS, away(desk));
    expect((await desk.typesOf(one.ticketId)).slice(2)).toEqual(['TicketEscalated', 'ReplyComposed']);
    expect(desk.published).toEqual([]);
  });

  test('is no excuse for a message that the bus alone refuses', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    const bus = { ...desk.bus, publish: () => Promise.reject(new MessageRefused('no')) };
    await pass(desk, options.overdueMs + 2 * CLAIM_MS, bus);
    expect(await desk.tickets.byId(one.ticketId)).toMatchObject({ escalationReason: 'overdue' });
  });
});

describe('a backlog', () => {
  test('gets three more messages of each ticket in five minutes, not one every half a minute', async () => {
    const desk = memoryDesk();
    const all = [await waiting(desk), await waiting(desk), await waiting(desk)];
    await desk.clock.advance(durations.answer);
    await pass(desk, options.overdueMs);
    for (const { customerId } of all)
      expect(desk.published.filter(({ key }) => key === customerId)).toHaveLength(3);
  });

  test('gets no more of them from a customer who wrote ten times', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    for (let version = 2; version < 11; version++)
      await desk.events.append(onTicket(one, version, [message(one, { messageId: id() })], desk.clock.now()));
    await desk.clock.advance(durations.answer);
    await pass(desk, options.overdueMs);
    expect(desk.published).toHaveLength(3);
  });

  test('does not keep a message from the agent whose pause ends after the ticket was put on the bus', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer - 1_000);
    await desk.events.append(onTicket(one, 2, [message(one, { messageId: id() })], desk.clock.now()));
    await desk.clock.advance(1_000);
    await fire(desk);
    expect(desk.published).toHaveLength(1);
    await desk.clock.advance(durations.answer - 1_000);
    await fire(desk);
    expect(desk.published).toHaveLength(2);
  });

  test('does not count the time of an earlier message of the ticket (bug, chaos seed 2106: the second try came after twice the hour between the messages)', async () => {
    const desk = memoryDesk();
    const one = await waiting(desk);
    await desk.clock.advance(durations.answer);
    await fire(desk);
    await desk.events.append(onTicket(one, 2, [answer(one)], desk.clock.now()));
    await desk.clock.advance(3_600_000);
    await desk.events.append(onTicket(one, 3, [message(one, { messageId: id() })], desk.clock.now()));
    await desk.clock.advance(durations.answer);
    const before = desk.published.length;
    await pass(desk, 5 * 60_000);
    expect(desk.published.slice(before).filter(({ topic }) => topic === topics.incoming)).toHaveLength(3);
  });

  test('with one overdue ticket asks the bus once before it hands them over', async () => {
    const desk = memoryDesk();
    await waiting(desk);
    await waiting(desk);
    await desk.clock.advance(durations.answer);
    await fire(desk);
    await desk.clock.advance(options.overdueMs);
    await fire(desk);
    const escalated = (await desk.tickets.recent({ limit: 10 })).map(({ status }) => status);
    expect(escalated).toEqual(['escalated', 'escalated']);
  });
});
