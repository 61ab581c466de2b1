import { expect, test } from 'bun:test';
import { startLoop } from '../../../src/application/log/loop.ts';
import { watchdog } from '../../../src/application/platform/watchdog.ts';
import { memoryDesk } from '../../infra/desk.ts';

test('a step that never ends is named after ten minutes, and one that ends in time never is', async () => {
  let elapsed = 0;
  const watch = watchdog(() => elapsed);
  const { clock, telemetry } = memoryDesk();
  const never = Promise.withResolvers<boolean>();
  let isHanging = false;
  const loop = startLoop({
    name: 'relay',
    clock,
    telemetry,
    watchdog: watch,
    step: () => (isHanging ? never.promise : Promise.resolve(false)),
    idle: (signal) => clock.sleep(1_000, signal),
  });
  for (let minute = 0; minute < 60; minute++) {
    elapsed += 60_000;
    await clock.advance(1_000);
    expect(watch.stuck()).toEqual([]);
  }
  isHanging = true;
  await clock.advance(1_000);
  elapsed += 10 * 60_000;
  expect(watch.stuck()).toEqual([]);
  elapsed += 1;
  expect(watch.stuck()).toEqual(['relay']);
  never.resolve(false);
  await loop[Symbol.asyncDispose]();
  expect(watch.stuck()).toEqual([]);
});

test('a step that fails has ended', async () => {
  let elapsed = 0;
  const watch = watchdog(() => elapsed);
  const { clock, telemetry } = memoryDesk();
  const step = () => Promise.reject(new Error('no'));
  const idle = (signal: AbortSignal) => clock.sleep(1_000, signal);
  const loop = startLoop({ name: 'relay', clock, telemetry, watchdog: watch, step, idle });
  await clock.advance(1);
  elapsed += 60 * 60_000;
  expect(watch.stuck()).toEqual([]);
  const disposed = loop[Symbol.asyncDispose]();
  await clock.advance(60_000);
  await disposed;
});
