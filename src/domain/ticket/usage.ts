// What a model has used, and what that cost.
import { type Static, Type } from '@sinclair/typebox';
import { Count } from '../event/define.ts';

export const Usage = Type.Object(
  {
    inputTokens: Count,
    outputTokens: Count,
    /** Part of the input that came from the provider's cache; absent where none is counted. */
    cachedTokens: Type.Optional(Count),
    /** Millionths of a dollar. */
    costMicros: Count,
  },
  { additionalProperties: false },
);
export type Usage = Static<typeof Usage>;
