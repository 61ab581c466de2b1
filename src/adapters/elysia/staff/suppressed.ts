// /api/suppressed: what nobody answers, seen and released. Needs a staff key with the role agent or admin.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { knownId } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { Limited, limitOf } from '../query.ts';
import { deciding, problems, requireDesk, secured, takes } from './access.ts';
import type { StaffDesk } from './desk.ts';
import { ReleasedView, SuppressedView } from './views.ts';

const Reason = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, examples: ['An advertisement.'] }) },
  { additionalProperties: false },
);

export function suppressedRoutes(desk: StaffDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/suppressed' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .get('', async ({ query }) => ({ suppressed: [...(await desk.suppressed(limitOf(query.limit)))] }), {
      query: Limited,
      detail: describe({
        tag: 'Staff',
        summary: 'List suppressed messages',
        description:
          'Messages that get no answer on purpose, newest first, each with the reason. A released one leaves the list.',
        secured,
        answers: {
          200: {
            description: 'The messages.',
            schema: Type.Object({ suppressed: Type.Array(SuppressedView) }),
          },
        },
        problems: [...problems, 'invalid-fields'],
      }),
    })
    .post(
      '/:messageId/discard',
      async ({ params: { messageId }, body: { reason }, request, set }) => {
        const decision = { ...deciding(kit, request), reason };
        accepted(await desk.discard(knownId(messageId, 'message-unknown'), decision));
        set.status = 204;
      },
      {
        ...takes(kit, Reason),
        detail: describe({
          tag: 'Staff',
          summary: 'Discard a suppressed message',
          description:
            'Staff agree that it gets no answer: it leaves the list. Doing it again is a conflict; releasing it later is none.',
          secured,
          answers: { 204: { description: 'It is off the list.' } },
          problems: [
            ...problems,
            ...bodyProblems,
            'message-unknown',
            'not-suppressed',
            'message-discarded',
            'reason-missing',
            'changed-meanwhile',
          ],
        }),
      },
    )
    .post(
      '/:messageId/release',
      async ({ params: { messageId }, request }) => {
        const decision = deciding(kit, request);
        const { handling } = accepted(await desk.release(knownId(messageId, 'message-unknown'), decision));
        return { messageId, handling };
      },
      {
        parse: 'none',
        detail: describe({
          tag: 'Staff',
          summary: 'Release a suppressed message',
          description:
            'Has it dealt with after all: by the agent, or by staff where the ticket is theirs. Releasing it again is a conflict and does nothing.',
          secured,
          answers: { 200: { description: 'It is released.', schema: ReleasedView } },
          problems: [...problems, 'message-unknown', 'not-suppressed', 'changed-meanwhile'],
        }),
      },
    );
}
