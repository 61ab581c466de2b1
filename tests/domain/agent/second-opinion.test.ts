// The second opinion of the escalation policy: fresh weights, evidence in the customer's words, and where it keeps still.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { digestOf, learn, lessons, sourceOf } from '../../../bench/learn-escalation.ts';
import { screen } from '../../../src/domain/agent/policy.ts';
import { featuresOf, tokensOf } from '../../../src/domain/agent/second-opinion/features.ts';
import { enough, opinionOf } from '../../../src/domain/agent/second-opinion/opinion.ts';
import { decodedTable, encodedTable } from '../../../src/domain/agent/second-opinion/table.ts';
import * as weights from '../../../src/domain/agent/second-opinion/weights.ts';
import { processorTime } from '../../processor-time.ts';

const plea = 'my little one ate a button battery from your remote';

describe('the weights', () => {
  test('were learnt from the sets as they are now: if not, run bench/learn-escalation.ts', async () =>
    expect(weights.lessons).toBe(digestOf(await lessons())));
  test('are as many as there are buckets', () => {
    expect(decodedTable(weights.weights, weights.largest)).toHaveLength(65_536);
    expect(decodedTable(weights.reasons, weights.largestReason)).toHaveLength(7 * 4_096);
  });
  test('of held-out sets have nothing: no message of theirs is a lesson', async () => {
    const learnt = new Set((await lessons()).map(({ text }) => text.toLowerCase()));
    for (const name of ['held-out', 'third-look', 'fourth-look', 'fifth-look']) {
      const lines = (await Bun.file(`eval/escalation-${name}.jsonl`).text()).trim().split('\n');
      const texts = lines
        .map((line): { text: string } => JSON.parse(line))
        .map(({ text }) => text.toLowerCase());
      expect(texts.filter((text) => learnt.has(text))).toEqual([]);
    }
  });
  test('are the same whenever the same is learnt, and tell what was hot from what was not', () => {
    const some = [
      { text: 'red apples', expect: 'escalate', reason: 'legal', split: 'dev' },
      { text: 'green pears', expect: 'calm', split: 'dev' },
    ];
    const once = sourceOf(learn(some), 'x');
    expect(sourceOf(learn(some), 'x')).toBe(once);
    const learnt = learn(some);
    const score = (text: string) =>
      featuresOf(tokensOf(text)).reduce(
        (sum, { bucket, value }) => sum + value * (learnt.weights[bucket] ?? 0),
        0,
      );
    expect(score('red apple')).toBeGreaterThan(score('green pear'));
  }, 30_000);
  test('survive being written as letters, to a thirtieth of the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1 }), (given) => {
        const { text, largest } = encodedTable(Float64Array.from(given));
        const read = decodedTable(text, largest);
        for (const [at, weight] of given.entries())
          expect(Math.abs((read[at] ?? 9) - weight)).toBeLessThanOrEqual(largest / 30);
      }),
    );
  });
});

describe('the vote', () => {
  test('names words of the message as evidence', () => {
    const verdict = screen([{ text: plea }]);
    const [signal] = 'escalate' in verdict ? verdict.signals : [];
    expect(signal?.reason).toBe('threat');
    for (const word of signal?.phrase.split(' … ') ?? ['?']) expect(plea.split(' ')).toContain(word);
  });
  test('is not drowned by a long calm mail around it, and shows the sentence that matters', () => {
    const calm = 'We use the label printer every day and are happy with the paper you sent. '.repeat(20);
    const sore = 'I was billed for something that I never ordered';
    const verdict = screen([{ text: `${calm}${sore}. ${calm}` }]);
    expect('escalate' in verdict ? verdict.evidence : '').toContain(sore.toLowerCase());
    expect(screen([{ text: calm }])).toStrictEqual({ proceed: true });
  });
  test('sees a message in a burst', () =>
    expect(screen([{ text: 'hello' }, { text: plea }])).toHaveProperty('signals.0.message', 1));
  test('is silent on no words at all, and on none that tell', () => {
    expect(opinionOf('').score).toBeLessThan(enough);
    for (const text of ['', '...', '12345', 'text of m-2', '您好', 'привет как дела'])
      expect(screen([{ text }])).toStrictEqual({ proceed: true });
  });
  test('takes bounded time on two thousand characters of anything', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), (piece) => {
        const spent = processorTime();
        screen([{ text: piece.repeat(Math.ceil(2_000 / piece.length)) }]);
        expect(spent()).toBeLessThan(500);
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
