// What the audit shows over HTTP.
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { type Frozen, Id, Reference, Status, Time } from '../views.ts';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const SoFar = Type.String({
  description: 'Of the ledger when it was asked: what came behind it may not be told.',
  examples: ['4711'],
});
const hash = '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';
const Position = Type.String({ description: 'Place in the ledger.', examples: ['42'] });
const Hash = Type.String({ description: 'SHA-256, hex.', examples: [hash] });

export const AuditTicketView = Type.Object({
  reference: Reference,
  ticketId: Id,
  customerId: Id,
  status: Status,
  channel: Type.String({ examples: ['webform'] }),
  priority: Type.String({ examples: ['normal'] }),
  escalationReason: orNull(
    Type.String({ description: 'Why it was last handed to a person.', examples: ['legal'] }),
  ),
  subject: Type.String({ examples: ['Label will not print'] }),
  openedAt: Time,
  updatedAt: Time,
  matchedAt: Type.String({
    description: 'When the newest event that was sought happened; without one, when the ticket last changed.',
    examples: ['2026-11-20T10:00:00.000Z'],
  }),
});
export type AuditTicketView = Frozen<Static<typeof AuditTicketView>>;

export const AuditTicketsView = Type.Object({
  position: SoFar,
  tickets: Type.Array(AuditTicketView),
  next: Type.Optional(
    Type.String({
      description: 'Asks for the next page as `after`; absent on the last.',
      examples: ['1763632800000000_1042'],
    }),
  ),
});
export type AuditTicketsView = Frozen<Static<typeof AuditTicketsView>>;

export const SoughtCustomersView = Type.Object({
  customers: Type.Array(Type.Object({ customerId: Id })),
});
export type SoughtCustomersView = Frozen<Static<typeof SoughtCustomersView>>;

const Metadata = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Everything that was stored beside it: who, on whose behalf, what caused it, its trace.',
  examples: [
    {
      actor: { kind: 'customer' },
      correlationId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11',
      channel: 'webform',
    },
  ],
});

const Happened = Type.String({
  description: 'When it happened, by the clock of whoever recorded it: ISO 8601, UTC.',
  examples: ['2026-11-20T09:26:41.000Z'],
});
const Stored = Type.String({
  description: "When it was stored, by the database's clock. ISO 8601, UTC.",
  examples: ['2026-11-20T09:26:41.213Z'],
});
const Known = Type.String({
  description:
    'From then on a look back at a moment counts it: when the first of what was stored together with it was stored. ISO 8601, UTC.',
  examples: ['2026-11-20T09:26:41.213Z'],
});

const AuditEventView = Type.Object({
  position: orNull(
    Type.String({ description: 'Place in the ledger; null until it has one.', examples: ['42'] }),
  ),
  version: Type.Integer({ description: 'Place within the ticket, from 1.', examples: [1] }),
  id: Type.String({ description: 'Of the stored row.', examples: ['57'] }),
  type: Type.String({ examples: ['TicketOpened'] }),
  schemaVersion: Type.Integer({ description: 'Version of its form when it was stored.', examples: [1] }),
  at: Happened,
  recordedAt: Stored,
  knownAt: Known,
  actor: Type.Object({
    kind: Type.String({ examples: ['customer'] }),
    id: Type.Optional(Type.String()),
  }),
  correlationId: Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] }),
  causationId: orNull(Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] })),
  metadata: Metadata,
  data: Type.Record(Type.String(), Type.Unknown(), { examples: [{ channel: 'webform' }] }),
  sealed: Type.Array(Type.String(), {
    description: 'Names of the fields in `data` that are stored sealed.',
    examples: [['subject']],
  }),
  erased: Type.Boolean({
    description: 'The customer was erased: personal fields are gone.',
    examples: [false],
  }),
  hash: orNull(Hash),
});
export type AuditEventView = Frozen<Static<typeof AuditEventView>>;

export const HistoryView = Type.Object({
  position: SoFar,
  ticketId: Id,
  reference: Reference,
  isListed: Type.Boolean({
    description:
      'False where the read models lack the ticket, and it was read from the log alone: no queue and no search shows it.',
    examples: [true],
  }),
  events: Type.Array(AuditEventView),
});
export type HistoryView = Frozen<Static<typeof HistoryView>>;

export const LooksView = Type.Object({
  looks: Type.Array(
    Type.Object({
      at: Time,
      staff: Type.String({ description: 'Who looked.', examples: ['anna'] }),
      role: Type.String({ examples: ['auditor'] }),
      what: Type.String({ examples: ['history'] }),
    }),
  ),
});
export type LooksView = Frozen<Static<typeof LooksView>>;

