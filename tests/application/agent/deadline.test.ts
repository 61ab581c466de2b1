// A run's time limit: what it stops, and that nothing of a run outlives it.
import { heapStats } from 'bun:jsc';
import { expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { withDeadline } from '../../../src/application/agent/deadline.ts';
import { AgentUnavailable } from '../../../src/application/agent/support-agent.ts';

const never = () => new Promise<never>(() => {});

test('work that ends in time has its result given back', async () => {
  const limit = { clock: manualClock(), ms: 1_000, signal: new AbortController().signal };
  expect(await withDeadline(limit, async () => 'done')).toBe('done');
});

test('work that ignores its signal is left behind at the limit, and can tell that it was', async () => {
  const clock = manualClock();
  let told: AbortSignal | undefined;
  const run = withDeadline({ clock, ms: 1_000, signal: new AbortController().signal }, (signal) => {
    told = signal;
    return never();
  });
  const ended = run.catch((error: unknown) => error);
  await clock.advance(1_000);
  const error = await ended;
  expect(error).toBeInstanceOf(AgentUnavailable);
  expect(error).toHaveProperty('permanent', false);
  expect(told?.aborted).toBe(true);
});

test('the outer signal ends the work with its own reason', async () => {
  const outer = new AbortController();
  let told: AbortSignal | undefined;
  const run = withDeadline({ clock: manualClock(), ms: 1_000, signal: outer.signal }, (signal) => {
    told = signal;
    return never();
  });
  const reason = new Error('the program stops');
  outer.abort(reason);
  expect(await run.catch((error: unknown) => error)).toBe(reason);
  expect(told?.reason).toBe(reason);
});

test('a signal that was aborted before lets no work begin', async () => {
  const outer = new AbortController();
  outer.abort(new Error('the program stops'));
  let began = false;
  const run = withDeadline({ clock: manualClock(), ms: 1_000, signal: outer.signal }, async () => {
    began = true;
  });
  expect(await run.catch((error: unknown) => error)).toBe(outer.signal.reason);
  expect(began).toBe(false);
});

test('nothing of a run is kept by an outer signal that lives as long as the program', async () => {
  const outer = new AbortController();
  const signals = () => heapStats().objectTypeCounts['AbortSignal'] ?? 0;
  Bun.gc(true);
  const before = signals();
  for (let run = 0; run < 500; run++)
    await withDeadline({ clock: systemClock, ms: 60_000, signal: outer.signal }, async () => run);
  Bun.gc(true);
  expect(signals() - before).toBeLessThan(50);
  expect(outer.signal.aborted).toBe(false);
});
