// What the interface shows and takes of people's rights over their data.
import { type Static, Type } from '@sinclair/typebox';
import type { Frozen } from '../views.ts';

const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
const orNull = <S extends ReturnType<typeof Type.String>>(schema: S) => Type.Union([schema, Type.Null()]);

export const EraseBody = Type.Object(
  {
    basis: Type.Union([Type.Literal('request'), Type.Literal('retention'), Type.Literal('order')], {
      description: 'The person asked for it, it was kept for long enough, or it was ordered.',
      examples: ['request'],
    }),
    caseNumber: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$',
        description: 'Of the request or case. It stays on record: nothing personal.',
        examples: ['DSR-2026-17'],
      }),
    ),
  },
  { additionalProperties: false },
);
export type EraseBody = Static<typeof EraseBody>;

export const ReasonBody = Type.Object(
  {
    reason: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'For who has to judge it later; sealed under the key of the customer.',
      examples: ['Lawsuit 4 O 12/26'],
    }),
  },
  { additionalProperties: false },
);
export type ReasonBody = Static<typeof ReasonBody>;

export const ErasedView = Type.Object({
  customerIds: Type.Array(Id, { description: 'The customer, and everybody merged into them.' }),
  keyIds: Type.Array(Id, { description: 'Data keys that are destroyed.' }),
  tickets: Type.Integer({ examples: [3] }),
});
export type ErasedView = Frozen<Static<typeof ErasedView>>;

export const HoldView = Type.Object({ holdId: Id });

export const ErasureView = Type.Object({ customerId: Id, keyIds: Type.Array(Id), erasedAt: Time });
export type ErasureView = Frozen<Static<typeof ErasureView>>;

export const ReadView = Type.Object({
  staff: Type.String({ examples: ['anna'] }),
  role: Type.String({ examples: ['auditor'] }),
  what: Type.String({ description: 'The list, history or export.', examples: ['history'] }),
  ticketId: orNull(Id),
  customerId: orNull(Id),
  at: Time,
});
export type ReadView = Frozen<Static<typeof ReadView>>;

const Event = Type.Object({
  streamId: Type.String({ examples: ['ticket-0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] }),
  version: Type.Integer({ examples: [1] }),
  type: Type.String({ examples: ['TicketOpened'] }),
  at: Time,
  recordedAt: Time,
  actor: Type.Object({ kind: Type.String({ examples: ['customer'] }), id: Type.Optional(Type.String()) }),
  data: Type.Record(Type.String(), Type.Unknown(), { examples: [{ channel: 'webform' }] }),
  erased: Type.Boolean({ examples: [false] }),
  position: orNull(Type.String({ examples: ['42'] })),
  hash: orNull(
    Type.String({ examples: ['5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef'] }),
  ),
});

/** Describes what is answered; it is written by the application. */
export const ExportView = Type.Object({
  format: Type.Literal('ledgerdesk-person/1'),
  exportedAt: Time,
  customerId: Id,
  customerIds: Type.Array(Id, { description: 'Customers who are taken for the same person.' }),
  isErased: Type.Boolean({ examples: [false] }),
  name: orNull(Type.String({ examples: ['Ada Marsh'] })),
  identifiers: Type.Array(
    Type.Object({
      customerId: Id,
      kind: Type.String({ examples: ['email'] }),
      value: Type.String({ examples: ['ada@example.org'] }),
      evidence: Type.String({ examples: ['attested'] }),
    }),
  ),
  consents: Type.Array(
    Type.Object({
      channel: Type.String({ examples: ['whatsapp'] }),
      address: orNull(Type.String({ examples: ['whatsapp:+15555550123'] })),
      wish: Type.String({ examples: ['stop'] }),
      at: Time,
    }),
  ),
  tickets: Type.Array(
    Type.Object({
      ticketId: Id,
      reference: Type.String({ examples: ['LD-7K2M-9QXA'] }),
      subject: Type.String({ examples: ['Label will not print'] }),
      status: Type.String({ examples: ['pending'] }),
      openedAt: Time,
      messages: Type.Array(
        Type.Object({
          messageId: Id,
          author: Type.String({ examples: ['customer'] }),
          kind: Type.String({ examples: ['message'] }),
          channel: Type.String({ examples: ['email'] }),
          senderName: orNull(Type.String({ examples: ['Ada Marsh'] })),
          text: Type.String({ examples: ['My label printer prints blank pages.'] }),
          state: Type.String({ examples: ['answered'] }),
          at: Time,
        }),
      ),
      events: Type.Array(Event),
    }),
  ),
  files: Type.Array(
    Type.Object({
      fileId: Id,
      channel: Type.String({ examples: ['email'] }),
      providerMessageId: Type.String({ examples: ['18f2a7b3c4d5e6f7'] }),
      ordinal: Type.Integer({ description: '0 is the message itself.', examples: [0] }),
      mediaType: Type.String({ examples: ['message/rfc822'] }),
      bytes: Type.Union([Type.Integer(), Type.Null()], { examples: [2048] }),
      state: Type.String({ examples: ['kept'] }),
      storedAt: Time,
    }),
  ),
  events: Type.Array(Event),
  reads: Type.Array(ReadView),
});