const Difference = Type.Object({
  place: Type.Array(Type.String(), {
    description: 'Names of fields and ids of items, from the outside in.',
    examples: [['status']],
  }),
  before: Type.Optional(Type.Unknown({ description: 'Absent: there was nothing.', examples: ['open'] })),
  after: Type.Optional(
    Type.Unknown({ description: 'Absent: there is nothing any more.', examples: ['pending'] }),
  ),
});

export const ReplayedView = Type.Object({
  version: Type.Integer({ description: 'Last version replayed.', examples: [4] }),
  at: Happened,
  recordedAt: Stored,
  state: Type.Unknown({
    description: 'The ticket as the rules saw it then; null before it was opened.',
    examples: [{ status: 'pending' }],
  }),
  since: Type.Optional(
    Type.Object(
      {
        version: Type.Integer({ examples: [2] }),
        at: Happened,
        recordedAt: Stored,
        differences: Type.Array(Difference),
      },
      { description: 'What is not as it was at the moment that was given to compare with.' },
    ),
  ),
});
export type ReplayedView = Frozen<Static<typeof ReplayedView>>;

const finding = Type.Object({
  position: orNull(Type.String({ examples: ['17'] })),
  kind: Type.String({ examples: ['altered'] }),
  detail: Type.String({ examples: ['the hash does not follow from the entry before and event 17'] }),
  stream: Type.Optional(
    Type.String({
      description: 'Of the stored event it is about; absent where there is no such event.',
      examples: ['ticket-0193483d-6a8e-7c55-a8d1-2f0f6a0a7c15'],
    }),
  ),
  version: Type.Optional(Type.Integer({ description: 'Place of that event in its stream.', examples: [4] })),
  reference: Type.Optional(Reference),
  customerId: Type.Optional(Id),
  article: Type.Optional(Type.String({ description: 'Slug of the article.', examples: ['refunds'] })),
});
const report = {
  ok: Type.Boolean({ examples: [true] }),
  entries: Type.Integer({ description: 'Entries that hold, from the first.', examples: [128] }),
  head: Type.Object({ position: Position, hash: Hash }),
  checkpoints: Type.Integer({ description: 'Signed checkpoints that were compared.', examples: [3] }),
  findings: Type.Array(finding, { examples: [[]] }),
  notes: Type.Array(finding, {
    description: 'What holds and is worth a look, such as a stored time that goes back.',
    examples: [[]],
  }),
  durationMs: Type.Number({ examples: [12.5] }),
} satisfies Record<string, TSchema>;

export const VerificationView = Type.Object(report);
export type FindingView = Frozen<Static<typeof finding>>;
export type VerificationView = Frozen<Static<typeof VerificationView>>;

/** A line of a verification that is watched. */
export const VerificationLine = Type.Union([
  Type.Object({
    kind: Type.Literal('progress'),
    verified: Position,
    of: Type.String({ description: 'The head when it began.', examples: ['128'] }),
  }),
  Type.Object({ kind: Type.Literal('report'), ...report }),
]);
export type VerificationLine = Frozen<Static<typeof VerificationLine>>;

const CheckpointView = Type.Object({
  position: Position,
  hash: Hash,
  time: Time,
  keyId: Type.String({ examples: ['0aed87cac8ba5e5c'] }),
  signature: Type.String({ description: 'Ed25519, base64, over the canonical JSON of the other four.' }),
});

export const CheckpointsView = Type.Object({
  keyId: Type.String({
    description: 'First 16 hex digits of SHA-256 of the public key.',
    examples: ['0aed87cac8ba5e5c'],
  }),
  publicKey: Type.String({ examples: ['-----BEGIN PUBLIC KEY-----\nMCow…\n-----END PUBLIC KEY-----\n'] }),
  isOutside: Type.Boolean({
    description:
      'Whether the desk keeps them outside the database as well. Where it does not, a cut that takes the checkpoints along leaves no trace but in copies of your own.',
    examples: [true],
  }),
  checkpoints: Type.Array(
    Type.Intersect([
      CheckpointView,
      Type.Object({ genuine: Type.Boolean({ description: 'Signed by this key.', examples: [true] }) }),
    ]),
    {
      examples: [
        [
          {
            position: '78',
            hash,
            time: '2026-11-20T23:28:54.529Z',
            keyId: '0aed87cac8ba5e5c',
            signature: 'MEUCIQ…',
            genuine: true,
          },
        ],
      ],
    },
  ),
  total: Type.Integer({ description: 'Checkpoints there are.', examples: [1] }),
  next: Type.Optional(Type.String({ description: 'Asks for older ones as `before`.', examples: ['78'] })),
});
export type CheckpointsView = Frozen<Static<typeof CheckpointsView>>;
