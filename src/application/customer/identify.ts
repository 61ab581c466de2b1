// Whose message it is: what is known of its identifiers, the rules asked, and numbers watched that change hands.
import { changedHands } from '../../domain/customer/changed-hands.ts';
import { type Identifier, isStrong } from '../../domain/customer/identifier.ts';
import { type Resolution, resolveIdentity, type SeenIdentifier } from '../../domain/customer/resolve.ts';
import type { EventStore, StreamAppend } from '../log/event-store.ts';
import type { CustomerDirectory, KnownIdentifier } from './customer-directory.ts';
import { customerStream, loadFamily } from './family.ts';

export interface Identified {
  readonly resolution: Resolution;
  /** Takes a number from whoever had it; to be appended before anything else of the message. */
  readonly takenFrom: readonly StreamAppend[];
  /** Since when the sender's address is theirs, ms since the epoch; undefined for a new one, which is as of now. */
  readonly addressSince: number | undefined;
}

interface Sender {
  readonly seen: readonly SeenIdentifier[];
  readonly senderName: string;
}

/** @param at ms since the epoch @throws StoreUnavailable */
export async function identify(
  ports: { readonly events: Pick<EventStore, 'readStream'>; readonly customers: CustomerDirectory },
  { seen, senderName }: Sender,
  known: readonly KnownIdentifier[],
  at: number,
): Promise<Identified> {
  const resolution = resolveIdentity(byAccount(seen, known), known);
  const primary = seen.find((one) => one.primary)?.identifier;
  const addressSince = known.find((one) => isThe(primary, one))?.linkedAt;
  const number = seen.find((one) => one.identifier.kind === 'phone')?.identifier;
  const link = known.find((one) => isThe(number, one));
  // Mail has no numbers: the look at the stream is for WhatsApp alone.
  if (resolution.outcome === 'new' || !link) return { resolution, takenFrom: [], addressSince };
  // What else the message proves of them outweighs any doubt about the number, and needs no look at the streams.
  const isProvenOtherwise = known.some(
    (one) =>
      one !== link && one.customerId === link.customerId && isStrong(one.evidence) && isSeenStrong(seen, one),
  );
  if (isProvenOtherwise) return { resolution, takenFrom: [], addressSince };
  const [family, lastHeard] = await Promise.all([
    loadFamily(ports.events, link.customerId),
    ports.customers.lastHeard(link.customerId),
  ]);
  const why = family.person && changedHands(family.person, { seen, name: senderName, at, lastHeard });
  if (why === undefined) return { resolution, takenFrom: [], addressSince };
  const owner = link.member ?? link.customerId;
  const { kind, value } = link;
  const unlinked = { type: 'IdentifierUnlinked', data: { customerId: owner, kind, value, because: why } };
  const takenFrom: StreamAppend = {
    streamId: customerStream(owner),
    expectedVersion: family.members.get(owner)?.version ?? 0,
    customerId: owner,
    events: [unlinked],
  };
  const others = known.filter((one) => one !== link);
  const now = others.length === 0 ? undefined : resolveIdentity(seen, others);
  return {
    resolution: withFormerOwner(now, link.customerId, why),
    takenFrom: [takenFrom],
    addressSince: isThe(primary, link) ? at : addressSince,
  };
}

/** Whose it is without the number; a conflict between others comes first, and is decided by staff. */
function withFormerOwner(now: Resolution | undefined, formerOwner: string, because: string): Resolution {
  if (now === undefined || now.outcome === 'new') return { outcome: 'new', formerOwner, because };
  return now.outcome === 'known' ? { ...now, formerOwner, because } : now;
}

/** Numbers are given to other people, accounts are not: where both have an owner, the message is filed under the account's. */
function byAccount(
  seen: readonly SeenIdentifier[],
  known: readonly KnownIdentifier[],
): readonly SeenIdentifier[] {
  const isAccount = ({ identifier, evidence }: SeenIdentifier) =>
    identifier.kind === 'whatsapp-user' &&
    isStrong(evidence) &&
    known.some((one) => isThe(identifier, one) && isStrong(one.evidence));
  const account = seen.find(isAccount);
  if (!account || !seen.some((one) => one.primary && one.identifier.kind === 'phone')) return seen;
  return seen.map((one) => ({ ...one, primary: one === account }));
}

const isSeenStrong = (seen: readonly SeenIdentifier[], wanted: Identifier) =>
  seen.some((one) => isStrong(one.evidence) && isThe(wanted, one.identifier));

const isThe = (wanted: Identifier | undefined, { kind, value }: Identifier) =>
  wanted?.kind === kind && wanted.value === value;
