// How well people are told apart: pairs of messages, as the desk took them and as it was.
import type { Figure } from './figures.ts';
import type { Scenario, Sending } from './identity-people.ts';

/** A message as it was filed. */
export interface Filed {
  readonly sending: Sending;
  /** Who stands for the customer it was taken to be from. */
  readonly customerId: string;
  /** Whether the desk holds that for proven, and would show what that customer wrote before. */
  readonly isProven: boolean;
  /** What another person wrote, and this message's sender would be shown, or a model that answers them. */
  readonly disclosed: number;
}

interface Pairs {
  /** Taken for one person, and it is one. */
  right: number;
  /** Taken for one, and it is two. */
  wrong: number;
  /** One person whose messages are tied together by what they prove, and taken for two. */
  missed: number;
}

/**
 * Figures over worlds that have nothing to do with each other. A pair can be linked when a chain of proven identifiers
 * that messages have in common leads from one to the other.
 */
export function identityQuality(worlds: readonly (readonly Filed[])[]): readonly Figure[] {
  const all = worlds.flat();
  const proven = worlds.map((world) => world.filter(({ isProven }) => isProven));
  const pairs = proven.map((world) => countPairs(world)).reduce(sum, none());
  const claimed = worlds.map((world) => countPairs(world)).reduce(sum, none());
  const byScenario = scenariosIn(all).flatMap((scenario) => {
    const of = proven.map((world) => countPairs(world, scenario)).reduce(sum, none());
    const told = all.filter(({ sending }) => sending.scenario === scenario);
    const disclosed = told.reduce((total, one) => total + one.disclosed, 0);
    const shown = { metric: `${scenario}: disclosures`, measured: disclosed, unit: 'count' } as const;
    return [...figuresOf(`${scenario}: `, of), shown];
  });
  const disclosures = all.reduce((total, { disclosed }) => total + disclosed, 0);
  return [
    { metric: 'messages', measured: all.length, unit: 'count' },
    { metric: 'messages whose sender is proven', measured: proven.flat().length, unit: 'count' },
    { metric: 'disclosures', measured: disclosures, unit: 'count', target: { below: 1 } },
    { metric: 'pairwise precision', measured: precision(pairs), target: { atLeast: 0.999 } },
    { metric: 'pairwise recall on linkable pairs', measured: recall(pairs), target: { atLeast: 0.95 } },
    { metric: 'pairwise precision, with what is only claimed', measured: precision(claimed) },
    { metric: 'pairwise recall, with what is only claimed', measured: recall(claimed) },
    ...byScenario,
  ];
}

function figuresOf(prefix: string, pairs: Pairs): readonly Figure[] {
  const found = pairs.right + pairs.wrong;
  const linkable = pairs.right + pairs.missed;
  return [
    ...(found === 0 ? [] : [{ metric: `${prefix}precision`, measured: precision(pairs) }]),
    ...(linkable === 0 ? [] : [{ metric: `${prefix}recall`, measured: recall(pairs) }]),
  ];
}

/** @param scenario only pairs with a message of it */
function countPairs(filed: readonly Filed[], scenario?: Scenario): Pairs {
  const pairs = none();
  const components = componentsOf(filed);
  // Only within a customer or a person can a pair count: everything else is rightly apart.
  for (const group of grouped(filed, ({ customerId }) => customerId).values())
    for (const [a, b] of pairsOf(group)) {
      if (!isAbout(a, b, scenario)) continue;
      if (a.sending.writer === b.sending.writer) pairs.right++;
      else pairs.wrong++;
    }
  for (const group of grouped(filed, ({ sending }) => sending.writer).values())
    for (const [a, b] of pairsOf(group))
      if (isAbout(a, b, scenario) && a.customerId !== b.customerId && components.get(a) === components.get(b))
        pairs.missed++;
  return pairs;
}

/** Messages of one writer that share identifiers, directly or through others of theirs. */
function componentsOf(filed: readonly Filed[]): ReadonlyMap<Filed, string> {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    const up = leader.get(key);
    return up === undefined || up === key ? key : find(up);
  };
  const found = new Map<Filed, string>();
  const keysOf = ({ sending: { writer, address, phone, account, trace } }: Filed) =>
    [address?.trim().toLowerCase(), phone, account, trace?.by === 'code' ? `code ${trace.of}` : undefined]
      .filter((key) => key !== undefined)
      .map((key) => `${writer} ${key}`);
  for (const one of filed) {
    const [head = '', ...rest] = keysOf(one);
    for (const key of rest) if (find(key) !== find(head)) leader.set(find(key), find(head));
  }
  for (const one of filed) found.set(one, find(keysOf(one)[0] ?? ''));
  return found;
}

function* pairsOf(group: readonly Filed[]): Generator<readonly [Filed, Filed]> {
  for (const [index, a] of group.entries()) for (const b of group.slice(index + 1)) yield [a, b];
}

function grouped(filed: readonly Filed[], by: (one: Filed) => string): ReadonlyMap<string, readonly Filed[]> {
  return Map.groupBy(filed, by);
}

const isAbout = (a: Filed, b: Filed, scenario: Scenario | undefined) =>
  scenario === undefined || a.sending.scenario === scenario || b.sending.scenario === scenario;

function scenariosIn(all: readonly Filed[]): readonly Scenario[] {
  return [...new Set(all.map(({ sending }) => sending.scenario))].sort();
}

const none = (): Pairs => ({ right: 0, wrong: 0, missed: 0 });
const sum = (a: Pairs, b: Pairs): Pairs => ({
  right: a.right + b.right,
  wrong: a.wrong + b.wrong,
  missed: a.missed + b.missed,
});
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
const precision = ({ right, wrong }: Pairs) => share(right, right + wrong);
const recall = ({ right, missed }: Pairs) => share(right, right + missed);
