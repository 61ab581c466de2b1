// /api/privacy: the rights of people over their data. Exporting, erasing and holds need the role admin; auditors may see
// who was erased, and who read what.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { bodyProblems, checkedBody } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { idPattern, knownId } from '../id.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { Refusal } from '../problem.ts';
import { Limit, Limited, limitOf } from '../query.ts';
import { problems, secured } from '../staff/access.ts';
import type { PrivacyDesk } from './desk.ts';
import { EraseBody, ErasedView, ErasureView, ExportView, HoldView, ReadView, ReasonBody } from './views.ts';

const Format = Type.Object(
  {
    format: Type.Optional(
      Type.Union([Type.Literal('json'), Type.Literal('html')], {
        description: 'html is one page for the person; json, the default, has the same for machines.',
        examples: ['json'],
      }),
    ),
  },
  { additionalProperties: false },
);
const Reads = Type.Object(
  {
    customerId: Type.Optional(
      Type.String({
        pattern: idPattern,
        description: 'About this customer only.',
        examples: ['0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11'],
      }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);

export function privacyRoutes(desk: PrivacyDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/privacy' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, ['admin', 'auditor']);
      set.headers['cache-control'] = 'no-store';
    })
    .use(decisionRoutes(desk, kit))
    .use(registerRoutes(desk));
}

/** What only an admin does, about one person. */
function decisionRoutes(desk: PrivacyDesk, kit: Kit) {
  const does = adminsOf(kit);
  return new Elysia({ normalize: false })
    .use(exportRoute(desk, does))
    .use(eraseRoute(desk, does))
    .use(holdRoutes(desk, does));
}

type Admins = ReturnType<typeof adminsOf>;

function adminsOf(kit: Kit) {
  const admin = ({ request }: { request: Request }) => void kit.requireStaff(request, ['admin']);
  return {
    /** Lets nobody else in. */
    admin,
    deciding: (request: Request) => ({
      staffId: kit.requireStaff(request, ['admin']).name,
      traceparent: kit.exchanges.of(request).context.traceparent,
    }),
    takes: <S extends typeof EraseBody | typeof ReasonBody>(schema: S) => ({
      // The credential before the body: a stranger makes no work.
      parse: [admin, checkedBody(schema, kit.options.bodyDeadlineMs)],
      body: schema,
    }),
  };
}

function exportRoute(desk: PrivacyDesk, { admin }: Admins) {
  return new Elysia({ normalize: false }).get(
    '/customers/:customerId/export',
    async ({ params, query, set }) => {
      const customerId = knownId(params.customerId, 'customer-unknown');
      const format = query.format ?? 'json';
      const text = await desk.export(customerId, format);
      if (text === undefined) throw new Refusal('customer-unknown');
      set.headers['content-type'] =
        format === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
      set.headers['content-disposition'] = `attachment; filename="person-${customerId}.${format}"`;
      if (format === 'html') set.headers['content-security-policy'] = exportPolicy;
      return text;
    },
    {
      query: Format,
      transform: admin,
      detail: describe({
        tag: 'Privacy',
        summary: 'Export a person',
        description:
          'Everything there is about the customer and everybody merged into them: what they wrote and were told, identifiers with evidence, consents, files, events, and who looked at it. The export is on record itself.',
        secured,
        answers: { 200: { description: 'The export.', schema: ExportView } },
        problems: [...problems, 'invalid-fields', 'customer-unknown'],
      }),
    },
  );
}

function eraseRoute(desk: PrivacyDesk, { deciding, takes }: Admins) {
  return new Elysia({ normalize: false }).post(
    '/customers/:customerId/erase',
    async ({ params, body, request }) => {
      const { staffId, traceparent } = deciding(request);
      const customerId = knownId(params.customerId, 'customer-unknown');
      return accepted(await desk.erase(customerId, { ...body, staffId, traceparent }));
    },
    {
      ...takes(EraseBody),
      detail: describe({
        tag: 'Privacy',
        summary: 'Erase a person',
        description:
          'Destroys the keys of the customer and of everybody merged into them, and removes their rows. It cannot be undone. What is under way for them is dropped.',
        secured,
        answers: { 200: { description: 'They are erased.', schema: ErasedView } },
        problems: [
          ...problems,
          ...bodyProblems,
          'customer-unknown',
          'customer-erased',
          'legal-hold',
          'changed-meanwhile',
        ],
      }),
    },
  );
}

function holdRoutes(desk: PrivacyDesk, { deciding, takes }: Admins) {
  return new Elysia({ normalize: false })
    .post(
      '/customers/:customerId/holds',
      async ({ params, body, request, set }) => {
        const customerId = knownId(params.customerId, 'customer-unknown');
        const placed = accepted(await desk.placeHold(customerId, { ...body, ...deciding(request) }));
        set.status = 201;
        return placed;
      },
      {
        ...takes(ReasonBody),
        detail: describe({
          tag: 'Privacy',
          summary: 'Place a legal hold',
          description: 'While one is in force nobody erases the person, retention included.',
          secured,
          answers: { 201: { description: 'It is in force.', schema: HoldView } },
          problems: [
            ...problems,
            ...bodyProblems,
            'customer-unknown',
            'customer-erased',
            'reason-missing',
            'changed-meanwhile',
          ],
        }),
      },
    )
    .post(
      '/customers/:customerId/holds/:holdId/lift',
      async ({ params, body, request }) => {
        const customerId = knownId(params.customerId, 'customer-unknown');
        const holdId = knownId(params.holdId, 'hold-unknown');
        accepted(await desk.liftHold(customerId, { ...body, holdId, ...deciding(request) }));
        return new Response(null, { status: 204 });
      },
      {
        ...takes(ReasonBody),
        detail: describe({
          tag: 'Privacy',
          summary: 'Lift a legal hold',
          description: 'It stays on record that there was one, until the person is erased.',
          secured,
          answers: { 204: { description: 'It is lifted.' } },
          problems: [
            ...problems,
            ...bodyProblems,
            'customer-unknown',
            'customer-erased',
            'hold-unknown',
            'reason-missing',
            'changed-meanwhile',
          ],
        }),
      },
    );
}

/** What was done and seen, about everybody. */
function registerRoutes(desk: PrivacyDesk) {
  return new Elysia({ normalize: false })
    .get('/erasures', async ({ query }) => ({ erasures: [...(await desk.erasures(limitOf(query.limit)))] }), {
      query: Limited,
      detail: describe({
        tag: 'Privacy',
        summary: 'List erasures',
        description: 'Newest first: ids of customers and of the keys that were destroyed.',
        secured,
        answers: {
          200: { description: 'The erasures.', schema: Type.Object({ erasures: Type.Array(ErasureView) }) },
        },
        problems: [...problems, 'invalid-fields'],
      }),
    })
    .get(
      '/reads',
      async ({ query }) => {
        const of = query.customerId === undefined ? {} : { customerId: query.customerId };
        return { reads: [...(await desk.reads({ ...of, limit: limitOf(query.limit) }))] };
      },
      {
        query: Reads,
        detail: describe({
          tag: 'Privacy',
          summary: 'List reads of personal data',
          description:
            'Who of the staff looked at what, newest first. The same look within ten minutes is there once.',
          secured,
          answers: {
            200: { description: 'The reads.', schema: Type.Object({ reads: Type.Array(ReadView) }) },
          },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    );
}

/** The page has its style in itself, and nothing else. */
const exportPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
