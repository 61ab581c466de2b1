// What staff see of messages that nobody answers and of replies that did not arrive, and what they decide.
import { type Static, Type } from '@sinclair/typebox';
import { type Frozen, Status } from '../views.ts';

const Reference = Type.String({ description: 'The ticket.', examples: ['LD-7K2M-9QXA'] });
const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
const Text = Type.String({ examples: ['How do I reset my password?'] });

export const SuppressedView = Type.Object({
  messageId: Id,
  reference: Reference,
  channel: Type.String({ examples: ['email'] }),
  reason: Type.String({
    description: 'automatic, loop, spam, thanks or consent.',
    examples: ['automatic'],
  }),
  because: Type.Union([Type.String(), Type.Null()], {
    description: 'The reason in words; null where it says it all.',
    examples: ['header Precedence'],
  }),
  senderName: Type.Union([Type.String(), Type.Null()], {
    description: 'The sender’s name as the message gives it; null where it gives none.',
    examples: ['Ada Marsh'],
  }),
  at: Time,
  text: Text,
});
export type SuppressedView = Frozen<Static<typeof SuppressedView>>;

export const ReleasedView = Type.Object({
  messageId: Id,
  handling: Type.Union([Type.Literal('agent'), Type.Literal('staff')], {
    description: 'Who has it now: the agent, or staff because the ticket is theirs.',
    examples: ['agent'],
  }),
});

/** Where a reply is to go; has to be one of its offers. */
export const Destination = Type.Object(
  {
    channel: Type.Union([Type.Literal('email'), Type.Literal('whatsapp')], { examples: ['whatsapp'] }),
    to: Type.String({
      minLength: 3,
      maxLength: 320,
      description: 'An e-mail address, or whatsapp:+… for WhatsApp.',
      examples: ['whatsapp:+15555550123'],
    }),
  },
  { additionalProperties: false },
);

const Offer = Type.Object({
  channel: Destination.properties.channel,
  to: Destination.properties.to,
  evidence: Type.Union([Type.Literal('attested'), Type.Literal('verified')], {
    description: 'What proves that the address is the customer’s.',
    examples: ['attested'],
  }),
});

export const UndeliveredView = Type.Object({
  replyId: Id,
  reference: Reference,
  status: Status,
  channel: Type.String({ examples: ['email'] }),
  author: Type.Union([Type.Literal('agent'), Type.Literal('staff')], { examples: ['agent'] }),
  kind: Type.Union([Type.Literal('answer'), Type.Literal('acknowledgement')], { examples: ['answer'] }),
  reason: Type.String({ description: 'Code of the failure.', examples: ['bad-address'] }),
  at: Time,
  text: Text,
  offers: Type.Array(Offer, {
    description: 'Other proven addresses of the customer. None on a closed ticket.',
  }),
});
export type UndeliveredView = Frozen<Static<typeof UndeliveredView>>;

export const ReroutedView = Type.Object({ replyId: Id });
