// What speaks for two customers being one person, and what against: for staff, who decide. Nothing is decided here.
import { isSharedDomain } from '../conversation/loops.ts';
import { type IdentifierKind, isStrong } from './identifier.ts';
import { lookOf } from './look-alikes.ts';
import { isSimilarName, plainName } from './names.ts';
import type { Customer } from './state.ts';

/** One thing that speaks for or against it, without anybody's name or address. */
export interface Reason {
  /** What it is, for whoever has words of their own for it. */
  readonly code: ReasonCode;
  /** Of the identifiers that it is about, where it is about some. */
  readonly kinds?: readonly IdentifierKind[];
  /** How much of it, where it can be counted. */
  readonly count?: number;
  /** All of it in English. */
  readonly sentence: string;
}

export const reasonCodes = [
  'one-message',
  'same-name',
  'similar-names',
  'same-company',
  'other-channels',
  'same-session',
  'same-signature',
  'own-proof',
  'different-names',
  'look-alikes',
  'other-account',
  'nothing-proven',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Weighed {
  readonly speaksFor: readonly Reason[];
  readonly speaksAgainst: readonly Reason[];
}

/** @param kinds kinds of identifiers that one message spoke for both with; empty where none did */
export function weigh(a: Customer, b: Customer, kinds: readonly IdentifierKind[] = []): Weighed {
  const pair: Pair = {
    a,
    b,
    kinds,
    first: provenKinds(a),
    second: provenKinds(b),
    names: a.name && b.name ? ([a.name.text, b.name.text] as const) : undefined,
  };
  return { speaksFor: forOne(pair), speaksAgainst: againstOne(pair) };
}

interface Pair {
  readonly a: Customer;
  readonly b: Customer;
  readonly kinds: readonly IdentifierKind[];
  /** Kinds of what is proven about each. */
  readonly first: ReadonlySet<IdentifierKind>;
  readonly second: ReadonlySet<IdentifierKind>;
  readonly names: readonly [string, string] | undefined;
}

function forOne({ a, b, kinds, first, second, names }: Pair): readonly Reason[] {
  const isSame = names !== undefined && plainName(names[0]) === plainName(names[1]);
  const reasons: Reason[] = [];
  if (kinds.length > 0) {
    const sentence = `one message spoke for both: its ${kinds.join(' and ')} belongs to the other`;
    reasons.push({ code: 'one-message', kinds, sentence });
  }
  if (isSame) reasons.push({ code: 'same-name', sentence: 'both have the same name' });
  if (names && !isSame && isSimilarName(...names))
    reasons.push({ code: 'similar-names', sentence: 'their names are similar' });
  if (shared(companies(a), companies(b)).length > 0)
    reasons.push({ code: 'same-company', sentence: 'both have an address of the same company' });
  if (shared(first, second).length === 0 && first.size > 0 && second.size > 0)
    reasons.push({ code: 'other-channels', sentence: 'each is proven on another channel' });
  return reasons;
}

function againstOne({ a, b, kinds, first, second, names }: Pair): readonly Reason[] {
  const both = shared(first, second);
  const reasons: Reason[] = both.map((kind) => ({
    code: 'own-proof',
    kinds: [kind],
    sentence: `each has a proven ${kind} of their own`,
  }));
  if (names && !isSimilarName(...names))
    reasons.push({ code: 'different-names', sentence: 'their names are different' });
  if (looksLike(a, b)) {
    const sentence = 'their addresses look the same and are not: one may pass for the other';
    reasons.push({ code: 'look-alikes', sentence });
  }
  if (kinds.includes('phone') && both.includes('whatsapp-user')) {
    const sentence = 'the number came with another WhatsApp account: it may have a new owner';
    reasons.push({ code: 'other-account', sentence });
  }
  if (first.size === 0 || second.size === 0)
    reasons.push({ code: 'nothing-proven', sentence: 'nothing is proven about one of them' });
  return reasons;
}

function provenKinds({ identifiers }: Customer): ReadonlySet<IdentifierKind> {
  return new Set(identifiers.filter(({ evidence }) => isStrong(evidence)).map(({ kind }) => kind));
}

/** Whether an address of one could be taken for one of the other. */
function looksLike(a: Customer, b: Customer): boolean {
  const theirs = new Map(addressesOf(b).map((value) => [lookOf(value), value]));
  return addressesOf(a).some((value) => {
    const other = theirs.get(lookOf(value));
    return other !== undefined && other !== value;
  });
}

function addressesOf({ identifiers }: Customer): readonly string[] {
  return identifiers.filter(({ kind }) => kind === 'email').map(({ value }) => value);
}

/** Domains of mail that belong to one company, as far as that can be told. */
function companies(customer: Customer): ReadonlySet<string> {
  const domains = addressesOf(customer).map((value) => value.slice(value.lastIndexOf('@') + 1));
  return new Set(domains.filter((domain) => !isSharedDomain(domain)));
}

function shared<One>(a: ReadonlySet<One>, b: ReadonlySet<One>): readonly One[] {
  return [...a].filter((one) => b.has(one));
}
