import { expect, test } from 'bun:test';
import { progressOf } from '../../src/main/progress-of.ts';

test('every step is told in order, whether it comes before or while somebody waits', async () => {
  const gate = Promise.withResolvers<void>();
  const seen: number[] = [];
  const steps = progressOf<number>(async (tell) => {
    tell(1);
    tell(2);
    await gate.promise;
    tell(3);
  });
  for await (const step of steps) {
    seen.push(step);
    if (step === 2) gate.resolve();
  }
  expect(seen).toEqual([1, 2, 3]);
});

test('a failure comes after the steps that were done', async () => {
  const seen: number[] = [];
  const run = async () => {
    const steps = progressOf<number>(async (tell) => {
      tell(1);
      throw new Error('the embedder is away');
    });
    for await (const step of steps) seen.push(step);
  };
  expect(await run().catch((error: Error) => error.message)).toBe('the embedder is away');
  expect(seen).toEqual([1]);
});
