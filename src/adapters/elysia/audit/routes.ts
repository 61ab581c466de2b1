// /api/audit: what auditors read and check. Needs a staff key with the role auditor or admin.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { Desk, Moment } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { type Kit, looksLikeReference } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { Limit, limitOf } from '../query.ts';
import { AuditTicketView, HistoryView, ReplayedView, Status, VerificationView } from '../views.ts';
import { streamLines } from './stream-lines.ts';

const secured = 'staffKey';
const problems: readonly ProblemCode[] = ['unauthorised', 'forbidden', 'rate-limited', 'unavailable'];

// Queries are text: numbers are checked as text here and converted below.
const Filter = Type.Object(
  {
    status: Type.Optional(Status),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);
const At = Type.Object(
  {
    version: Type.Optional(
      Type.String({
        pattern: '^\\d{1,9}$',
        description: 'After this version of the ticket.',
        examples: ['3'],
      }),
    ),
    at: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)$',
        description: 'At this moment, ISO 8601 with its zone.',
        examples: ['2026-11-20T14:02:00Z'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** @param unhurried lifts the time limit of the connection for answers that take long */
export function auditRoutes(desk: Desk, kit: Kit, unhurried: (request: Request) => void) {
  const known = async <T>(
    reference: string,
    find: (reference: string) => Promise<T | undefined>,
  ): Promise<T> => {
    const found = looksLikeReference(reference) ? await find(reference.toUpperCase()) : undefined;
    if (found === undefined) throw new Refusal('ticket-unknown');
    return found;
  };
  return (
    new Elysia({ normalize: false, prefix: '/api/audit' })
      // Before validation, so that a stranger learns nothing but that a key is needed.
      .onTransform(({ request, set }) => {
        kit.requireStaff(request, ['auditor', 'admin']);
        set.headers['cache-control'] = 'no-store';
      })
      .get(
        '/tickets',
        async ({ query }) => {
          const status = query.status === undefined ? {} : { status: query.status };
          return { tickets: await desk.audit.tickets({ ...status, limit: limitOf(query.limit) }) };
        },
        {
          query: Filter,
          detail: describe({
            tag: 'Audit',
            summary: 'List tickets',
            description: 'Tickets by last change, newest first.',
            secured,
            answers: {
              200: {
                description: 'The tickets.',
                schema: Type.Object({ tickets: Type.Array(AuditTicketView) }),
              },
            },
            problems: [...problems, 'invalid-fields'],
          }),
        },
      )
      .get(
        '/tickets/:reference/events',
        ({ params }) => known(params.reference, (reference) => desk.audit.events(reference)),
        {
          detail: describe({
            tag: 'Audit',
            summary: 'Everything that happened on a ticket',
            description: 'All events of the ticket in order, each with its place and hash in the ledger.',
            secured,
            answers: { 200: { description: 'The history.', schema: HistoryView } },
            problems: [...problems, 'ticket-unknown'],
          }),
        },
      )
      .get(
        '/tickets/:reference/state',
        ({ params, query }) => {
          const moment = momentOf(query);
          return known(params.reference, (reference) => desk.audit.stateAt(reference, moment));
        },
        {
          query: At,
          detail: describe({
            tag: 'Audit',
            summary: 'What was known at a version or a moment',
            description: 'The ticket replayed up to `version` or `at`; up to now when neither is given.',
            secured,
            answers: { 200: { description: 'The state then.', schema: ReplayedView } },
            problems: [...problems, 'ticket-unknown', 'invalid-fields'],
          }),
        },
      )
      .post(
        '/verify',
        ({ request }) => {
          unhurried(request);
          return desk.audit.verify();
        },
        {
          parse: 'none',
          detail: describe({
            tag: 'Audit',
            summary: 'Verify the ledger',
            description:
              'Recomputes the chain of hashes and names what does not hold. Reads everything: takes long.',
            secured,
            answers: { 200: { description: 'The report, whatever was found.', schema: VerificationView } },
            problems,
          }),
        },
      )
      .get(
        '/export',
        ({ request }) => {
          unhurried(request);
          return new Response(streamLines(desk.audit.export(), kit.options.telemetry), {
            headers: {
              'content-type': 'application/x-ndjson',
              'content-disposition': 'attachment; filename="ledger.jsonl"',
              'cache-control': 'no-store',
            },
          });
        },
        {
          detail: describe({
            tag: 'Audit',
            summary: 'Export the ledger',
            description:
              'The whole ledger as JSON lines, to be verified without us. An answer that breaks off is incomplete.',
            secured,
            answers: {
              200: {
                description: 'One JSON text a line.',
                text: { contentType: 'application/x-ndjson', example: '{"position":"1","hash":"5f70…"}\n' },
              },
            },
            problems,
          }),
        },
      )
  );
}

function momentOf(query: { readonly version?: string; readonly at?: string }): Moment {
  if (query.version !== undefined && query.at !== undefined) {
    const message = 'Please give a version or a moment, not both.';
    throw new Refusal('invalid-fields', { errors: [{ field: 'at', message }] });
  }
  if (query.version !== undefined) return { version: Number(query.version) };
  if (query.at === undefined) return undefined;
  const at = Date.parse(query.at);
  if (Number.isNaN(at)) {
    throw new Refusal('invalid-fields', { errors: [{ field: 'at', message: 'There is no such moment.' }] });
  }
  return { at };
}
