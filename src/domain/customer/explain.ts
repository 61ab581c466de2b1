// Why a customer is who they are taken for: one step for every event of identity, as a code with what goes into its sentence.
import type { CustomerEvent, ErasureBasis } from './events.ts';
import type { Evidence, IdentifierKind } from './identifier.ts';

/** Nothing personal. */
export interface Explained {
  /** What happened, for whoever has words of their own for it. */
  readonly code: ExplainedCode;
  /** Of the identifiers that it is about, where it is about some. */
  readonly kinds?: readonly IdentifierKind[];
  /** As what something counts from then on. */
  readonly evidence?: Evidence;
  /** As what it counted before. */
  readonly before?: Evidence;
  /** Why, as the log keeps it: in English. */
  readonly because?: string;
  /** How many other customers. */
  readonly count?: number;
  /** The other customer of a merge. */
  readonly other?: string;
  readonly basis?: ErasureBasis;
  /** All of it in English. */
  readonly sentence: string;
}

export const explainedCodes = [
  'registered',
  'linked',
  'raised',
  'unlinked',
  'named',
  'conflict-found',
  'conflict-dismissed',
  'merged',
  'absorbed',
  'parted',
  'released',
  'erased',
] as const;
export type ExplainedCode = (typeof explainedCodes)[number];

/** @returns undefined for what is not about identity */
export function explain(event: CustomerEvent): Explained | undefined {
  switch (event.type) {
    case 'CustomerRegistered':
      return { code: 'registered', sentence: 'first heard of' };
    case 'IdentifierLinked': {
      const { kind, evidence, because } = event.data;
      const sentence = `${kind} linked as ${evidence} because: ${because}`;
      return { code: 'linked', kinds: [kind], evidence, because, sentence };
    }
    case 'IdentifierEvidenceRaised': {
      const { kind, from, to } = event.data;
      const why = to === 'verified' ? 'a code that went there and back' : 'a message that proves its sender';
      const sentence = `${kind} raised from ${from} to ${to} because of ${why}`;
      return { code: 'raised', kinds: [kind], before: from, evidence: to, sentence };
    }
    case 'IdentifierUnlinked': {
      const { kind, because } = event.data;
      return {
        code: 'unlinked',
        kinds: [kind],
        because,
        sentence: `${kind} unlinked because: ${because}`,
      };
    }
    case 'CustomerNamed': {
      const { evidence } = event.data;
      return { code: 'named', evidence, sentence: `named, ${evidence}` };
    }
    case 'CustomerErased': {
      const { basis } = event.data;
      const sentence = `erased, and their keys destroyed: ${basisOf[basis]}`;
      return { code: 'erased', basis, sentence };
    }
    default:
      return aboutOthers(event);
  }
}

/** What happened between this customer and others. */
function aboutOthers(event: CustomerEvent): Explained | undefined {
  switch (event.type) {
    case 'IdentityConflictFound': {
      const { others, kinds } = event.data;
      const sentence = `a message spoke for ${counted(others, 'other customer')} too, by ${kinds.join(', ')}`;
      return { code: 'conflict-found', kinds, count: others.length, sentence };
    }
    case 'IdentityConflictDismissed': {
      const { others } = event.data;
      const sentence = `staff says that ${counted(others, 'other customer')} is somebody else`;
      return { code: 'conflict-dismissed', count: others.length, sentence };
    }
    case 'CustomerMerged': {
      const other = event.data.into;
      return {
        code: 'merged',
        other,
        sentence: `merged into ${other} because staff says they are one person`,
      };
    }
    case 'CustomerAbsorbed': {
      const other = event.data.absorbed;
      const sentence = `stands for ${other} because staff says they are one person`;
      return { code: 'absorbed', other, sentence };
    }
    case 'CustomerUnmerged': {
      const other = event.data.from;
      return { code: 'parted', other, sentence: `parted from ${other}: the merge was undone` };
    }
    case 'CustomerReleased': {
      const other = event.data.released;
      return { code: 'released', other, sentence: `stands for ${other} no longer: the merge was undone` };
    }
    default:
      return undefined;
  }
}

const basisOf: Readonly<Record<ErasureBasis, string>> = {
  request: 'they asked for it',
  retention: 'kept for as long as the configuration says',
  order: 'it was ordered',
  'restored-backup': 'a restored backup had them again',
};

function counted(ids: readonly string[], what: string): string {
  return ids.length === 1 ? `one ${what}` : `${ids.length} ${what}s`;
}
