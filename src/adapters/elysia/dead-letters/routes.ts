// /api/dead-letters: what failed for good, brought back or let go. Reading and deciding need the role admin.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import { isId, knownId } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { Limit, limitOf } from '../query.ts';
import { problems, secured } from '../staff/access.ts';
import type { DeadLetterDesk } from './desk.ts';
import { DeadLetterView } from './views.ts';

const decisionProblems: readonly ProblemCode[] = [...problems, 'dead-letter-unknown', 'dead-letter-resolved'];

const Filter = Type.Object(
  {
    state: Type.Optional(DeadLetterView.properties.state),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);

export function deadLetterRoutes(desk: DeadLetterDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/dead-letters' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, ['admin']);
      set.headers['cache-control'] = 'no-store';
    })
    .use(readingRoutes(desk))
    .use(decisionRoutes(desk, kit));
}

function readingRoutes(desk: DeadLetterDesk) {
  return new Elysia({ normalize: false })
    .get(
      '',
      async ({ query }) => {
        const state = query.state === undefined ? {} : { state: query.state };
        return { deadLetters: await desk.list({ ...state, limit: limitOf(query.limit) }) };
      },
      {
        query: Filter,
        detail: describe({
          tag: 'Operations',
          summary: 'List dead letters',
          description: 'Messages of the bus that failed for good, newest first.',
          secured,
          answers: {
            200: {
              description: 'The dead letters.',
              schema: Type.Object({ deadLetters: Type.Array(DeadLetterView) }),
            },
          },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    )
    .get(
      '/:id',
      async ({ params }) => {
        const letter = isId(params.id) ? await desk.show(params.id) : undefined;
        if (!letter) throw new Refusal('dead-letter-unknown');
        return letter;
      },
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Show a dead letter',
          description: 'With its original position, attempts and what made it fail.',
          secured,
          answers: { 200: { description: 'The dead letter.', schema: DeadLetterView } },
          problems: [...problems, 'dead-letter-unknown'],
        }),
      },
    );
}

function decisionRoutes(desk: DeadLetterDesk, kit: Kit) {
  const decide = async (run: ReturnType<DeadLetterDesk['redrive']>) => {
    accepted(await run);
    return new Response(null, { status: 204 });
  };
  return new Elysia({ normalize: false })
    .post(
      '/:id/redrive',
      ({ params, request }) =>
        decide(desk.redrive(knownId(params.id, 'dead-letter-unknown'), staffName(kit, request))),
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Bring a dead letter back',
          description:
            'Puts the message on its topic again. Work that has been done meanwhile is not done twice.',
          secured,
          answers: { 204: { description: 'It is on its topic again.' } },
          problems: decisionProblems,
        }),
      },
    )
    .post(
      '/:id/discard',
      ({ params, request }) =>
        decide(desk.discard(knownId(params.id, 'dead-letter-unknown'), staffName(kit, request))),
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Let a dead letter go',
          description: 'The message stays on record, and nobody works on it again.',
          secured,
          answers: { 204: { description: 'It is discarded.' } },
          problems: decisionProblems,
        }),
      },
    );
}

function staffName(kit: Kit, request: Request): string {
  return kit.requireStaff(request, ['admin']).name;
}
