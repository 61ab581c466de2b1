// What the inbox shows.
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { type Frozen, Status } from '../views.ts';

const Reference = Type.String({ description: 'The ticket.', examples: ['LD-7K2M-9QXA'] });
const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
const Staff = Type.String({ description: 'Name of a member of the staff.', examples: ['anna'] });
const Channel = Type.String({ examples: ['email'] });
const Priority = Type.String({ examples: ['high'] });
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Words = Type.String({ examples: ['Turn the printer off and on, then print the test page.'] });

export const QueueName = Type.Union(
  (['escalated', 'failed', 'suppressed', 'conflicts', 'mine', 'all'] as const).map((name) =>
    Type.Literal(name),
  ),
  { examples: ['escalated'] },
);

export const QueuesView = Type.Object({
  position: Type.Integer({
    description: 'Of the ledger: changes behind it may not be counted.',
    examples: [4711],
  }),
  queues: Type.Array(
    Type.Object({
      queue: QueueName,
      count: Type.Integer({ examples: [3] }),
      overdue: Type.Integer({
        description: 'Of them, where a customer has waited too long for an answer.',
        examples: [1],
      }),
      oldestAt: orNull(Time),
    }),
  ),
});
export type QueuesView = Frozen<Static<typeof QueuesView>>;

const TicketRow = Type.Object({
  reference: Reference,
  ticketId: Id,
  customerId: Id,
  customerName: orNull(Type.String({ examples: ['Ada Marsh'] })),
  subject: Type.String({ examples: ['Label will not print'] }),
  channel: Channel,
  status: Status,
  priority: Priority,
  reason: Type.Optional(Type.String({ description: 'Why it is with staff.', examples: ['legal'] })),
  assignee: Type.Optional(Staff),
  waitingSince: Type.Optional(Time),
  dueAt: Type.Optional(Time),
  lastMessageAt: Time,
  excerpt: Type.String({
    description: 'The beginning of the last message.',
    examples: ['It prints blank pages.'],
  }),
  presence: Type.Array(Staff, { description: 'Who has it open.' }),
});

export const TicketPageView = Type.Object({
  items: Type.Array(TicketRow),
  next: Type.Optional(
    Type.String({ description: 'Where the list goes on; absent at its end.', examples: ['eyJhdCI6MX0'] }),
  ),
});
export type TicketPageView = Frozen<Static<typeof TicketPageView>>;

const CitationView = Type.Object({
  slug: Type.String({ examples: ['label-printing-problems'] }),
  title: Type.String({ examples: ['Label printing problems'] }),
  heading: Type.String({ examples: ['Blank pages'] }),
});

const AttachmentView = Type.Object({
  fileId: Type.Optional(
    Type.String({
      description: 'Absent while it is being fetched, and when it could not be kept.',
      examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11.1'],
    }),
  ),
  name: Type.String({ examples: ['label.png'] }),
  type: Type.String({ description: 'As its sender declared it.', examples: ['image/png'] }),
  size: Type.Optional(Type.Integer({ description: 'Bytes.', examples: [20480] })),
});

const DeliveryView = Type.Object({
  state: Type.String({
    description: 'queued, attempted, sent, delivered, read, failed, rerouted or withdrawn.',
    examples: ['delivered'],
  }),
  at: Time,
  detail: Type.Optional(Type.String({ description: 'Code of the last failure.', examples: ['bad-address'] })),
  undelivered: Type.Optional(
    Type.Boolean({ description: 'It failed for good, and nobody has decided what becomes of it.' }),
  ),
  offers: Type.Optional(
    Type.Array(
      Type.Object({
        channel: Channel,
        to: Type.String({ examples: ['whatsapp:+15555550123'] }),
        evidence: Type.String({ examples: ['attested'] }),
      }),
      { description: 'Where else it can go.' },
    ),
  ),
  canRetry: Type.Optional(Type.Boolean({ description: 'The same address can be tried again.' })),
});

