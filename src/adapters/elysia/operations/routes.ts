// For operators: is it alive, is it ready, how is it doing. And what the sandbox has captured.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { Desk, Operations } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { CapturedView, ReadinessView, StandInView } from './views.ts';

const alive = Type.Object({ status: Type.Literal('ok') });
const stuck = Type.Object({
  status: Type.Literal('stuck'),
  parts: Type.Array(Type.String(), {
    description: 'What has not ended a step for ten minutes.',
    examples: [['relay']],
  }),
});

export function operationsRoutes(desk: Operations, kit: Kit) {
  return new Elysia({ normalize: false })
    .get(
      '/health',
      ({ set }) => {
        set.headers['cache-control'] = 'no-store';
        const parts = [...(desk.stuck?.() ?? [])];
        if (parts.length === 0) return { status: 'ok' as const };
        set.status = 503;
        return { status: 'stuck' as const, parts };
      },
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Is the process alive',
          description:
            'Looks at nothing but the process itself: a broken database is no reason to restart it.',
          answers: {
            200: { description: 'It is.', schema: alive },
            503: { description: 'A part of it stands still and does not come back.', schema: stuck },
          },
        }),
      },
    )
    .get(
      '/ready',
      async ({ set }) => {
        const readiness = await desk.readiness();
        set.status = readiness.ready ? 200 : 503;
        set.headers['cache-control'] = 'no-store';
        return readiness;
      },
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Can it take requests',
          description:
            'Checks what every request needs. `degraded` lists what works less well than it should.',
          answers: {
            200: { description: 'Ready.', schema: ReadinessView },
            503: { description: 'Not ready.', schema: ReadinessView },
          },
        }),
      },
    )
    .get(
      '/metrics',
      async ({ request }) => {
        // Scrapers and people at the machine come without a key. Should a proxy publish it, numbers get out, but nothing
        // of any customer's: labels are routes, statuses and names of ours.
        kit.requireLocalOrStaff(request);
        return new Response(await desk.metrics(), {
          headers: {
            'content-type': 'text/plain; version=0.0.4; charset=utf-8',
            'cache-control': 'no-store',
          },
        });
      },
      {
        detail: describe({
          tag: 'Operations',
          summary: 'Metrics',
          description: 'In the text format of Prometheus; from this machine, or with a staff key.',
          secured: 'staffKey',
          answers: {
            200: {
              description: 'The metrics.',
              text: { contentType: 'text/plain', example: 'ledgerdesk_relay_pending 0\n' },
            },
          },
          problems: ['unauthorised', 'rate-limited'],
        }),
      },
    );
}

/** Only where replies are captured instead of sent. They are customers' mail: always with a staff key, wherever the request comes from. */
export function sandboxRoute(
  captured: NonNullable<Desk['sandboxMessages']>,
  standIns: Desk['standIns'],
  kit: Kit,
) {
  return new Elysia({ normalize: false }).get(
    '/sandbox/messages',
    async ({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
      const [messages, providers] = await Promise.all([captured(), standIns?.() ?? []]);
      return { messages, providers };
    },
    {
      detail: describe({
        tag: 'Operations',
        summary: 'Captured messages',
        description:
          'Replies the sandbox kept instead of sending, and what the stand-ins of the providers have seen of mail and WhatsApp; each newest first.',
        secured: 'staffKey',
        answers: {
          200: {
            description: 'The messages.',
            schema: Type.Object({ messages: Type.Array(CapturedView), providers: Type.Array(StandInView) }),
          },
        },
        problems: ['unauthorised', 'rate-limited'],
      }),
    },
  );
}
