// What staff learn from: why a ticket was answered as it was, how customers feel.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import { isId, looksLikeReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import { problems, secured } from '../staff/access.ts';
import type { InsightDesk } from './desk.ts';
import { MoodView, WhyView } from './views.ts';

export function insightRoutes(desk: InsightDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
    })
    .get(
      '/tickets/:reference/why',
      async ({ params: { reference } }) => {
        const why = looksLikeReference(reference) ? await desk.why(reference.toUpperCase()) : undefined;
        if (!why) throw new Refusal('ticket-unknown');
        return why;
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Why a ticket was answered as it was',
          description:
            'Each answer and hand-over with the searches, sources, checks, calls of models and costs that led to it, read from the log, and how the customer’s messages sounded.',
          secured,
          answers: { 200: { description: 'The decisions.', schema: WhyView } },
          problems: [...problems, 'ticket-unknown'],
        }),
      },
    )
    .get(
      '/customers/:customerId/mood',
      async ({ params: { customerId } }) => {
        const moods = isId(customerId) ? await desk.moods(customerId) : [];
        return { moods: [...moods] };
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'How a customer’s messages sounded',
          description: 'Over all their tickets, oldest first; empty for a customer nobody knows.',
          secured,
          answers: {
            200: { description: 'The moods.', schema: Type.Object({ moods: Type.Array(MoodView) }) },
          },
          problems,
        }),
      },
    );
}
