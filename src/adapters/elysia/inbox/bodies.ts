// What staff send to the inbox.
import { Type } from '@sinclair/typebox';
import { idPattern } from '../id.ts';

const Version = Type.Integer({
  minimum: 1,
  description: 'The version that was looked at: what matters and came later is a conflict.',
  examples: [7],
});
const Uuid = Type.String({
  pattern: idPattern,
  description: 'Made by the client; the same again is the same act.',
  examples: ['0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11'],
});
const strict = { additionalProperties: false } as const;

export const SeenBody = Type.Object({ expectedVersion: Version }, strict);
export const AssignBody = Type.Object(
  {
    staffId: Type.String({ minLength: 1, maxLength: 128, examples: ['anna'] }),
    expectedVersion: Version,
  },
  strict,
);
export const ReplyBody = Type.Object(
  {
    replyId: Uuid,
    text: Type.String({ minLength: 1, maxLength: 20_000, examples: ['We have sent you a new label.'] }),
    expectedVersion: Version,
  },
  strict,
);
export const NoteBody = Type.Object(
  {
    noteId: Uuid,
    text: Type.String({ minLength: 1, maxLength: 10_000, examples: ['Called back, nobody there.'] }),
  },
  strict,
);
export const ResolveBody = Type.Object(
  {
    expectedVersion: Version,
    basis: Type.Optional(
      Type.Union([Type.Literal('confirmed'), Type.Literal('assumed')], {
        description: 'confirmed: the customer said so. assumed when absent.',
        examples: ['assumed'],
      }),
    ),
  },
  strict,
);
export const PresenceBody = Type.Object({ composing: Type.Boolean({ examples: [false] }) }, strict);
export const DraftBody = Type.Object({}, strict);
