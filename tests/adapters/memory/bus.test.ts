import { expect, test } from 'bun:test';
import { memoryBus } from '../../../src/adapters/memory/bus.ts';
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { busMessage, messageBusContract } from '../../contract/message-bus.ts';

messageBusContract({
  name: 'memory',
  open: async ({ retry, drainMs }) => {
    const clock = manualClock();
    const telemetry = memoryTelemetry();
    let refusing = false;
    let doubled = false;
    const bus = memoryBus({
      clock,
      telemetry,
      retry,
      drainMs,
      ids: countingIds(),
      faults: { refuse: () => refusing, duplicate: () => doubled },
    });
    return {
      bus,
      telemetry,
      pass: (ms) => clock.advance(ms),
      refuse: (value) => {
        refusing = value;
      },
      duplicate: () => {
        doubled = true;
      },
    };
  },
});

test('the bus in memory remembers its dead letters and counts what is in flight', async () => {
  const telemetry = memoryTelemetry();
  const bus = memoryBus({ clock: manualClock(), ids: countingIds(), telemetry });
  const { promise, resolve } = Promise.withResolvers<void>();
  const subscription = { group: 'a', topics: [topics.incoming], concurrency: 1, handle: () => promise };
  await bus.subscribe(subscription);
  await bus.publish([busMessage('a', 1), busMessage('a', 2), busMessage('a', 3, topics.deadLetters)]);
  expect(bus.inFlight()).toBe(2);
  expect(telemetry.gauged('in_flight', { group: 'a' })).toBe(2);
  expect(bus.deadLetters).toEqual([busMessage('a', 3, topics.deadLetters)]);
  resolve();
  await bus[Symbol.asyncDispose]();
});
