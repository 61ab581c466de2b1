// What goes in and out of signing in.
import { type Static, Type } from '@sinclair/typebox';
import { StaffRole } from '../../../domain/access/events.ts';

export const WaysView = Type.Object({
  oidc: Type.Union([Type.Object({ label: Type.String({ examples: ['Example ID'] }) }), Type.Null()], {
    description: 'The identity provider; null when none is configured.',
  }),
  link: Type.Boolean({ description: 'Whether the desk prints links that sign in once.' }),
  key: Type.Boolean({ description: 'Whether a staff key signs in.' }),
  sandbox: Type.Boolean({ description: 'Whether nothing really leaves this desk.' }),
});
export type WaysView = Static<typeof WaysView>;

export const SessionView = Type.Object({
  name: Type.String({ description: 'On record for what is decided.', examples: ['anna'] }),
  role: StaffRole,
  csrf: Type.String({
    description: 'Goes with every request that changes something, as `x-csrf-token`.',
    examples: ['n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'],
  }),
  expiresAt: Type.String({
    description: 'When it ends with nobody there.',
    examples: ['2026-11-21T10:00:00.000Z'],
  }),
});
export type SessionView = Static<typeof SessionView>;

/** One of the two. */
export const ProofBody = Type.Object(
  {
    key: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description: 'A staff key.',
        examples: ['ldk_2Zq0s1vZB5n7m3n0J5l6f1xq8gk2n4c9u7y3w6e5r1t'],
      }),
    ),
    link: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        description: 'The secret of a link that signs in once.',
        examples: ['Jm0x4a1f8Qx0v7h2s3k5l6p9r1t4w8z2b5n7m0q3c6'],
      }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    examples: [{ key: 'ldk_2Zq0s1vZB5n7m3n0J5l6f1xq8gk2n4c9u7y3w6e5r1t' }],
  },
);

export const SignedInView = Type.Object({
  sessionId: Type.String({ examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'] }),
  name: Type.String({ examples: ['anna'] }),
  role: StaffRole,
  idleUntil: Type.String({
    description: 'When it ends with nobody there.',
    examples: ['2026-11-21T10:00:00.000Z'],
  }),
  endsAt: Type.String({ description: 'When it ends in any case.', examples: ['2026-11-21T21:00:00.000Z'] }),
});
export type SignedInView = Static<typeof SignedInView>;

export const SessionsView = Type.Object({ sessions: Type.Array(SignedInView) });
export const EndedView = Type.Object({
  ended: Type.Integer({ description: 'How many sessions; 0 where nobody of that name was signed in.' }),
});
