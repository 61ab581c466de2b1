// The arithmetic of the suite identity, and its people.
import { expect, test } from 'bun:test';
import { randomNumbers } from '../../../src/application/evaluation/draws.ts';
import {
  peopleWriting,
  type Sending,
  scenarios,
} from '../../../src/application/evaluation/identity-people.ts';
import { type Filed, identityQuality } from '../../../src/application/evaluation/identity-quality.ts';
import { measureIdentity } from '../../../src/main/evaluation/identity.ts';

const filed = (writer: string, customerId: string, address: string, over: Partial<Filed> = {}): Filed => {
  const sending: Sending = { scenario: 'one mailbox', writer, name: '', at: 0, way: 'mail', address };
  return { sending, customerId, isProven: true, disclosed: 0, ...over };
};
const figure = (worlds: readonly (readonly Filed[])[], metric: string) =>
  identityQuality(worlds).find((each) => each.metric === metric)?.measured;

test('a pair of two people on one customer is wrong, and one of one person on two is missed', () => {
  const world = [
    filed('a', 'c1', 'a@x'),
    filed('a', 'c1', 'a@x'),
    filed('a', 'c2', 'a@x'),
    filed('b', 'c1', 'b@x'),
  ];
  expect(figure([world], 'pairwise precision')).toBeCloseTo(1 / 3);
  expect(figure([world], 'pairwise recall on linkable pairs')).toBeCloseTo(1 / 3);
});

test('messages that nothing ties together are not missed, and worlds have nothing to do with each other', () => {
  expect(
    figure([[filed('a', 'c1', 'a@x'), filed('a', 'c2', 'other@x')]], 'pairwise recall on linkable pairs'),
  ).toBe(1);
  expect(figure([[filed('a', 'c1', 'a@x')], [filed('b', 'c1', 'b@x')]], 'pairwise precision')).toBe(1);
});

test('what is only claimed counts apart, and a disclosure always', () => {
  const world = [filed('a', 'c1', 'a@x'), filed('b', 'c1', 'a@x', { isProven: false, disclosed: 2 })];
  expect(figure([world], 'pairwise precision')).toBe(1);
  expect(figure([world], 'pairwise precision, with what is only claimed')).toBe(0);
  expect(figure([world], 'disclosures')).toBe(2);
});

test('the same seed makes the same people, of every kind', () => {
  const of = (seed: number) => peopleWriting(randomNumbers(seed), 300);
  expect(of(3)).toEqual(of(3));
  expect(of(3)).not.toEqual(of(4));
  expect(new Set(of(3).map(({ scenario }) => scenario))).toEqual(new Set(scenarios));
});

test('nobody is shown what somebody else wrote', async () => {
  const figures = await measureIdentity({ messages: 150, seed: 11, progress: () => {} });
  expect(figures.find(({ metric }) => metric === 'disclosures')?.measured).toBe(0);
  expect(figures.find(({ metric }) => metric === 'pairwise precision')?.measured).toBe(1);
}, 60_000);
