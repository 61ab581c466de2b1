// How a process is, and what stand-ins have seen, over HTTP.
import { type Static, Type } from '@sinclair/typebox';
import { type Frozen, Id, Reference, Time } from '../views.ts';

export const CapturedView = Type.Object({
  at: Time,
  channel: Type.String({ examples: ['webform'] }),
  replyId: Id,
  reference: Reference,
  subject: Type.String({ examples: ['Label will not print'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
});
export type CapturedView = Frozen<Static<typeof CapturedView>>;

export const StandInView = Type.Object({
  at: Time,
  channel: Type.Union([Type.Literal('email'), Type.Literal('whatsapp')], { examples: ['email'] }),
  direction: Type.Union([Type.Literal('inbound'), Type.Literal('outbound')], {
    description: 'Inbound: from the customer to the desk.',
    examples: ['outbound'],
  }),
  from: Type.String({ examples: ['Support <support@ledgerdesk.example>'] }),
  to: Type.String({ examples: ['ada@example.org'] }),
  subject: Type.String({ examples: ['Re: Label will not print'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
  status: Type.String({ description: 'What the provider says of it.', examples: ['sent'] }),
  headers: Type.Array(
    Type.Object({
      name: Type.String({ examples: ['In-Reply-To'] }),
      value: Type.String({ examples: ['<CA+1@mail.example.org>'] }),
    }),
    { description: 'Of a mail: how it threads and what it says of itself.' },
  ),
});
export type StandInView = Frozen<Static<typeof StandInView>>;

export const ReadinessView = Type.Object({
  ready: Type.Boolean({ examples: [true] }),
  degraded: Type.Array(Type.String(), {
    description: 'What works less well than it should.',
    examples: [[]],
  }),
  reasons: Type.Optional(
    Type.Array(Type.String(), {
      description: 'What this process knows of why; absent where it knows nothing.',
    }),
  ),
  checks: Type.Record(
    Type.String(),
    Type.Union([Type.Literal('ok'), Type.Literal('failed'), Type.Literal('degraded')]),
    { examples: [{ database: 'ok', bus: 'ok' }] },
  ),
});
export type ReadinessView = Frozen<Static<typeof ReadinessView>>;
