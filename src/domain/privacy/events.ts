// Who of the staff has seen personal data. Stream: reads-<id>, one for each process that shows any.
import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf, Id } from '../event/define.ts';

export const readEvents = [
  defineEvent('PersonalDataRead', 1, {
    readId: Id,
    /** Name of the staff key, or what the identity provider calls them. */
    staff: Type.String(),
    role: Type.String(),
    /** The list, history or export that was read. */
    what: Type.String(),
    ticketId: Type.Optional(Id),
    customerId: Type.Optional(Id),
    /** The same again within so many minutes is not on record again. */
    minutes: Type.Integer({ minimum: 1 }),
  }),
] as const;

export type ReadEvent = EventOf<(typeof readEvents)[number]>;
