// What a customer does on the status page: write again, rate, ask for a human.
import { type TObject, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { FollowUp, Rating, Submission } from '../../../application/ticket/submission.ts';
import { bodyProblems, checkedBody } from '../checked-body.ts';
import type { Desk, Refused, TicketAccess } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { MessageReceiptView } from './views.ts';

/** What every request for a ticket has. */
interface Asked {
  readonly params: { readonly reference: string };
  readonly request: Request;
}

/** Asking for a human needs no words; a client may still send the id of its attempt. */
const Escalation = Type.Object(
  { submissionId: Type.Optional(Submission.properties.submissionId) },
  { additionalProperties: false },
);

const problems: readonly ProblemCode[] = [
  ...bodyProblems,
  'unauthorised',
  'ticket-not-found',
  'rate-limited',
  'unavailable',
  'changed-meanwhile',
];

export function followUpRoutes(desk: Desk, kit: Kit) {
  const { parse, parseIfAny, onTicket } = ticketHolder(desk, kit);
  return new Elysia({ normalize: false })
    .post(
      '/support/tickets/:reference/messages',
      async ({ params, body, request, set }) => {
        const { context } = kit.exchanges.of(request);
        const { messageId } = await onTicket({ params, request }, (access) =>
          desk.followUp(access, body, context),
        );
        set.status = 201;
        return { messageId };
      },
      {
        parse: parse(FollowUp),
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
        await onTicket({ params, request }, (access) => desk.rate(access, body, context));
        return new Response(null, { status: 204 });
      },
      {
        parse: parse(Rating),
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
        await onTicket({ params, request }, (access) => desk.requestHuman(access, context));
        return new Response(null, { status: 204 });
      },
      {
        parse: parseIfAny(Escalation),
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

/** Whoever has the token of a ticket. */
function ticketHolder(desk: Desk, kit: Kit) {
  const admit = ({ request }: { request: Request }) => kit.admit('followUp', request);
  /** Before the body is looked at: a stranger learns nothing about it, and makes no work. */
  const holder = async ({ params, request }: Asked): Promise<void> => {
    if (await desk.opens(kit.ticketAccess(params.reference, request))) return;
    kit.countFailure(params.reference, request);
    throw new Refusal('ticket-not-found');
  };
  const bodyOf = (schema: TObject) => checkedBody(schema, kit.options.bodyDeadlineMs);
  return {
    parse: (schema: TObject) => [admit, holder, bodyOf(schema)],
    /** For a body that may be left out. */
    parseIfAny: (schema: TObject) => {
      const checked = bodyOf(schema);
      return [admit, holder, (asked: Asked) => (asked.request.body === null ? {} : checked(asked))];
    },
    /** Runs a command on the ticket that reference and token open. */
    onTicket: async <T extends object | string>(
      { params, request }: Asked,
      command: (access: TicketAccess) => Promise<T | Refused>,
    ): Promise<T> => accepted<T>(await command(kit.ticketAccess(params.reference, request))),
  };
}
