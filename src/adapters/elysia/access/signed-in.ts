// /api/sessions: who of the staff is signed in, and ending that for somebody who leaves. Needs the role admin.
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import type { Role } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { problems, secured } from '../staff/access.ts';
import type { AccessDesk } from './desk.ts';
import { EndedView, SessionsView } from './views.ts';

const admins: readonly Role[] = ['admin'];

export function signedInRoutes(desk: AccessDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/sessions' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, admins);
      set.headers['cache-control'] = 'no-store';
    })
    .get('', async () => ({ sessions: [...(await desk.signedIn())] }), {
      detail: describe({
        tag: 'Staff',
        summary: 'Who is signed in',
        description: 'Sessions that last, by name, in every process; what they are opened with is not told.',
        secured,
        answers: { 200: { description: 'The sessions.', schema: SessionsView } },
        problems,
      }),
    })
    .delete(
      '/:name',
      async ({ params, request }) => {
        const { traceparent } = kit.exchanges.of(request).context;
        const staffId = kit.requireStaff(request, admins).name;
        return { ended: await desk.endAllOf(params.name, { staffId, traceparent }) };
      },
      {
        parse: 'none',
        detail: describe({
          tag: 'Staff',
          summary: 'End all sessions of somebody',
          description:
            'At once and in every process; who did it is on record. Their key is another matter: revoke it, or they sign in again.',
          secured,
          answers: { 200: { description: 'They are signed out.', schema: EndedView } },
          problems,
        }),
      },
    );
}
