import { expect, test } from 'bun:test';
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryDeadLetters } from '../../src/adapters/memory/dead-letters.ts';
import { memoryProcessReports } from '../../src/adapters/memory/process-reports.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { BusUnavailable } from '../../src/application/bus/message-bus.ts';
import { watchdog } from '../../src/application/platform/watchdog.ts';
import { readConfig } from '../../src/main/config.ts';
import { measuringBus, standstill, startGauges } from '../../src/main/gauges.ts';
import { readinessOf } from '../../src/main/readiness.ts';
import { memoryDesk } from '../infra/desk.ts';
import { firstContact, newCase } from '../infra/sample.ts';

test('a follower stands still only while it is behind and does not move, however little it is behind', async () => {
  const clock = manualClock(0);
  const stalled = standstill(clock);
  const looks: readonly [position: bigint, head: bigint, seconds: number][] = [
    [5n, 5n, 0], // nothing to do
    [5n, 6n, 5],
    [5n, 6n, 10],
    [6n, 9n, 0], // it moves
    [6n, 9n, 5],
    [9n, 9n, 0],
    [9n, 9n, 0],
  ];
  for (const [position, head, seconds] of looks) {
    expect(stalled('bus', position, head)).toBe(seconds);
    expect(stalled('outcomes', head, head)).toBe(0);
    await clock.advance(5_000);
  }
});

test('who asks only once whether the desk is ready hears that nothing moves (bug: the first look after Kafka went away said ok)', async () => {
  const desk = memoryDesk();
  const { clock } = desk;
  await desk.events.append(firstContact(newCase(), clock.now()));
  await desk.sequenceAll();
  const readiness = readinessOf({ ...desk, halted: new Map(), disk: { hasRoom: () => true } });
  const parts = {
    deadLetters: memoryDeadLetters(),
    processReports: memoryProcessReports(clock),
    breakers: new Map(),
    watchdog: watchdog(clock.elapsed),
  };
  const read = readConfig({});
  if (!('config' in read)) throw new Error('the defaults are a configuration');
  const gauges = startGauges({ ...desk, ...parts, readiness }, read.config, ['api']);
  for (let seconds = 0; seconds < 20; seconds++) await clock.advance(1_000);
  expect((await readiness()).degraded).toEqual(['bus', 'outcomes']);
  const stopped = gauges[Symbol.asyncDispose]();
  await clock.advance(5_000);
  await stopped;
});

test('a bus that cannot tell its lag is told of in one readable line a minute, and what else is measured goes on (bug: every few seconds a bare KafkaJSProtocolError, and a relay that said nothing of itself)', async () => {
  const clock = manualClock(0);
  const telemetry = memoryTelemetry();
  let why = 'a topic does not exist; `ledgerdesk migrate` creates it';
  const lag = async () =>
    Promise.reject(new BusUnavailable(why, { cause: new Error('KafkaJSProtocolError') }));
  const measure = measuringBus({ clock, telemetry }, { lag });
  for (let seconds = 0; seconds < 120; seconds += 5) {
    expect(await measure()).toEqual({});
    await clock.advance(5_000);
  }
  why = 'Kafka cannot be reached';
  await measure();
  const missing = 'the lag of the bus is not known: a topic does not exist; `ledgerdesk migrate` creates it';
  const said = telemetry.logs.map(({ level, message }) => [level, message]);
  expect(said).toEqual([
    ['warn', missing],
    ['warn', missing],
    ['warn', 'the lag of the bus is not known: Kafka cannot be reached'],
  ]);
});

test('a bus that can tell its lag is measured group by group', async () => {
  const telemetry = memoryTelemetry();
  const lag = async (_: string, [topic = '']: readonly string[]) => [
    { topic, partition: 0, lag: 3 },
    { topic, partition: 1, lag: 4 },
  ];
  const measure = measuringBus({ clock: manualClock(0), telemetry }, { lag });
  expect(await measure()).toEqual({ agent: 7, delivery: 7, 'dead-letters': 7 });
  expect(telemetry.logs).toEqual([]);
});
