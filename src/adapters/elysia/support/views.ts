// What customers are shown over HTTP.
import { type Static, Type } from '@sinclair/typebox';
import { type Frozen, Id, orNull, Reference, Status, Time } from '../views.ts';

export const ReceiptView = Type.Object({
  reference: Reference,
  statusToken: Type.String({
    description: 'Opens the conversation; shown only here.',
    examples: ['q0V1x3kQm7sC5d8e2b4a9ZyXwVuTsRqPoNmLkJiHgFe'],
  }),
  statusUrl: Type.String({
    examples: [
      'https://desk.example/status#reference=LD-7K2M-9QXA&token=q0V1x3kQm7sC5d8e2b4a9ZyXwVuTsRqPoNmLkJiHgFe',
    ],
  }),
  status: Type.Literal('open'),
});

const MessageView = Type.Object({
  id: Id,
  author: Type.Union([Type.Literal('customer'), Type.Literal('agent'), Type.Literal('staff')], {
    examples: ['agent'],
  }),
  kind: Type.Union([Type.Literal('message'), Type.Literal('answer'), Type.Literal('acknowledgement')], {
    examples: ['answer'],
  }),
  channel: Type.String({ description: 'How it came, or went.', examples: ['email'] }),
  text: Type.String({ examples: ['Turn the printer off and on, then print the test page.'] }),
  at: Time,
  citations: Type.Array(
    Type.Object({
      slug: Type.String({ examples: ['label-printing-problems'] }),
      title: Type.String({ examples: ['Label printing problems'] }),
      heading: Type.String({ examples: ['Blank pages'] }),
    }),
  ),
  state: Type.String({
    description:
      'Of a message: unanswered, answered, escalated, suppressed. Of a reply: composed, attempted, sent, delivered, read, failed, withdrawn.',
    examples: ['sent'],
  }),
});

export const StatusView = Type.Object({
  reference: Reference,
  subject: Type.String({ examples: ['Label will not print'] }),
  status: Status,
  openedAt: Time,
  updatedAt: Time,
  rating: orNull(Type.Integer({ minimum: 1, maximum: 5 })),
  canRate: Type.Boolean({ examples: [true] }),
  canReply: Type.Boolean({ examples: [true] }),
  messages: Type.Array(MessageView),
  continuations: Type.Array(
    Type.Object({
      channel: Type.Union([Type.Literal('email'), Type.Literal('whatsapp')], { examples: ['whatsapp'] }),
      url: Type.String({
        description: 'Carries a code that lets its bearer write on the ticket.',
        examples: ['https://wa.me/15555550100?text=LD-7K2M-9QXA%20Q7ZK3M1X0V'],
      }),
    }),
    { description: 'Links by which the customer can go on on another channel.' },
  ),
});
export type StatusView = Frozen<Static<typeof StatusView>>;

export const MessageReceiptView = Type.Object({ messageId: Id });

export const ArticleView = Type.Object({
  slug: Type.String({ examples: ['label-printing-problems'] }),
  title: Type.String({ examples: ['Label printing problems'] }),
  category: Type.String({ examples: ['technical'] }),
  sections: Type.Array(
    Type.Object({
      heading: Type.String({ examples: ['Blank pages'] }),
      text: Type.String({ examples: ['Check that the ribbon is in place.'] }),
    }),
  ),
});
export type ArticleView = Frozen<Static<typeof ArticleView>>;
