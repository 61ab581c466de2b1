// Every error that leaves over HTTP: one table of problems, and the RFC 9457 document made from it.

import type { FieldProblem } from '../../application/ticket/submission.ts';
import type { TicketRejection } from '../../domain/ticket/decide.ts';
import type { ProblemView } from './views.ts';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** The one place where a code gets its status. Codes of the domain's rejections are among them. */
export const problemKinds = {
  'invalid-address': { status: 400, title: 'The host or the path is not one that can be read' },
  'invalid-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-text': { status: 400, title: 'The body is not valid UTF-8 text' },
  unauthorised: { status: 401, title: 'This needs a key or token' },
  forbidden: { status: 403, title: 'Your key does not allow this' },
  csrf: { status: 403, title: 'This was not sent by a page of the desk' },
  'origin-not-allowed': { status: 403, title: 'This site may not embed the desk' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'provider-off': { status: 404, title: 'No identity provider is configured' },
  'webhook-unproven': { status: 401, title: 'Nothing proves that the provider sent this' },
  'webhook-forbidden': { status: 403, title: 'The sender is not the one that is configured' },
  'channel-off': { status: 404, title: 'This channel is not configured' },
  'ticket-not-found': { status: 404, title: 'Reference and token do not open a ticket' },
  'article-not-found': { status: 404, title: 'There is no such article' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  'too-slow': { status: 408, title: 'The body took too long to arrive' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  'invalid-fields': { status: 422, title: 'Some fields need another look' },
  'rate-limited': { status: 429, title: 'Too many requests; please wait a little' },
  busy: { status: 429, title: 'So much of this is running already; please wait a little' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The desk cannot do this right now; please try again' },
  'changed-meanwhile': { status: 503, title: 'The ticket is changing too fast; please try again' },
  conflict: { status: 409, title: 'The ticket does not allow this now' },
  'identity-refused': { status: 403, title: 'The identity token is not good: ask for another one' },
  'submission-reused': { status: 409, title: 'This submission id was used for another message' },
  'dead-letter-unknown': { status: 404, title: 'There is no such dead letter' },
  'dead-letter-resolved': { status: 409, title: 'Somebody has decided about it already' },
  'dead-letter-unreadable': { status: 409, title: 'It can only be discarded' },
  'ticket-exists': { status: 409, title: 'The ticket is already there' },
  'ticket-unknown': { status: 404, title: 'There is no such ticket' },
  'version-unknown': { status: 404, title: 'The ticket has no such version' },
  'not-open-yet': { status: 404, title: 'The ticket was not there then' },
  'ticket-erased': { status: 410, title: 'The ticket was erased with its customer' },
  'ticket-closed': { status: 409, title: 'The ticket is closed' },
  'message-known': { status: 409, title: 'The message is already on the ticket' },
  'file-unknown': { status: 404, title: 'There is no such file' },
  'message-unknown': { status: 404, title: 'There is no such message' },
  'reply-known': { status: 409, title: 'The reply is already on the ticket' },
  'reply-unknown': { status: 404, title: 'There is no such reply' },
  'reply-stale': { status: 409, title: 'The customer has written since' },
  'reply-not-possible': { status: 409, title: 'The reply would not reach the customer' },
  'reply-too-long': { status: 422, title: 'The channel does not take so much text' },
  'reply-final': { status: 409, title: 'The reply cannot change any more' },
  'human-in-charge': { status: 409, title: 'A human has already taken over' },
  'not-escalated': { status: 409, title: 'The ticket is not with a human' },
  'nothing-to-reopen': { status: 409, title: 'The ticket is neither resolved nor closed' },
  'ticket-resolved': { status: 409, title: 'The ticket is resolved' },
  'nothing-to-resolve': { status: 409, title: 'There is nothing to resolve' },
  'not-answered': { status: 409, title: 'There is no answer yet' },
  'not-suppressed': { status: 409, title: 'The message is not suppressed' },
  'message-discarded': { status: 409, title: 'Somebody has discarded the message already' },
  'reply-not-failed': { status: 409, title: 'The reply has not failed for good' },
  'reply-rerouted': { status: 409, title: 'The reply has gone out somewhere else already' },
  'address-not-offered': { status: 422, title: 'This address is not offered for the reply' },
  'staff-unknown': { status: 422, title: 'Nobody of that name is known here' },
  'suggestion-unknown': { status: 404, title: 'This ticket suggests no article' },
  'suggestion-changed': { status: 409, title: 'The draft is not the one that was read' },
  'suggestion-decided': { status: 409, title: 'Somebody has decided about it already' },
  'slug-taken': { status: 409, title: 'An article has this title already' },
  'article-empty': { status: 422, title: 'The article has no text' },
  'article-unknown': { status: 404, title: 'There is no such article' },
  'article-changed': { status: 409, title: 'Somebody has changed the article since' },
  'article-withdrawn': { status: 409, title: 'The article is withdrawn' },
  'text-erased': { status: 409, title: 'The text of the reply is gone' },
  'customer-erased': { status: 410, title: 'The customer was erased' },
  'legal-hold': { status: 409, title: 'A legal hold keeps the customer' },
  'hold-unknown': { status: 404, title: 'There is no such hold in force' },
  'reason-missing': { status: 422, title: 'Say why, so that it can be judged later' },
  'customer-unknown': { status: 404, title: 'There is no such customer' },
  'same-customer': { status: 409, title: 'It is the same customer' },
  'customer-merged': { status: 409, title: 'The customer was merged already' },
  'not-merged': { status: 409, title: 'The customer was not merged into another' },
  'too-many-merged': { status: 409, title: 'Too many customers are merged into one' },
  'identifier-known': { status: 409, title: 'It is linked to this customer already' },
  'identifier-taken': { status: 409, title: 'It is linked to another customer' },
  'identifier-unknown': { status: 404, title: 'It is not linked to this customer' },
  'identifier-invalid': { status: 422, title: 'This is no identifier of that kind' },
  'too-many-identifiers': { status: 409, title: 'The customer has too many identifiers' },
  'conflict-unknown': { status: 404, title: 'There is no such conflict' },
  'citations-missing': { status: 409, title: 'An answer names its sources' },
} as const satisfies Readonly<Record<string, ProblemKind>> & Readonly<Record<TicketRejection, ProblemKind>>;

export type ProblemCode = keyof typeof problemKinds;

/** Codes of faults thrown by adapters, as problems. All of them pass. */
export const faultProblems: Readonly<Record<string, ProblemCode>> = {
  'store-unavailable': 'unavailable',
  'bus-unavailable': 'unavailable',
  'unknown-event': 'unavailable',
  'version-conflict': 'changed-meanwhile',
  'unique-conflict': 'changed-meanwhile',
};

export interface ProblemExtras {
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the document beyond the usual ones, such as who was faster. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown by guards and handlers to answer with a problem; never leaves the adapter. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly problem: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(problem);
  }
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code);
}

/** @param instance id of the request */
export function problemResponse(code: ProblemCode, instance: string, extras: ProblemExtras = {}): Response {
  const { status, title } = problemKinds[code];
  const { detail, errors, headers, members } = extras;
  const document: ProblemView = {
    ...members,
    type: `/problems/${code}`,
    title,
    status,
    instance,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
