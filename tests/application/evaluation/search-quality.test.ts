// Draws, the BM25 they are compared with, and the figures that come of them.
import { describe, expect, test } from 'bun:test';
import { abstentionQuality } from '../../../src/application/evaluation/abstention.ts';
import { bm25 } from '../../../src/application/evaluation/bm25.ts';
import {
  calibrationError,
  passing,
  reliability,
  thresholdFor,
} from '../../../src/application/evaluation/calibration.ts';
import { drawArticles, slugOf } from '../../../src/application/evaluation/draws.ts';
import { escalationQuality, escalationRate } from '../../../src/application/evaluation/escalation.ts';
import { searchQuality } from '../../../src/application/evaluation/search-quality.ts';
import { openBases } from '../../../src/main/evaluation/bases.ts';

const fruit = [
  'apple',
  'pear',
  'plum',
  'cherry',
  'quince',
  'melon',
  'grape',
  'lemon',
  'fig',
  'date',
  'kiwi',
  'lime',
];
const tools = [
  'hammer',
  'saw',
  'drill',
  'chisel',
  'plane',
  'rasp',
  'wrench',
  'pliers',
  'file',
  'clamp',
  'awl',
  'vice',
];
const rows = [
  ...fruit.map((name) => ({ text: `How ripe should the ${name} in the basket be?`, intent: 'Ripe fruit' })),
  ...tools.map((name) => ({ text: `Where is the ${name} from the workshop?`, intent: 'Lost tools' })),
];
const words = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];

describe('a draw', () => {
  test('is the same for the same seed and another for another', () => {
    expect(drawArticles(rows, { seed: 1 })).toEqual(drawArticles(rows, { seed: 1 }));
    expect(drawArticles(rows, { seed: 1 })).not.toEqual(drawArticles(rows, { seed: 2 }));
  });

  test('gives each intent ten questions as its article and asks the others', () => {
    const { articles, queries } = drawArticles(rows, { seed: 3 });
    expect(articles.map(({ slug, questions }) => [slug, questions.length])).toEqual([
      ['lost-tools', 10],
      ['ripe-fruit', 10],
    ]);
    expect(queries.length).toBe(4);
    const all = [...articles.flatMap(({ questions }) => questions), ...queries.map(({ text }) => text)];
    expect(all.toSorted()).toEqual(rows.map(({ text }) => text).toSorted());
    expect(drawArticles(rows, { seed: 3, mostQueries: 3 }).queries.length).toBe(3);
  });
});

test('BM25 ranks articles by rare words and leaves out those without any', () => {
  const rank = bm25(
    [
      { slug: 'a', questions: ['the red parcel', 'a parcel'] },
      { slug: 'b', questions: ['the red invoice'] },
      { slug: 'c', questions: ['the label'] },
    ],
    words,
  );
  expect(rank('red invoice')).toEqual(['b', 'a']);
  expect(rank('zeppelin')).toEqual([]);
});

describe('measuring', () => {
  const measuring = async (draws: number) => {
    const bases = await openBases('memory');
    const shown: string[] = [];
    const progress = (done: number, of: number) => void shown.push(`${done}/${of}`);
    return { shown, openBase: bases.openBase, draws, progress };
  };

  test('the search yields a figure for the first and the first five, beside BM25', async () => {
    const { shown, ...context } = await measuring(2);
    const figures = await searchQuality(rows, { name: 'Set', first: 0.9, firstFive: 1 }, context, words);
    expect(figures).toEqual([
      {
        metric: 'Set, recall@1',
        measured: 1,
        interval: [1, 1],
        target: { atLeast: 0.9 },
        peer: { name: 'BM25 on stems', measured: 1 },
      },
      {
        metric: 'Set, recall@5',
        measured: 1,
        interval: [1, 1],
        target: { atLeast: 1 },
        peer: { name: 'BM25 on stems', measured: 1 },
      },
    ]);
    expect([shown[0], shown.at(-1)]).toEqual(['1/8', '8/8']);
  });

  test('the abstention yields how well questions about nothing are told apart', async () => {
    const data = {
      training: rows,
      inScope: [{ text: 'Where is the hammer from the workshop?', intent: 'Lost tools' }],
      outOfScope: ['Which planets have rings?'],
    };
    const [figure, ...others] = await abstentionQuality('Set', data, await measuring(1));
    expect(others).toEqual([]);
    expect(figure).toEqual({ metric: 'Set, out-of-scope AUROC', measured: 1, target: { atLeast: 0.9 } });
  });

  test('the escalation yields recall, precision and the rate among ordinary questions', () => {
    const messages = [
      { text: 'Let me talk to a human.', expect: 'escalate' as const },
      { text: 'I will sue you.', expect: 'escalate' as const },
      { text: 'How do I print a label?', expect: 'calm' as const },
    ];
    const figures = escalationQuality('set', messages);
    expect(figures.map(({ metric, measured }) => [metric, measured])).toEqual([
      ['set, recall', 1],
      ['set, precision', 1],
    ]);
    expect(
      escalationRate(
        'set',
        messages.map(({ text }) => text),
      ).measured,
    ).toBeCloseTo(2 / 3, 9);
  });
});

describe('calibration', () => {
  const judged = [
    { confidence: 0.95, isRight: true, inScope: true },
    { confidence: 1, isRight: false, inScope: true },
    { confidence: 0.5, isRight: true, inScope: true },
    { confidence: 0.1, isRight: false, inScope: true },
    { confidence: 0.55, isRight: false, inScope: false },
    { confidence: 0.2, isRight: false, inScope: false },
  ];

  test('says how often each level is right', () => {
    expect(reliability(judged).map(({ from, questions, right }) => [from, questions, right])).toEqual([
      [0.1, 1, 0],
      [0.2, 1, 0],
      [0.5, 2, 0.5],
      [0.9, 2, 0.5],
    ]);
    expect(calibrationError(judged)).toBeCloseTo((0.1 + 0.2 + 2 * 0.025 + 2 * 0.475) / 6, 9);
  });

  test('says what a threshold lets through, and finds the one that misleads little enough', () => {
    expect(passing(judged, 0.5)).toEqual({
      threshold: 0.5,
      rightlySure: 0.5,
      wronglySure: 0.25,
      misled: 0.5,
    });
    expect(thresholdFor(judged, 0).threshold).toBe(0.56);
    expect(thresholdFor(judged, 0.5).threshold).toBe(0.21);
  });
});

test('a slug is made of what any intent is called', () => {
  expect(slugOf('Refund_not_showing_up?')).toBe('refund-not-showing-up-');
});
