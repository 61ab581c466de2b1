// What answers over HTTP are made of, and problems. Each folder has the schemas of its own answers: for the answer, its type and
// its place in the API document.
import { type Static, type TSchema, Type } from '@sinclair/typebox';

/** Read only at every depth, so that the application's own read-only data fits. */
export type Frozen<T> = T extends (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

export const Reference = Type.String({
  description: 'What the customer quotes.',
  examples: ['LD-7K2M-9QXA'],
});
export const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
export const Id = Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] });
export const Status = Type.Union(
  [
    Type.Literal('open'),
    Type.Literal('pending'),
    Type.Literal('escalated'),
    Type.Literal('resolved'),
    Type.Literal('closed'),
  ],
  { examples: ['pending'] },
);
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const ProblemView = Type.Object({
  type: Type.String({
    description: 'Stable name of the kind of problem.',
    examples: ['/problems/invalid-fields'],
  }),
  title: Type.String({ examples: ['Some fields need another look'] }),
  status: Type.Integer({ examples: [422] }),
  instance: Type.String({
    description: 'Id of this request; also in the header X-Request-Id and in our logs.',
    examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'],
  }),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String({ examples: ['message'] }),
        message: Type.String({
          examples: ['Please write between 20 and 2000 characters; most emoji count as two or more.'],
        }),
      }),
    ),
  ),
});
export type ProblemView = Frozen<Static<typeof ProblemView>>;
