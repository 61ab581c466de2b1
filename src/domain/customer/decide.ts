// The rules of identity: what a message's sender adds to what is known about a customer.
import type { Channel } from '../conversation/channel.ts';
import type { Decision, Rejection } from '../event/define.ts';
import { mostIdentifiers } from './by-staff.ts';
import type { CustomerEvent } from './events.ts';
import { type Hint, noticed } from './hints.ts';
import { type Identifier, type IdentifierKind, isStrong, isStronger, normaliseEmail } from './identifier.ts';
import { flagged } from './look-alikes.ts';
import { type SeenIdentifier, strongestFirst } from './resolve.ts';
import {
  type Customer,
  type CustomerState,
  evolve,
  isSame,
  type LinkedIdentifier,
  provenBy,
} from './state.ts';

export type CustomerRejection =
  | 'customer-exists'
  | 'customer-mismatch'
  | 'identifier-missing'
  | 'identifier-invalid';

export type CustomerCommand =
  | RecordConsent
  | { readonly command: 'Register'; readonly customerId: string }
  | {
      /** Takes in who a message says it is from. Registers the customer when there is none yet. */
      readonly command: 'Recognise';
      readonly customerId: string;
      readonly messageId: string;
      readonly seen: readonly SeenIdentifier[];
      readonly name?: string;
      /** Nothing in the message is known, but it brought the code of a ticket of this customer. */
      readonly broughtCode?: boolean;
      /** Link nobody; for suggestions to staff. */
      readonly hints?: readonly Hint[];
      /** From a resolution with the outcome conflict. */
      readonly conflict?: {
        readonly others: readonly string[];
        readonly disputed: readonly Identifier[];
        /** Where they are not those of the disputed ones. */
        readonly kinds?: readonly IdentifierKind[];
      };
    };

export type RecordConsent = {
  readonly command: 'RecordConsent';
  readonly customerId: string;
  readonly messageId: string;
  readonly channel: Channel;
  readonly consent: 'stop' | 'start';
  /** Where it was said from, as the provider writes it. */
  readonly address?: string;
  /** By the provider's clock, ms since the epoch. */
  readonly sentAt?: number;
  /** Which word from the address it is; absent: nobody counts them. */
  readonly ordinal?: number;
  /** Another customer said it from the address, which this one has spoken from as well. */
  readonly fromAnother?: true;
};

export type CustomerDecision = Decision<CustomerEvent, CustomerRejection>;
type Recognise = Extract<CustomerCommand, { command: 'Recognise' }>;

const reject = (rejected: CustomerRejection, detail: string): Rejection<CustomerRejection> => ({
  rejected,
  detail,
});

/** Decides one command against the customer as known now. Pure; no events when nothing is new. */
export function decide(command: CustomerCommand, state: CustomerState): CustomerDecision {
  switch (command.command) {
    case 'Register':
      return state
        ? reject('customer-exists', 'the customer is already registered')
        : [{ type: 'CustomerRegistered', data: { customerId: command.customerId } }];
    case 'Recognise':
      return recognise(command, state);
    case 'RecordConsent':
      return recordConsent(command, state);
  }
}

/**
 * Said again at the same time, it changes nothing, and what was said before the last word comes too late: so the last word is
 * kept with its time also where it says the same once more. The first word from an address is always kept, for it may be
 * about what was said from there when it was somebody else's.
 */
