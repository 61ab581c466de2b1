// The passage of an article that a reply goes by.
import { type Static, Type } from '@sinclair/typebox';

/** Where a statement in a reply comes from. */
export const Citation = Type.Object(
  {
    chunkId: Type.String(),
    articleId: Type.String(),
    slug: Type.String(),
    title: Type.String(),
    heading: Type.String(),
  },
  { additionalProperties: false },
);
export type Citation = Static<typeof Citation>;
