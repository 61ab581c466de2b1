// A desk in memory with time that a test drives: the log and its adapters, telemetry, and a bus.
import { memoryBus } from '../../src/adapters/memory/bus.ts';
import { countingIds, manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryLog } from '../../src/adapters/memory/log.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import type { BusMessage } from '../../src/application/bus/message-bus.ts';
import type { EventStore } from '../../src/application/log/event-store.ts';
import { loadTicket } from '../../src/application/ticket/load-ticket.ts';
import type { Submission } from '../../src/application/ticket/submission.ts';
import { id } from './sample.ts';
import { memoryWorld } from './worlds.ts';

export type MemoryDesk = ReturnType<typeof memoryDesk>;

export function memoryDesk() {
  const clock = manualClock(Date.UTC(2026, 10, 20, 12));
  const log = memoryLog();
  const world = memoryWorld(log, clock);
  const telemetry = memoryTelemetry();
  const ids = countingIds();
  const published: BusMessage[] = [];
  const inner = memoryBus({ clock, ids, telemetry });
  /** Each runs before one append, in order: the world moving on. */
  const beforeAppend: (() => Promise<unknown>)[] = [];
  const events: EventStore = {
    readStream: world.events.readStream,
    now: world.events.now,
    append: async (request) => {
      await beforeAppend.shift()?.();
      return world.events.append(request);
    },
  };
  const bus: typeof inner = {
    ...inner,
    publish: async (messages) => {
      await inner.publish(messages);
      published.push(...messages);
    },
  };
  return {
    ...world,
    events,
    clock,
    log,
    ids,
    telemetry,
    bus,
    published,
    beforeAppend,
    typesOf: async (ticketId: string) => (await loadTicket(world, ticketId)).events.map((e) => e.type),
  };
}

export function submission(changes: Partial<Submission> = {}): Submission {
  return {
    name: 'Ada Marsh',
    email: 'ada@example.org',
    subject: 'Label will not print',
    category: 'technical',
    priority: 'normal',
    message: 'My label printer prints blank pages since this morning.',
    submissionId: id(),
    ...changes,
  };
}
