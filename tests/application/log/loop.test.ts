// A loop that tries again, and what it says meanwhile.
import { expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { BusUnavailable } from '../../../src/application/bus/message-bus.ts';
import { startLoop } from '../../../src/application/log/loop.ts';

const missing = 'a topic does not exist; `ledgerdesk migrate` creates it';

function failing(error: () => Error) {
  const clock = manualClock(0);
  const telemetry = memoryTelemetry();
  let steps = 0;
  const step = async () => {
    steps++;
    throw error();
  };
  const loop = startLoop({ name: 'bus', clock, telemetry, step, idle: async () => {} });
  const run = async (seconds: number) => {
    for (let n = 0; n < seconds; n++) await clock.advance(1_000);
  };
  return { loop, run, clock, telemetry, steps: () => steps };
}

test('a failure that goes on is said once a minute with its reason, however often it is tried (bug: an outage wrote the same line every ten seconds)', async () => {
  const { loop, run, telemetry, steps, clock } = failing(() => new BusUnavailable(missing));
  await run(150);
  expect(steps()).toBeGreaterThan(15);
  expect(telemetry.logs.map(({ level, message }) => [level, message])).toEqual(
    Array.from({ length: 3 }, () => ['error', 'bus failed and will try again']),
  );
  expect(telemetry.logs[0]?.fields).toEqual({
    failures: 1,
    error: 'BusUnavailable bus-unavailable',
    why: missing,
  });
  const stopped = loop[Symbol.asyncDispose]();
  await clock.advance(10_000);
  await stopped;
});

test('another failure is said at once, and an error of which nothing is known without its text', async () => {
  const errors = [new TypeError('Ada Lovelace'), new BusUnavailable(missing)];
  const { loop, run, telemetry, clock } = failing(() => errors.shift() ?? new RangeError('Ada Lovelace'));
  await run(5);
  expect(telemetry.logs.map(({ fields }) => fields)).toEqual([
    { failures: 1, error: 'TypeError' },
    { failures: 2, error: 'BusUnavailable bus-unavailable', why: missing },
    { failures: 3, error: 'RangeError' },
  ]);
  const stopped = loop[Symbol.asyncDispose]();
  await clock.advance(10_000);
  await stopped;
});
