// GET /support/tickets/:reference: the conversation, for whoever holds its token.
import { Elysia } from 'elysia';
import type { Desk } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { withEtag } from '../etag.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import { StatusView } from './views.ts';

export function statusRoute(desk: Desk, kit: Kit) {
  return new Elysia({ normalize: false }).get(
    '/support/tickets/:reference',
    async ({ params, request }) => {
      const view = await desk.status(kit.ticketAccess(params.reference, request));
      if (!view) {
        kit.countFailure(params.reference, request);
        throw new Refusal('ticket-not-found');
      }
      return withEtag(request, JSON.stringify(view), {
        'content-type': 'application/json',
        'cache-control': 'private, no-store',
      });
    },
    {
      detail: describe({
        tag: 'Support',
        summary: 'Read a conversation',
        description:
          'Ask again with If-None-Match to learn cheaply whether anything changed. An unknown reference and a wrong token get the same answer.',
        secured: 'statusToken',
        answers: {
          200: {
            description: 'The conversation so far.',
            schema: StatusView,
            headers: { etag: 'Changes whenever anything in the answer does.' },
          },
          304: { description: 'Nothing changed since the given ETag.' },
        },
        problems: ['unauthorised', 'ticket-not-found', 'rate-limited', 'unavailable'],
      }),
    },
  );
}
