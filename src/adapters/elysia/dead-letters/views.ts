// Dead letters over HTTP.
import { type Static, Type } from '@sinclair/typebox';
import { type Frozen, Id, orNull, Time } from '../views.ts';

export const DeadLetterView = Type.Object({
  id: Id,
  topic: Type.String({ description: 'Where it was when it failed.', examples: ['fte.tickets.incoming'] }),
  partition: Type.Integer({ examples: [3] }),
  offset: Type.String({ examples: ['1042'] }),
  key: Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] }),
  headers: Type.Record(Type.String(), Type.String(), {
    examples: [{ ce_type: 'ledgerdesk.CustomerMessageReceived' }],
  }),
  value: Type.Record(Type.String(), Type.Unknown(), {
    examples: [{ ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11' }],
  }),
  attempts: Type.Integer({ examples: [6] }),
  error: Type.String({ examples: ['TicketKeepsMoving'] }),
  parkedAt: Time,
  state: Type.Union([Type.Literal('parked'), Type.Literal('redriven'), Type.Literal('discarded')], {
    examples: ['parked'],
  }),
  resolvedAt: orNull(Time),
  resolvedBy: orNull(Type.String({ examples: ['anna'] })),
});
export type DeadLetterView = Frozen<Static<typeof DeadLetterView>>;
