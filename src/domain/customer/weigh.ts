// What speaks for two customers being one person, and what against: for staff, who decide. Nothing is decided here.
import { isSharedDomain } from '../conversation/loops.ts';
import { isStrong } from './identifier.ts';
import { lookOf } from './look-alikes.ts';
import { isSimilarName, plainName } from './names.ts';
import type { Customer } from './state.ts';

export interface Weighed {
  /** Sentences without anybody's name or address. */
  readonly speaksFor: readonly string[];
  readonly speaksAgainst: readonly string[];
}

/** @param kinds kinds of identifiers that one message spoke for both with; empty where none did */
export function weigh(a: Customer, b: Customer, kinds: readonly string[] = []): Weighed {
  const [first, second] = [provenKinds(a), provenKinds(b)];
  const domains = shared(companies(a), companies(b));
  const names = a.name && b.name ? ([a.name.text, b.name.text] as const) : undefined;
  const isSame = names !== undefined && plainName(names[0]) === plainName(names[1]);
  const speaksFor = [
    ...(kinds.length > 0
      ? [`one message spoke for both: its ${kinds.join(' and ')} belongs to the other`]
      : []),
    ...(isSame ? ['both have the same name'] : []),
    ...(names && !isSame && isSimilarName(...names) ? ['their names are similar'] : []),
    ...(domains.length > 0 ? ['both have an address of the same company'] : []),
    ...(shared(first, second).length === 0 && first.size > 0 && second.size > 0
      ? ['each is proven on another channel']
      : []),
  ];
  const both = shared(first, second);
  const speaksAgainst = [
    ...both.map((kind) => `each has a proven ${kind} of their own`),
    ...(names && !isSimilarName(...names) ? ['their names are different'] : []),
    ...(looksLike(a, b) ? ['their addresses look the same and are not: one may pass for the other'] : []),
    ...(kinds.includes('phone') && both.includes('whatsapp-user')
      ? ['the number came with another WhatsApp account: it may have a new owner']
      : []),
    ...(first.size === 0 || second.size === 0 ? ['nothing is proven about one of them'] : []),
  ];
  return { speaksFor, speaksAgainst };
}

function provenKinds({ identifiers }: Customer): ReadonlySet<string> {
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

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...a].filter((one) => b.has(one));
}
