// Everything that can happen to a customer's identity. Stream: customer-<id>.
import { type Static, Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { defineEvent, type EventOf, Id, personal } from '../event/define.ts';
import { Evidence, IdentifierKind } from './identifier.ts';

/** A customer who was merged, beside the one they were merged into. */
export const Merge = Type.Object({ customerId: Id, into: Id }, { additionalProperties: false });
export type Merge = Static<typeof Merge>;

const merging = {
  /** Those who had been merged into the customer that moves, and move with them. */
  members: Type.Array(Merge),
  /** What staff gave as the reason: it may name people. */
  reason: Type.Optional(personal(Type.String(), '[erased]')),
};

/** Why somebody is erased: they asked for it, it was kept for long enough, it was ordered, or a restored backup had them again. */
export const ErasureBasis = Type.Union([
  Type.Literal('request'),
  Type.Literal('retention'),
  Type.Literal('order'),
  Type.Literal('restored-backup'),
]);
export type ErasureBasis = Static<typeof ErasureBasis>;

/** Of a request or a case, in a form that leaves no room for a name and an address. */
export const CaseNumber = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' });

const consent = {
  customerId: Id,
  channel: Channel,
  sourceMessageId: Type.Optional(Id),
  /** Where it was said from: it holds for this address, whosever it will be. */
  address: Type.Optional(personal(Type.String(), '')),
  /** By the provider's clock, ms since the epoch. */
  sentAt: Type.Optional(Type.Integer()),
  /** Which word from the address it is, by what was known of it: of two at the same moment one is decided again. */
  ordinal: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Another customer said it, from an address that this one had spoken from: it holds for that address alone. */
  fromAnother: Type.Optional(Type.Literal(true)),
};

export const customerEvents = [
  defineEvent('CustomerRegistered', 1, { customerId: Id }),
  defineEvent('IdentifierLinked', 1, {
    customerId: Id,
    kind: IdentifierKind,
    value: personal(Type.String({ minLength: 1 }), '[erased]'),
    evidence: Evidence,
    /** The message in which it was seen. */
    sourceMessageId: Type.Optional(Id),
    /** Why it was linked, for the auditor; says nothing personal. */
    because: Type.String(),
  }),
  defineEvent('IdentifierEvidenceRaised', 1, {
    customerId: Id,
    kind: IdentifierKind,
    value: personal(Type.String({ minLength: 1 }), '[erased]'),
    from: Evidence,
    to: Evidence,
    sourceMessageId: Type.Optional(Id),
  }),
  defineEvent('IdentifierUnlinked', 1, {
    customerId: Id,
    kind: IdentifierKind,
    value: personal(Type.String({ minLength: 1 }), '[erased]'),
    because: Type.String(),
  }),
  defineEvent('CustomerNamed', 1, {
    customerId: Id,
    name: personal(Type.String({ minLength: 1 }), '[erased]'),
    evidence: Evidence,
  }),
  defineEvent('IdentityConflictFound', 1, {
    customerId: Id,
    others: Type.Array(Id),
    kinds: Type.Array(IdentifierKind),
    sourceMessageId: Type.Optional(Id),
  }),
  /** Staff decided that they are different people. */
  defineEvent('IdentityConflictDismissed', 1, {
    customerId: Id,
    others: Type.Array(Id),
    reason: Type.Optional(personal(Type.String(), '[erased]')),
  }),
  // A merge is on both streams, and so is its undo: on the one who moves, and on the one who stands for them all.
  defineEvent('CustomerMerged', 1, { customerId: Id, into: Id, ...merging }),
  defineEvent('CustomerAbsorbed', 1, { customerId: Id, absorbed: Id, ...merging }),
  defineEvent('CustomerUnmerged', 1, { customerId: Id, from: Id, ...merging }),
  defineEvent('CustomerReleased', 1, { customerId: Id, released: Id, ...merging }),
  /** What weakly speaks for one person: only for suggestions to staff. */
  defineEvent('HintNoticed', 1, {
    customerId: Id,
    kind: Type.Union([Type.Literal('session'), Type.Literal('signature')]),
    traits: personal(Type.Array(Type.String()), []),
  }),
  /** The customer asked not to be written to on a channel, and later that they may be again. */
  defineEvent('ConsentWithdrawn', 1, consent),
  defineEvent('ConsentGiven', 1, consent),
  /** While one is in force, nothing of the customer is erased. */
  defineEvent('LegalHoldPlaced', 1, {
    customerId: Id,
    holdId: Id,
    reason: personal(Type.String({ minLength: 1 }), '[erased]'),
  }),
  defineEvent('LegalHoldLifted', 1, {
    customerId: Id,
    holdId: Id,
    reason: personal(Type.String({ minLength: 1 }), '[erased]'),
  }),
  /** With this event the keys are destroyed: what was personal in the log can be read by nobody from then on. */
  defineEvent('CustomerErased', 1, {
    customerId: Id,
    basis: ErasureBasis,
    /** Number of the request or case; nothing personal. */
    caseNumber: Type.Optional(CaseNumber),
    /** How many tickets were erased with it. */
    tickets: Type.Integer({ minimum: 0 }),
  }),
] as const;

export type CustomerEvent = EventOf<(typeof customerEvents)[number]>;
