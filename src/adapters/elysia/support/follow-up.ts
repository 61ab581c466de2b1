// What a customer does on the status page: write again, rate, ask for a human.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { FollowUp, Rating, Submission } from '../../../application/ticket/submission.ts';
import type { Desk, Refused, TicketAccess } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { jsonBody } from '../json-body.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import type { ProblemCode } from '../problem.ts';
import { MessageReceiptView } from '../views.ts';

/** Asking for a human needs no words; a client may still send the id of its attempt. */
const Escalation = Type.Object(
  { submissionId: Type.Optional(Submission.properties.submissionId) },
  { additionalProperties: false },
);

const problems: readonly ProblemCode[] = [
  'invalid-json',
  'invalid-text',
  'unauthorised',
  'ticket-not-found',
  'too-large',
  'unsupported-media-type',
  'invalid-fields',
  'rate-limited',
  'unavailable',
  'changed-meanwhile',
];

export function followUpRoutes(desk: Desk, kit: Kit) {
  const admit = ({ request }: { request: Request }) => kit.admit('followUp', request);
  const parse = [admit, ({ request }: { request: Request }) => jsonBody(request)];

  /** Runs a command on the ticket that reference and token open. */
  const onTicket = async <T extends object | string>(
    reference: string,
    request: Request,
    command: (access: TicketAccess) => Promise<T | Refused>,
  ): Promise<T> => {
    const outcome = await command(kit.ticketAccess(reference, request));
    if (outcome === undefined) kit.countFailure(request);
    return accepted<T>(outcome);
  };

  return new Elysia({ normalize: false })
    .post(
      '/support/tickets/:reference/messages',
      async ({ params, body, request, set }) => {
        const { context } = kit.exchanges.of(request);
        const { messageId } = await onTicket(params.reference, request, (access) =>
          desk.followUp(access, body, context),
        );
        set.status = 201;
        return { messageId };
      },
      {
        parse,
        body: FollowUp,
        detail: describe({
          tag: 'Support',
          summary: 'Write again',
          description: 'Adds a message to the conversation. The same submissionId again adds nothing.',
          secured: 'statusToken',
          answers: { 201: { description: 'Stored.', schema: MessageReceiptView } },
          problems: [...problems, 'submission-reused', 'ticket-closed'],
        }),
      },
    )
    .post(
      '/support/tickets/:reference/rating',
      async ({ params, body, request }) => {
        const { context } = kit.exchanges.of(request);
        await onTicket(params.reference, request, (access) => desk.rate(access, body, context));
        return new Response(null, { status: 204 });
      },
      {
        parse,
        body: Rating,
        detail: describe({
          tag: 'Support',
          summary: 'Rate the answer',
          description: 'A rating of 4 or 5 also confirms that the question is resolved.',
          secured: 'statusToken',
          answers: { 204: { description: 'Stored.' } },
          problems: [...problems, 'not-answered'],
        }),
      },
    )
    .post(
      '/support/tickets/:reference/escalation',
      async ({ params, request }) => {
        const { context } = kit.exchanges.of(request);
        await onTicket(params.reference, request, (access) => desk.requestHuman(access, context));
        return new Response(null, { status: 204 });
      },
      {
        parse: [
          admit,
          ({ request }: { request: Request }) => (request.body === null ? {} : jsonBody(request)),
        ],
        body: Escalation,
        detail: describe({
          tag: 'Support',
          summary: 'Ask for a human',
          description: 'Hands the conversation to the staff. The body may be left out.',
          secured: 'statusToken',
          answers: { 204: { description: 'Handed over.' } },
          problems: [...problems, 'human-in-charge', 'ticket-closed'],
        }),
      },
    );
}
