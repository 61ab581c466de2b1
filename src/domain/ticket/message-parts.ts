// What comes with a message besides its text: its place in a thread, and its files.
import { type Static, Type } from '@sinclair/typebox';
import { Count } from '../event/define.ts';

/** A message's place in its thread; ids as the provider gives them. */
export const Thread = Type.Object(
  {
    messageId: Type.Optional(Type.String()),
    inReplyTo: Type.Optional(Type.String()),
    /** Oldest first. */
    references: Type.Optional(Type.Array(Type.String())),
    providerThreadId: Type.Optional(Type.String()),
    /** As the customer wrote it. */
    subject: Type.Optional(Type.String()),
    /** The mailing list that it came through. */
    list: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Thread = Static<typeof Thread>;

/** A file that came with a message; its bytes are kept beside the log. */
export const Attachment = Type.Object(
  {
    fileName: Type.String(),
    /** As declared. */
    mediaType: Type.String(),
    /** What its bytes say, where that is something else. */
    actualType: Type.Optional(Type.String()),
    bytes: Type.Optional(Count),
  },
  { additionalProperties: false },
);
export type Attachment = Static<typeof Attachment>;
