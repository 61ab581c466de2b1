// /api/customers: who is who, and what staff decide about it. Needs the role agent or admin.
import { type TSchema, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { knownId } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { Limited, limitOf } from '../query.ts';
import { deciding, problems, requireDesk, secured, takes } from '../staff/access.ts';
import type { CustomersDesk } from './desk.ts';
import {
  ChangedView,
  ConflictView,
  CustomerView,
  Dismissal,
  IdentifierBody,
  MergedView,
  MergeInto,
  MergePreviewView,
  Reasoned,
} from './views.ts';

const Into = Type.Object(
  { into: Type.Optional(Type.String({ maxLength: 36 })) },
  { additionalProperties: false },
);

const bodied: readonly ProblemCode[] = [
  ...problems,
  ...bodyProblems,
  'customer-unknown',
  'customer-erased',
  'changed-meanwhile',
];

const knownCustomer = (id: string) => knownId(id, 'customer-unknown');

export function customerRoutes(desk: CustomersDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/customers' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .use(lookingRoutes(desk))
    .use(decisionRoutes(desk, kit))
    .use(identifierRoutes(desk, kit));
}

/** How a route is described. */
function told(summary: string, description: string, schema: TSchema, codes: readonly ProblemCode[]) {
  return describe({
    tag: 'Staff',
    summary,
    description,
    secured,
    answers: { 200: { description: 'Done.', schema } },
    problems: codes,
  });
}

/** What there is to be seen before somebody decides. */
function lookingRoutes(desk: CustomersDesk) {
  return new Elysia({ normalize: false })
    .get('/conflicts', async ({ query }) => ({ conflicts: await desk.conflicts(limitOf(query.limit)) }), {
      query: Limited,
      detail: told(
        'List conflicts',
        'Messages that spoke for two customers, oldest first, with what speaks for one person and against it. Merged or dismissed ones leave the list.',
        Type.Object({ conflicts: Type.Array(ConflictView) }),
        [...problems, 'invalid-fields'],
      ),
    })
    .get(
      '/:customerId',
      async ({ params }) => {
        const shown = await desk.show(knownCustomer(params.customerId));
        if (!shown) throw new Refusal('customer-unknown');
        return shown;
      },
      {
        detail: told(
          'Show a customer',
          'Everybody merged into them, their identifiers, why each is theirs, and who else they may be.',
          CustomerView,
          [...problems, 'customer-unknown'],
        ),
      },
    )
    .get(
      '/:customerId/merge',
      async ({ params, query }) =>
        accepted(
          query.into === undefined
            ? await desk.previewUnmerge(knownCustomer(params.customerId))
            : await desk.previewMerge(knownCustomer(params.customerId), knownCustomer(query.into)),
        ),
      {
        query: Into,
        detail: told(
          'See what a merge would move',
          'With `into`: what merging moves there. Without: what undoing their merge moves back. Nothing is changed.',
          MergePreviewView,
          [
            ...problems,
            'invalid-fields',
            'customer-unknown',
            'customer-erased',
            'same-customer',
            'customer-merged',
            'not-merged',
            'too-many-merged',
          ],
        ),
      },
    );
}

/** One person or two. */
function decisionRoutes(desk: CustomersDesk, kit: Kit) {
  const because = (request: Request, reason: string | undefined) => ({
    ...deciding(kit, request),
    ...(reason === undefined ? {} : { reason }),
  });
  return new Elysia({ normalize: false })
    .post(
      '/:customerId/conflicts/dismiss',
      async ({ params: { customerId }, body: { other, reason }, request }) =>
        accepted(
          await desk.dismiss(knownCustomer(customerId), knownCustomer(other), because(request, reason)),
        ),
      {
        ...takes(kit, Dismissal),
        detail: told(
          'Say that two customers are different people',
          'The conflict leaves the list.',
          ChangedView,
          [...bodied, 'conflict-unknown'],
        ),
      },
    )
    .post(
      '/:customerId/merge',
      async ({ params: { customerId }, body: { into, reason }, request }) =>
        accepted(await desk.merge(knownCustomer(customerId), knownCustomer(into), because(request, reason))),
      {
        ...takes(kit, MergeInto),
        detail: told(
          'Merge a customer into another',
          'Takes both for one person from now on. Their tickets move; nothing is rewritten, so it can be undone exactly.',
          MergedView,
          [...bodied, 'same-customer', 'customer-merged', 'too-many-merged'],
        ),
      },
    )
    .post(
      '/:customerId/unmerge',
      async ({ params: { customerId }, body: { reason }, request }) =>
        accepted(await desk.unmerge(knownCustomer(customerId), because(request, reason))),
      {
        ...takes(kit, Reasoned),
        detail: told(
          'Undo the merge of a customer',
          'They are again what they were, with what came in since through their own identifiers.',
          MergedView,
          [...bodied, 'not-merged'],
        ),
      },
    );
}

/** What is whose. */
function identifierRoutes(desk: CustomersDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post(
      '/:customerId/link',
      async ({ params, body, request }) =>
        accepted(await desk.link(knownCustomer(params.customerId), body, deciding(kit, request))),
      {
        ...takes(kit, IdentifierBody),
        detail: told(
          'Link an identifier',
          'On your word. One that belongs to another customer is not taken away.',
          ChangedView,
          [...bodied, 'identifier-known', 'identifier-taken', 'identifier-invalid', 'too-many-identifiers'],
        ),
      },
    )
    .post(
      '/:customerId/unlink',
      async ({ params, body, request }) =>
        accepted(await desk.unlink(knownCustomer(params.customerId), body, deciding(kit, request))),
      {
        ...takes(kit, IdentifierBody),
        detail: told('Unlink an identifier', 'Whoever writes from it next is somebody else.', ChangedView, [
          ...bodied,
          'identifier-unknown',
          'identifier-invalid',
        ]),
      },
    );
}
