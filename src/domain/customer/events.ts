// Everything that can happen to a customer's identity. Stream: customer-<id>.
import { Type } from '@sinclair/typebox';
import { Channel } from '../conversation/channel.ts';
import { defineEvent, type EventOf, Id, personal } from '../event/define.ts';
import { Evidence, IdentifierKind } from './identifier.ts';

const consent = {
  customerId: Id,
  channel: Channel,
  sourceMessageId: Type.Optional(Id),
  /** Where it was said from: it holds for this address, whosever it will be. */
  address: Type.Optional(personal(Type.String(), '')),
  /** By the provider's clock, ms since the epoch. */
  sentAt: Type.Optional(Type.Integer()),
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
  /** The customer asked not to be written to on a channel, and later that they may be again. */
  defineEvent('ConsentWithdrawn', 1, consent),
  defineEvent('ConsentGiven', 1, consent),
] as const;

export type CustomerEvent = EventOf<(typeof customerEvents)[number]>;
