// Why a customer is who they are taken for, in sentences: one for every event of identity.
import type { CustomerEvent, ErasureBasis } from './events.ts';

/** @returns nothing personal; undefined for what is not about identity */
export function explain(event: CustomerEvent): string | undefined {
  switch (event.type) {
    case 'CustomerRegistered':
      return 'first heard of';
    case 'IdentifierLinked':
      return `${event.data.kind} linked as ${event.data.evidence} because: ${event.data.because}`;
    case 'IdentifierEvidenceRaised':
      return `${event.data.kind} raised from ${event.data.from} to ${event.data.to} because of ${
        event.data.to === 'verified' ? 'a code that went there and back' : 'a message that proves its sender'
      }`;
    case 'IdentifierUnlinked':
      return `${event.data.kind} unlinked because: ${event.data.because}`;
    case 'CustomerNamed':
      return `named, ${event.data.evidence}`;
    case 'IdentityConflictFound':
      return `a message spoke for ${counted(event.data.others, 'other customer')} too, by ${event.data.kinds.join(', ')}`;
    case 'IdentityConflictDismissed':
      return `staff says that ${counted(event.data.others, 'other customer')} is somebody else`;
    case 'CustomerMerged':
      return `merged into ${event.data.into} because staff says they are one person`;
    case 'CustomerAbsorbed':
      return `stands for ${event.data.absorbed} because staff says they are one person`;
    case 'CustomerUnmerged':
      return `parted from ${event.data.from}: the merge was undone`;
    case 'CustomerReleased':
      return `stands for ${event.data.released} no longer: the merge was undone`;
    case 'CustomerErased':
      return `erased, and their keys destroyed: ${basisOf[event.data.basis]}`;
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