const EntryView = Type.Object({
  id: Id,
  kind: Type.Union(
    (['customer', 'agent', 'staff', 'note', 'notice'] as const).map((kind) => Type.Literal(kind)),
    { description: 'notice: a word of the desk, such as that a person takes over.', examples: ['customer'] },
  ),
  text: Words,
  at: Time,
  channel: Channel,
  by: Type.String({
    description: 'Name of the customer, of the agent or of staff.',
    examples: ['Ada Marsh'],
  }),
  citations: Type.Optional(Type.Array(CitationView)),
  attachments: Type.Array(AttachmentView),
  original: Type.Optional(
    Type.String({
      description: 'Of a mail: the file that holds it as it came, quotes and all.',
      examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'],
    }),
  ),
  delivery: Type.Optional(DeliveryView),
  suppressed: Type.Optional(
    Type.Object({ reason: Type.String({ examples: ['spam'] }), because: orNull(Type.String()) }),
  ),
});

const Count = (example: number) => Type.Integer({ examples: [example] });
const ReplyView = Type.Object({
  possible: Type.Boolean({ examples: [true] }),
  because: Type.Optional(
    Type.String({
      description:
        'Why not: not-escalated, closed, erased, channel-off, no-address, opted-out or window-closed.',
      examples: ['window-closed'],
    }),
  ),
  channel: Channel,
  to: Type.Optional(Type.String({ description: 'Masked.', examples: ['a•••@example.org'] })),
  limits: Type.Object({
    characters: Count(4800),
    preferredCharacters: Type.Optional(Count(300)),
    words: Type.Optional(Count(460)),
    parts: Type.Optional(Count(3)),
  }),
  window: Type.Optional(
    Type.Object(
      { open: Type.Boolean({ examples: [true] }), closesAt: orNull(Time) },
      {
        description: 'WhatsApp: until when free text reaches the customer.',
      },
    ),
  ),
  template: Type.Optional(Type.Boolean({ description: 'It goes out as the text of a template.' })),
});

const PresentView = Type.Object({ name: Staff, composing: Type.Boolean({ examples: [false] }), since: Time });
export type PresentView = Frozen<Static<typeof PresentView>>;

export const InboxTicketView = Type.Object({
  reference: Reference,
  ticketId: Id,
  version: Type.Integer({ description: 'To be sent with what is done on it.', examples: [7] }),
  status: Status,
  subject: Type.String({ examples: ['Label will not print'] }),
  category: Type.String({ examples: ['technical'] }),
  priority: Priority,
  channel: Channel,
  openedAt: Time,
  assignee: Type.Optional(Staff),
  staffInCharge: Type.Boolean({ description: 'The agent leaves it alone.', examples: [true] }),
  escalation: Type.Optional(
    Type.Object({
      reason: Type.String({ examples: ['legal'] }),
      evidence: Type.String({ examples: ['I will go to court.'] }),
      at: Time,
      by: Type.String({ examples: ['policy'] }),
    }),
  ),
  sla: Type.Optional(
    Type.Object({ waitingSince: Time, dueAt: Time, overdue: Type.Boolean({ examples: [false] }) }),
  ),
  customer: Type.Object({
    customerId: Id,
    name: orNull(Type.String({ examples: ['Ada Marsh'] })),
    grade: Type.String({ description: 'How sure it is that they wrote.', examples: ['attested'] }),
    erased: Type.Boolean({ examples: [false] }),
  }),
  messages: Type.Array(EntryView),
  reply: ReplyView,
  moved: Type.Optional(
    Type.Object({ from: Id, to: Id, because: Type.String({ examples: ['merged'] }), at: Time }),
  ),
  presence: Type.Array(PresentView),
});
export type InboxTicketView = Frozen<Static<typeof InboxTicketView>>;

export const StaffView = Type.Object({ staff: Type.Array(Type.Object({ name: Staff })) });
export type StaffView = Frozen<Static<typeof StaffView>>;

export const DoneView = Type.Object({
  version: Type.Integer({ description: 'Of the ticket now.', examples: [8] }),
});
export const RepliedView = Type.Object({ version: DoneView.properties.version, replyId: Id });

export const DraftView = Type.Object({
  text: Words,
  citations: Type.Array(CitationView),
  confidence: Type.Number({ description: '0 to 1: how sure the search was.', examples: [0.82] }),
  abstained: Type.Optional(
    Type.String({ description: 'Why there is no text.', examples: ['nothing-found'] }),
  ),
});
export type DraftView = Frozen<Static<typeof DraftView>>;
