// /api/undelivered: replies that failed for good, and where else they can go. Needs the role agent or admin.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { knownId } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import type { ProblemCode } from '../problem.ts';
import { Limited, limitOf } from '../query.ts';
import { deciding, problems, requireDesk, secured, takes } from './access.ts';
import type { StaffDesk } from './desk.ts';
import { Destination, ReroutedView, UndeliveredView } from './views.ts';

/** What may stand against sending a failed reply once more. */
const refusals: readonly ProblemCode[] = [
  'reply-unknown',
  'reply-not-failed',
  'reply-rerouted',
  'ticket-closed',
  'text-erased',
  'address-not-offered',
  'changed-meanwhile',
];

export function undeliveredRoutes(desk: StaffDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/undelivered' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .get('', async ({ query }) => ({ undelivered: [...(await desk.undelivered(limitOf(query.limit)))] }), {
      query: Limited,
      detail: describe({
        tag: 'Staff',
        summary: 'List undelivered replies',
        description:
          'Replies that failed for good, newest first, each with the reason and with other proven addresses of its customer. One that was sent elsewhere leaves the list.',
        secured,
        answers: {
          200: {
            description: 'The replies.',
            schema: Type.Object({ undelivered: Type.Array(UndeliveredView) }),
          },
        },
        problems: [...problems, 'invalid-fields'],
      }),
    })
    .use(sendingRoutes(desk, kit));
}

/** Elsewhere, or once more to where it failed. */
function sendingRoutes(desk: StaffDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post(
      '/:replyId/reroute',
      async ({ params, body, request, set }) => {
        const decision = deciding(kit, request);
        const { replyId } = accepted(
          await desk.reroute(knownId(params.replyId, 'reply-unknown'), body, decision),
        );
        set.status = 201;
        return { replyId };
      },
      {
        ...takes(kit, Destination),
        detail: describe({
          tag: 'Staff',
          summary: 'Send an undelivered reply elsewhere',
          description:
            'The same text to one of the offers, as a reply of staff. Doing it again is a conflict and sends nothing.',
          secured,
          answers: { 201: { description: 'It is on its way, as a reply of its own.', schema: ReroutedView } },
          problems: [...problems, ...bodyProblems, ...refusals],
        }),
      },
    )
    .post(
      '/:replyId/retry',
      async ({ params, request, set }) => {
        const decision = deciding(kit, request);
        const { replyId } = accepted(await desk.retry(knownId(params.replyId, 'reply-unknown'), decision));
        set.status = 201;
        return { replyId };
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Try an undelivered reply again',
          description:
            'The same text to the address it failed at, as a reply of staff: for when the cause is mended. Not where the customer asked not to be written to. Doing it again is a conflict and sends nothing.',
          secured,
          answers: { 201: { description: 'It is on its way, as a reply of its own.', schema: ReroutedView } },
          problems: [...problems, ...refusals],
        }),
      },
    );
}