function recordConsent(
  { customerId, messageId, channel, consent, address, sentAt, ordinal, fromAnother }: RecordConsent,
  state: CustomerState,
): CustomerDecision {
  if (!state) return reject('customer-mismatch', 'there is no such customer');
  const last = state.wishes?.find((one) => one.channel === channel && one.address === address);
  const isLate = last !== undefined && sentAt !== undefined && sentAt < last.sentAt;
  const isLater = last !== undefined && sentAt !== undefined && sentAt > last.sentAt;
  const isAsWished = fromAnother || state.silent.includes(channel) === (consent === 'stop');
  const isKnown = address === undefined || last?.consent === consent;
  if (isLate || (!isLater && isKnown && isAsWished)) return [];
  const type = consent === 'stop' ? 'ConsentWithdrawn' : 'ConsentGiven';
  const from = {
    ...(address === undefined ? {} : { address }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(ordinal === undefined ? {} : { ordinal }),
  };
  // Of another's message this customer's log has nothing but what it means for the address.
  const source = fromAnother ? { fromAnother } : { sourceMessageId: messageId };
  return [{ type, data: { customerId, channel, ...source, ...from } }];
}

function recognise(command: Recognise, state: CustomerState): CustomerDecision {
  const { customerId, seen } = command;
  if (state && state.customerId !== customerId)
    return reject('customer-mismatch', 'the command names another customer than the stream');
  if (seen.length === 0) return reject('identifier-missing', 'a customer is recognised by an identifier');
  if (!seen.every((one) => isNormalised(one.identifier)))
    return reject('identifier-invalid', 'an identifier is not in its normalised form');
  const events: CustomerEvent[] = state ? [] : [{ type: 'CustomerRegistered', data: { customerId } }];
  const conflict = conflictOf(command, state);
  if (conflict) events.push(conflict);
  let customer = state ?? { customerId, identifiers: [], conflicts: [], silent: [] };
  for (const one of strongestFirst(seen)) {
    if (command.conflict?.disputed.some((identifier) => isSame(identifier, one.identifier))) continue;
    const event = sighting(command, one, customer, state);
    if (!event) continue;
    events.push(event);
    customer = evolve(customer, event) ?? customer;
  }
  const named = naming(command, customer);
  return [...events, ...(named ? [named] : []), ...noticed(command.hints ?? [], customer)];
}

/** What one identifier adds: a link, more evidence, or nothing. */
function sighting(
  { customerId, messageId, seen, broughtCode = false }: Recognise,
  one: SeenIdentifier,
  customer: Customer,
  before: CustomerState,
): CustomerEvent | undefined {
  const { kind, value } = one.identifier;
  const linked = customer.identifiers.find((known) => isSame(known, one.identifier));
  // Beside another strong identifier of this customer in the same message, a strong one is proven to be the same person's.
  const vouched = customer.identifiers.some(
    (known) => !isSame(known, one.identifier) && isStrong(known.evidence) && isSeenStrong(seen, known),
  );
  const source = { customerId, kind, value, sourceMessageId: messageId };
  // Thousands on one customer are an attack, and every one of them is work with every message.
  if (!linked && customer.identifiers.length >= mostIdentifiers) return undefined;
  if (!linked) {
    const full = !before || vouched || one.evidence === 'verified';
    const evidence = full ? one.evidence : 'claimed';
    return {
      type: 'IdentifierLinked',
      data: { ...source, evidence, because: reasonFor(one, before, { vouched, broughtCode }) },
    };
  }
  if (!isStronger(one.evidence, linked.evidence) || !mayRaise(one, linked, vouched)) return undefined;
  const { evidence: from } = linked;
  return { type: 'IdentifierEvidenceRaised', data: { ...source, from, to: one.evidence } };
}

/**
 * An address that somebody once typed beside another does not become proof of that other person by being real:
 * otherwise typing a stranger's e-mail next to one's own phone number would open the stranger's history.
 * It needs a code round trip, or a strong identifier of the customer in the same message.
 */
function mayRaise(one: SeenIdentifier, linked: LinkedIdentifier, vouched: boolean): boolean {
  return linked.founding || vouched || one.evidence === 'verified' || isStrong(linked.evidence);
}

function reasonFor(
  { identifier }: SeenIdentifier,
  before: CustomerState,
  { vouched, broughtCode }: { readonly vouched: boolean; readonly broughtCode: boolean },
): string {
  const reason = !before
    ? 'first message of this customer'
    : vouched
      ? 'seen together with a proven identifier'
      : broughtCode
        ? 'wrote with the code of a ticket of this customer'
        : 'seen together with a known identifier';
  return identifier.kind === 'email' ? flagged(reason, identifier.value) : reason;
}

function isSeenStrong(seen: readonly SeenIdentifier[], identifier: Identifier): boolean {
  return seen.some((one) => isStrong(one.evidence) && isSame(one.identifier, identifier));
}

/** A name proves no more than the message proves about its sender being this customer, and a weaker one does not replace a stronger. */
function naming({ customerId, seen, name }: Recognise, customer: Customer): CustomerEvent | undefined {
  const text = name?.trim() ?? '';
  const known = customer.name;
  const evidence = provenBy(customer, seen);
  if (text === '' || (known && (known.text === text || isStronger(known.evidence, evidence))))
    return undefined;
  return { type: 'CustomerNamed', data: { customerId, name: text, evidence } };
}

/** Told once per other customer, not with every message. */
function conflictOf({ customerId, messageId, conflict }: Recognise, state: CustomerState) {
  const others = conflict?.others.filter((id) => !state?.conflicts.includes(id)) ?? [];
  if (!conflict || others.length === 0) return undefined;
  const kinds = [...(conflict.kinds ?? new Set(conflict.disputed.map((identifier) => identifier.kind)))];
  return {
    type: 'IdentityConflictFound',
    data: { customerId, others, kinds, sourceMessageId: messageId },
  } satisfies CustomerEvent;
}

/** An address of one kind never passes for another, and nothing is made up to fill a gap. */
function isNormalised({ kind, value }: Identifier): boolean {
  switch (kind) {
    case 'email':
      return normaliseEmail(value)?.value === value;
    case 'phone':
      return /^\+[1-9]\d{6,14}$/.test(value); // E.164
    case 'whatsapp-user':
    case 'external':
    case 'session':
      return value.trim() === value && value !== '' && value.length <= 256;
  }
}
