// GET /api/feed: server-sent events of everything that happens, and of who is at which ticket. Nothing personal is in it.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import { tooMany } from '../guard/staff-door.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import { problems, secured } from '../staff/access.ts';
import type { InboxDesk } from './desk.ts';
import { eventStream } from './event-stream.ts';

const Query = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: '^\\d{1,18}$',
        description: 'Position of the ledger; the header Last-Event-ID wins. Absent: from now on.',
        examples: ['4711'],
      }),
    ),
  },
  { additionalProperties: false },
);

const example = [
  'event: change\nid: 4712',
  'data: {"position":4712,"type":"StaffReplied","reference":"LD-7K2M-9QXA","at":"2026-11-20T10:00:00.000Z"}\n\n',
].join('\n');

/** Streams one member of the staff may have open at a process: more than the windows of anybody. */
const mostStreams = 100;
const RETRY_MS = 10_000;

/** Counts what somebody has open. @throws Refusal rate-limited @returns what counts it as closed */
function opening(open: Map<string, number>, name: string): () => void {
  const count = (by: number) => {
    const now = (open.get(name) ?? 0) + by;
    if (now > 0) open.set(name, now);
    else open.delete(name);
  };
  if ((open.get(name) ?? 0) >= mostStreams) throw tooMany(RETRY_MS);
  count(1);
  return () => count(-1);
}

export function feedRoute(desk: InboxDesk, kit: Kit, unhurried: (request: Request) => void) {
  const open = new Map<string, number>();
  return new Elysia({ normalize: false, prefix: '/api/feed' })
    .onTransform(({ request }) => void kit.requireStaff(request, allRoles))
    .get(
      '',
      ({ query, request }) => {
        const onEnd = opening(open, kit.requireStaff(request, allRoles).name);
        unhurried(request);
        const last = request.headers.get('last-event-id');
        const after = last !== null && /^\d{1,18}$/.test(last) ? last : query.after;
        const stream = eventStream(desk, kit.options.telemetry, {
          after: after === undefined ? undefined : BigInt(after),
          isLetIn: () => isLetIn(kit, request),
          onEnd,
        });
        return new Response(stream, {
          headers: {
            'content-type': 'text/event-stream; charset=utf-8',
            'cache-control': 'no-store',
            'x-accel-buffering': 'no',
          },
        });
      },
      {
        query: Query,
        detail: describe({
          tag: 'Staff',
          summary: 'Follow what happens',
          description:
            'Events `hello` (position), `change` (with the position as id), `presence`, `beat` every fifteen seconds, and `reset` when what was asked for cannot be told any more: then read anew. A client that does not keep up is cut off and comes back with Last-Event-ID; the end of a session ends it. Somebody may have a hundred open.',
          secured,
          answers: {
            200: { description: 'The stream.', text: { contentType: 'text/event-stream', example } },
          },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    );
}

/** Whether the credential that opened the stream still opens one; a store that cannot be asked ends nothing. */
async function isLetIn(kit: Kit, request: Request): Promise<boolean> {
  await kit.authenticate(request);
  try {
    kit.requireStaff(request, allRoles);
    return true;
  } catch (error) {
    return !(error instanceof Refusal) || error.problem === 'rate-limited';
  }
}
