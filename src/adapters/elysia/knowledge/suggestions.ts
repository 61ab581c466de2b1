// /api/knowledge/suggestions: articles suggested by resolved tickets; nothing is published unless somebody approves it.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { ApprovedView, EditedBody, SuggestionView } from '../insight/views.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { Limited, limitOf } from '../query.ts';
import { deciding, problems, requireDesk, secured, takes } from '../staff/access.ts';
import type { SuggestionDesk } from './suggestion-desk.ts';

export function suggestionRoutes(desk: SuggestionDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/knowledge/suggestions' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .get('', async ({ query }) => ({ suggestions: [...(await desk.list(limitOf(query.limit)))] }), {
      query: Limited,
      detail: describe({
        tag: 'Staff',
        summary: 'List suggested articles',
        description:
          'Drafts from resolved tickets that a person answered with what no article says yet, without names, addresses, numbers and references as far as rules find them: read each before you approve it.',
        secured,
        answers: {
          200: {
            description: 'The drafts nobody has decided about.',
            schema: Type.Object({ suggestions: Type.Array(SuggestionView) }),
          },
        },
        problems: [...problems, 'invalid-fields'],
      }),
    })
    .post(
      '/:reference/approve',
      async ({ params: { reference }, body, request, set }) => {
        const approved = accepted(await desk.approve(reference, body, deciding(kit, request)));
        set.status = 201;
        return approved;
      },
      {
        ...takes(kit, EditedBody),
        detail: describe({
          tag: 'Staff',
          summary: 'Publish a suggested article',
          description:
            'As it was drafted, or with another title and text. The agent answers from it at once.',
          secured,
          answers: { 201: { description: 'It is published.', schema: ApprovedView } },
          problems: [
            ...problems,
            ...bodyProblems,
            'suggestion-unknown',
            'suggestion-changed',
            'suggestion-decided',
            'slug-taken',
          ],
        }),
      },
    )
    .post(
      '/:reference/reject',
      async ({ params: { reference }, request }) => {
        accepted(await desk.reject(reference, deciding(kit, request)));
        return new Response(null, { status: 204 });
      },
      {
        parse: 'none',
        detail: describe({
          tag: 'Staff',
          summary: 'Reject a suggested article',
          description: 'It is not suggested again.',
          secured,
          answers: { 204: { description: 'It is rejected.' } },
          problems: [...problems, 'suggestion-unknown', 'suggestion-decided'],
        }),
      },
    );
}
