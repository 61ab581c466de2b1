// /api/audit/tickets: which tickets there are, what happened on one, what was known when, who looked at it.
import { type Static, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import { idPattern } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { Limit, limitOf } from '../query.ts';
import { problems, secured } from '../staff/access.ts';
import { Status } from '../views.ts';
import { known, requireAuditor } from './access.ts';
import type { Audit, AuditQuery } from './desk.ts';
import { Instant, instantOf, invalid, momentOf, Version } from './moments.ts';
import { AuditTicketsView, HistoryView, LooksView, ReplayedView, SoughtCustomersView } from './views.ts';

// Queries are text: numbers are checked as text here and converted below.
const Filter = Type.Object(
  {
    reference: Type.Optional(
      Type.String({ maxLength: 20, description: 'Of the one ticket.', examples: ['LD-7K2M-9QXA'] }),
    ),
    customer: Type.Optional(
      Type.String({
        pattern: idPattern,
        description: 'Id of a customer; everybody who is taken for them counts.',
        examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'],
      }),
    ),
    status: Type.Optional(Status),
    type: Type.Optional(
      Type.String({
        pattern: '^[A-Z][A-Za-z]{0,63}$',
        description: 'Type of an event on it.',
        examples: ['StaffReplied'],
      }),
    ),
    actor: Type.Optional(
      Type.String({
        pattern: '^(customer|agent|staff|system)(:.{1,200})?$',
        description: 'Who did it: customer, agent, staff or system, with a name behind a colon.',
        examples: ['staff:anna'],
      }),
    ),
    from: Type.Optional(Instant('Something happened on it at this moment or later')),
    until: Type.Optional(Instant('Something happened on it before this moment')),
    after: Type.Optional(
      Type.String({
        maxLength: 80,
        description: '`next` of the page before.',
        examples: ['1763632800000000_1042'],
      }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);

const At = Type.Object(
  {
    version: Type.Optional(Version('After this version of the ticket.')),
    at: Type.Optional(Instant('At this moment')),
    sinceVersion: Type.Optional(Version('Compare with how it was after this version.')),
    sinceAt: Type.Optional(Instant('Compare with how it was at this moment')),
  },
  { additionalProperties: false },
);

/** Name of the header that brings an identifier: what a person is known by does not belong into an address. */
const identifierHeader = 'ledgerdesk-identifier';

export function auditTicketRoutes(audit: Audit, kit: Kit) {
  return new Elysia({ normalize: false })
    .onTransform(requireAuditor(kit))
    .use(findingRoutes(audit, kit))
    .use(historyRoutes(audit));
}

/** Which ticket, and whose. */
function findingRoutes(audit: Audit, kit: Kit) {
  return new Elysia({ normalize: false })
    .get(
      '/tickets',
      async ({ query, request }) => {
        const { customer: customerId } = query;
        if (customerId !== undefined) await kit.recordRead(request, { what: 'tickets', customerId });
        return found(await audit.tickets(queryOf(query)));
      },
      {
        query: Filter,
        detail: describe({
          tag: 'Audit',
          summary: 'Find tickets',
          description:
            'What is asked about events has to be true of one and the same event. By last change, newest first; who asks for a type of event or for somebody of the staff gets the newest such event first.',
          secured,
          answers: { 200: { description: 'The tickets.', schema: AuditTicketsView } },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    )
    .get(
      '/identifiers',
      async ({ request }) => {
        const { kind, value } = identifierOf(request.headers.get(identifierHeader));
        const customers = await audit.customersWith(kind, value);
        for (const { customerId } of customers)
          await kit.recordRead(request, { what: 'identifier', customerId });
        return { customers };
      },
      {
        detail: {
          ...describe({
            tag: 'Audit',
            summary: 'Find a customer by what they are known by',
            description:
              'The identifier comes in a header, so that no address of a person is in an address of ours or in a log.',
            secured,
            answers: {
              200: { description: 'Whom it is linked to; empty for nobody.', schema: SoughtCustomersView },
            },
            problems: [...problems, 'invalid-fields'],
          }),
          parameters: [
            {
              name: identifierHeader,
              in: 'header',
              required: true,
              description:
                'Kind and value with a colon between, percent-encoded: email, phone, whatsapp-user, external.',
              schema: { type: 'string' },
              example: 'email%3Aada%40example.org',
            },
          ],
        },
      },
    );
}

/** One ticket through time. */
function historyRoutes(audit: Audit) {
  return new Elysia({ normalize: false })
    .get(
      '/tickets/:reference/events',
      ({ params }) => known(params.reference, (reference) => audit.events(reference)),
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
      async ({ params, query }) => {
        const moment = momentOf(query);
        const since = momentOf({ version: query.sinceVersion, at: query.sinceAt }, 'sinceAt');
        return accepted(
          await known(params.reference, (reference) => audit.stateAt(reference, moment, since)),
        );
      },
      {
        query: At,
        detail: describe({
          tag: 'Audit',
          summary: 'What was known at a version or a moment',
          description:
            'The ticket replayed up to `version` or `at`; up to now when neither is given. Version 0 is before it was opened. A version that it does not have, or a moment before it was there, is refused, with how many versions there are or since when. With `sinceVersion` or `sinceAt` also what is not as it was then.',
          secured,
          answers: { 200: { description: 'The state then.', schema: ReplayedView } },
          problems: [...problems, 'ticket-unknown', 'version-unknown', 'not-open-yet', 'invalid-fields'],
        }),
      },
    )
    .get(
      '/tickets/:reference/looks',
      ({ params }) => known(params.reference, (reference) => audit.looks(reference)),
      {
        detail: describe({
          tag: 'Audit',
          summary: 'Who looked at a ticket',
          description: 'Looks at personal data on it, newest first; at most 500.',
          secured,
          answers: { 200: { description: 'The looks.', schema: LooksView } },
          problems: [...problems, 'ticket-unknown'],
        }),
      },
    );
}

function queryOf(query: Static<typeof Filter>): AuditQuery {
  const { reference, customer, status, type, actor, from, until, after, limit } = query;
  const [, kind = '', id] = /^([a-z]+)(?::(.*))?$/s.exec(actor ?? '') ?? [];
  return {
    limit: limitOf(limit),
    ...(reference === undefined ? {} : { reference: reference.toUpperCase() }),
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(status === undefined ? {} : { status }),
    ...(type === undefined ? {} : { type }),
    ...(actor === undefined ? {} : { actor: { kind, ...(id === undefined ? {} : { id }) } }),
    ...(from === undefined ? {} : { from: instantOf(from, 'from') }),
    ...(until === undefined ? {} : { until: instantOf(until, 'until') }),
    ...(after === undefined ? {} : { after }),
  };
}

function found<T>(page: T | 'unreadable-cursor'): T {
  if (page === 'unreadable-cursor') throw invalid('after', 'This is not where a page ended.');
  return page as T;
}

/** @throws Refusal */
function identifierOf(header: string | null): { readonly kind: string; readonly value: string } {
  const [, kind, value] = /^([a-z-]{1,20}):(.{1,320})$/s.exec(decoded(header ?? '')) ?? [];
  if (kind === undefined || value === undefined)
    throw invalid(identifierHeader, 'Please give a kind and a value with a colon between.');
  return { kind, value };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
