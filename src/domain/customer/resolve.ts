// Identity resolution: whose message this is, from the identifiers seen in it and the identifiers known. Pure.
import type { Evidence, Identifier, IdentifierKind } from './identifier.ts';
import { isStronger } from './identifier.ts';

/** An identifier in a message, and how much the message proves about it. */
export interface SeenIdentifier {
  readonly identifier: Identifier;
  readonly evidence: Evidence;
  /** The address the message came from, as opposed to what is typed in it. */
  readonly primary?: boolean;
  /** Another spelling of one beside it: it counts only where somebody has it already. */
  readonly onlyIfKnown?: boolean;
}

/** A stored link from an identifier to a customer. */
export interface KnownLink extends Identifier {
  /** Who stands for them: the survivor where they were merged. */
  readonly customerId: string;
  /** Whom it is linked to, where that is a merged customer. */
  readonly member?: string;
  readonly evidence: Evidence;
}

export type Resolution =
  | {
      readonly outcome: 'new';
      /** Who had the number before it changed hands: for staff to see. */
      readonly formerOwner?: string;
      readonly because?: string;
    }
  | {
      readonly outcome: 'known';
      readonly customerId: string;
      /** The merged customer whose identifier says most: what the message adds is theirs. Absent: the customer's own. */
      readonly member?: string;
      /** Who had the number before it changed hands: for staff to see. */
      readonly formerOwner?: string;
      readonly because: string;
    }
  | {
      readonly outcome: 'conflict';
      /** Where the message is filed for now. */
      readonly customerId: string;
      readonly member?: string;
      /** The other customers that matched, sorted. */
      readonly others: readonly string[];
      /** Identifiers that belong to one of the others: they are not linked anew. */
      readonly disputed: readonly Identifier[];
      readonly because: string;
    };

interface Match {
  readonly seen: SeenIdentifier;
  readonly known: KnownLink;
}

/** From what says most about a person to what says least. */
const kinds: readonly IdentifierKind[] = ['email', 'phone', 'whatsapp-user', 'external', 'session'];

/**
 * Exactly one customer matched is a link; several are a conflict for staff, filed under the primary identifier's
 * customer, else the strongest match's. The order of the arguments' elements does not matter.
 */
export function resolveIdentity(seen: readonly SeenIdentifier[], known: readonly KnownLink[]): Resolution {
  const [best, ...rest] = matches(seen, known);
  if (!best) return { outcome: 'new' };
  const { customerId, member } = best.known;
  const who = { customerId, ...(member === undefined ? {} : { member }) };
  const disputed = rest.filter((match) => match.known.customerId !== customerId).map((match) => match.known);
  const because = `${best.known.kind} matched: ${best.seen.evidence} in this message, ${best.known.evidence} before`;
  if (disputed.length === 0) return { outcome: 'known', ...who, because };
  return {
    outcome: 'conflict',
    ...who,
    others: [...new Set(disputed.map((link) => link.customerId))].sort(),
    disputed: disputed.map(({ kind, value }) => ({ kind, value })),
    because: `${because}; ${disputed.map((link) => link.kind).join(', ')} matched somebody else`,
  };
}

/** Best first, in an order that depends on nothing but what matched. */
function matches(seen: readonly SeenIdentifier[], known: readonly KnownLink[]): readonly Match[] {
  return strongestFirst(seen)
    .flatMap((s) =>
      known
        .filter((link) => link.kind === s.identifier.kind && link.value === s.identifier.value)
        .map((link) => ({ seen: s, known: link })),
    )
    .sort(
      (a, b) =>
        Number(b.seen.primary ?? false) - Number(a.seen.primary ?? false) ||
        byStrength(a.seen.evidence, b.seen.evidence) ||
        byStrength(a.known.evidence, b.known.evidence) ||
        byKindAndValue(a.known, b.known) ||
        (a.known.customerId < b.known.customerId ? -1 : 1),
    );
}

/** Each identifier once, with its strongest sighting; strongest first. */
export function strongestFirst(seen: readonly SeenIdentifier[]): readonly SeenIdentifier[] {
  const once = new Map<string, SeenIdentifier>();
  for (const one of seen) {
    const key = `${one.identifier.kind}:${one.identifier.value}`;
    const before = once.get(key);
    const evidence = before && isStronger(before.evidence, one.evidence) ? before.evidence : one.evidence;
    const primary = (one.primary ?? false) || (before?.primary ?? false);
    once.set(key, { identifier: one.identifier, evidence, primary });
  }
  return [...once.values()].sort(
    (a, b) => byStrength(a.evidence, b.evidence) || byKindAndValue(a.identifier, b.identifier),
  );
}

function byStrength(a: Evidence, b: Evidence): number {
  return Number(isStronger(b, a)) - Number(isStronger(a, b));
}

function byKindAndValue(a: Identifier, b: Identifier): number {
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
  return a.value === b.value ? 0 : a.value < b.value ? -1 : 1;
}
