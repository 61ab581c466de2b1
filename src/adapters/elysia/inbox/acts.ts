// /api/inbox/tickets/:reference/…: what staff do on a ticket. Needs the role agent or admin.
import type { Static } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { isMovedOn } from '../../../application/inbox/what-matters.ts';
import { InvalidInput } from '../../../application/ticket/prepare-submission.ts';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { knownReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { deciding, problems, requireDesk, secured, takes } from '../staff/access.ts';
import { AssignBody, DraftBody, NoteBody, ReplyBody, ResolveBody, SeenBody } from './bodies.ts';
import type { ActingOn, ActOutcome, InboxDesk } from './desk.ts';
import { DoneView, DraftView, RepliedView } from './views.ts';

/** The version, or a refusal that says who was faster and when. */
function done(outcome: ActOutcome): { readonly version: number } {
  if (!isMovedOn(outcome)) return accepted(outcome);
  const { at, ...who } = outcome.conflict;
  throw new Refusal('conflict', {
    detail: 'the ticket moved on since it was looked at',
    members: { ...who, at: new Date(at).toISOString() },
  });
}

/** Words that say nothing are refused like fields that are not there. */
function worded<T>(outcome: Promise<T>): Promise<T> {
  return outcome.catch((error: unknown) => {
    if (error instanceof InvalidInput) throw new Refusal('invalid-fields', { errors: [...error.problems] });
    throw error;
  });
}

const described = (summary: string, description: string, more: readonly ProblemCode[] = []) =>
  describe({
    tag: 'Staff',
    summary,
    description: `${description} A conflict says in \`version\`, \`what\`, \`by\` and \`at\` what came in between.`,
    secured,
    answers: { 200: { description: 'It is done, or was already.', schema: DoneView } },
    problems: [
      ...problems,
      ...bodyProblems,
      'ticket-unknown',
      'ticket-erased',
      'changed-meanwhile',
      'conflict',
      ...more,
    ],
  });

interface StepRequest {
  readonly params: { readonly reference: string };
  readonly body: Static<typeof SeenBody>;
  readonly request: Request;
}

/** @param unhurried lets the answer to a request take as long as it takes */
export function inboxActRoutes(desk: InboxDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false, prefix: '/api/inbox/tickets' })
    .onTransform(({ request, set }) => {
      requireDesk(kit, request);
      set.headers['cache-control'] = 'no-store';
    })
    .use(handRoutes(desk, kit))
    .use(endRoutes(desk, kit))
    .use(writingRoutes(desk, kit))
    .use(draftRoute(desk, kit, unhurried));
}

const actingOn = (kit: Kit, request: Request, seen?: number): ActingOn => ({
  ...deciding(kit, request),
  ...(seen === undefined ? {} : { seen }),
});

/** The steps that need nothing said beside the version they were decided on. */
function stepping(desk: InboxDesk, kit: Kit, step: 'take' | 'handBack' | 'reopen' | 'close') {
  return async ({ params, body, request }: StepRequest) =>
    done(await desk[step](knownReference(params.reference), actingOn(kit, request, body.expectedVersion)));
}

/** In whose hands it is. */
function handRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post('/:reference/take', stepping(desk, kit, 'take'), {
      ...takes(kit, SeenBody),
      detail: described(
        'Take a ticket over',
        'The agent leaves it alone from here on, and what it has not sent is not sent. A customer who waits is told.',
        ['ticket-resolved', 'ticket-closed'],
      ),
    })
    .post(
      '/:reference/assign',
      async ({ params, body, request }) =>
        done(
          await desk.assign(
            knownReference(params.reference),
            actingOn(kit, request, body.expectedVersion),
            body.staffId,
          ),
        ),
      {
        ...takes(kit, AssignBody),
        detail: described(
          'Give a ticket to somebody',
          'As taking over, for a colleague whom `GET /api/inbox/staff` names.',
          ['staff-unknown', 'ticket-resolved', 'ticket-closed'],
        ),
      },
    )
    .post('/:reference/hand-back', stepping(desk, kit, 'handBack'), {
      ...takes(kit, SeenBody),
      detail: described('Hand a ticket back', 'To the agent, once the customer has an answer.', [
        'not-escalated',
        'not-answered',
      ]),
    });
}

/** How it ends, and that it did not. */
function endRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post(
      '/:reference/resolve',
      async ({ params, body: { expectedVersion, basis = 'assumed' }, request }) =>
        done(
          await desk.resolve(
            knownReference(params.reference),
            actingOn(kit, request, expectedVersion),
            basis,
          ),
        ),
      {
        ...takes(kit, ResolveBody),
        detail: described('Resolve a ticket', 'What nobody has answered cannot be resolved.', [
          'nothing-to-resolve',
          'not-answered',
        ]),
      },
    )
    .post('/:reference/reopen', stepping(desk, kit, 'reopen'), {
      ...takes(kit, SeenBody),
      detail: described('Reopen a ticket', 'A resolved or closed one comes back, to whoever reopens it.', [
        'nothing-to-reopen',
      ]),
    })
    .post('/:reference/close', stepping(desk, kit, 'close'), {
      ...takes(kit, SeenBody),
      detail: described('Close a ticket', 'A resolved one; what the customer writes then is a new ticket.', [
        'nothing-to-resolve',
      ]),
    });
}

/** What staff write, to the customer or among themselves. */
function writingRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post(
      '/:reference/reply',
      async ({ params, body: { replyId, text, expectedVersion }, request }) => {
        const words = { replyId, text };
        const on = actingOn(kit, request, expectedVersion);
        return { ...done(await worded(desk.reply(knownReference(params.reference), on, words))), replyId };
      },
      {
        ...takes(kit, ReplyBody),
        detail: describe({
          tag: 'Staff',
          summary: 'Reply to the customer',
          description:
            'On the channel the customer last wrote on. Another reply or message since `expectedVersion` is a conflict; the same `replyId` again is the same reply.',
          secured,
          answers: { 200: { description: 'It is on its way.', schema: RepliedView } },
          problems: [
            ...problems,
            ...bodyProblems,
            'ticket-unknown',
            'ticket-erased',
            'changed-meanwhile',
            'conflict',
            'not-escalated',
            'ticket-closed',
            'reply-known',
            'reply-not-possible',
            'reply-too-long',
          ],
        }),
      },
    )
    .post(
      '/:reference/note',
      async ({ params, body, request }) =>
        done(await worded(desk.note(knownReference(params.reference), actingOn(kit, request), body))),
      {
        ...takes(kit, NoteBody),
        detail: described('Write a note', 'For staff only. The same `noteId` again is the same note.'),
      },
    );
}

function draftRoute(desk: InboxDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false }).post(
    '/:reference/draft',
    async ({ params, request }) => {
      unhurried(request);
      return accepted(
        await desk.draft(knownReference(params.reference), actingOn(kit, request), request.signal),
      );
    },
    {
      ...takes(kit, DraftBody),
      detail: describe({
        tag: 'Staff',
        summary: 'Have the agent draft a reply',
        description:
          'With its searches and checks, within the spend caps. Nothing is sent or kept as a reply; who sends it signs for it.',
        secured,
        answers: { 200: { description: 'The draft, or why there is none.', schema: DraftView } },
        problems: [...problems, ...bodyProblems, 'ticket-unknown', 'ticket-erased', 'message-unknown'],
      }),
    },
  );
}
