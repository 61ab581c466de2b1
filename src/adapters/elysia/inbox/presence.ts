// /api/inbox/tickets/:reference/presence: who of the staff has it open. Said again and again; who stops saying it is gone.
import { Elysia } from 'elysia';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { knownReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import { problems, requireDesk, secured, takes } from '../staff/access.ts';
import { PresenceBody } from './bodies.ts';
import type { InboxDesk } from './desk.ts';

export function presenceRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/inbox/tickets/:reference/presence' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .put(
      '',
      async ({ params, body, request, set }) => {
        const { name } = requireDesk(kit, request);
        const isThere = await desk.here(knownReference(params.reference), name, body.composing);
        if (!isThere) throw new Refusal('ticket-unknown');
        set.status = 204;
      },
      {
        ...takes(kit, PresenceBody),
        detail: describe({
          tag: 'Staff',
          summary: 'Say that you have a ticket open',
          description:
            'Every fifteen seconds; three missed words and you are gone. Of more than 50 tickets, the one you said least of lately is left.',
          secured,
          answers: { 204: { description: 'Colleagues are told.' } },
          problems: [...problems, ...bodyProblems, 'ticket-unknown'],
        }),
      },
    )
    .delete(
      '',
      async ({ params, request, set }) => {
        const isThere = await desk.left(knownReference(params.reference), requireDesk(kit, request).name);
        if (!isThere) throw new Refusal('ticket-unknown');
        set.status = 204;
      },
      {
        parse: 'none',
        detail: describe({
          tag: 'Staff',
          summary: 'Say that you have left a ticket',
          description: 'Saying nothing any more does the same, a little later.',
          secured,
          answers: { 204: { description: 'Colleagues are told.' } },
          problems: [...problems, 'ticket-unknown'],
        }),
      },
    );
}
