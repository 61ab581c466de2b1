// /api/audit/export and bundles: what an auditor carries away.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import type { Kit } from '../kit.ts';
import { problems, secured } from '../staff/access.ts';
import { auditorOf, known, type LongWork, requireAuditor } from './access.ts';
import type { Audit, BundleDownload } from './desk.ts';
import { Instant, instantOf, invalid } from './moments.ts';
import { streamBytes, streamLines } from './stream-lines.ts';

const Texts = Type.Object(
  {
    texts: Type.Optional(
      Type.Union([Type.Literal('opened'), Type.Literal('sealed')], {
        description: 'Whether its page shows what was sealed; absent: it does not.',
        examples: ['sealed'],
      }),
    ),
  },
  { additionalProperties: false },
);
const Period = Type.Object(
  {
    from: Instant('Stored at this moment or later'),
    until: Instant('Stored before this moment'),
  },
  { additionalProperties: false },
);

const tar = {
  contentType: 'application/x-tar',
  example: 'entries, checkpoints, header.json, public-key.pem, verify.mjs, report.html',
};
const headers = {
  'ledgerdesk-events': 'How many events it is about.',
  'ledgerdesk-positions': 'How many positions it goes through, to show how far it has come.',
};

export function exportRoutes(audit: Audit, kit: Kit, work: LongWork) {
  return new Elysia({ normalize: false })
    .onTransform(requireAuditor(kit))
    .use(ledgerRoute(audit, kit, work))
    .use(bundleRoutes(audit, kit, work));
}

function ledgerRoute(audit: Audit, kit: Kit, { unhurried, long }: LongWork) {
  const { telemetry } = kit.options;
  return new Elysia({ normalize: false }).get(
    '/export',
    ({ request }) => {
      unhurried(request);
      const lines = long.hold(auditorOf(kit, request))(audit.export());
      return new Response(streamLines(lines, telemetry, 'the export broke off'), {
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
        problems: [...problems, 'busy'],
      }),
    },
  );
}

function bundleRoutes(audit: Audit, kit: Kit, { unhurried, long }: LongWork) {
  const { telemetry } = kit.options;
  const packed = ({ name, events, positions, bytes }: BundleDownload, request: Request) =>
    new Response(streamBytes(long.hold(auditorOf(kit, request))(bytes), telemetry, 'a bundle broke off'), {
      headers: {
        'content-type': 'application/x-tar',
        'content-disposition': `attachment; filename="${name}.tar"`,
        'cache-control': 'no-store',
        'ledgerdesk-events': String(events),
        'ledgerdesk-positions': String(positions),
      },
    });
  return new Elysia({ normalize: false })
    .get(
      '/tickets/:reference/bundle',
      async ({ params, query, request }) => {
        unhurried(request);
        const opened = query.texts === 'opened';
        return packed(
          await known(params.reference, (reference) => audit.ticketBundle(reference, opened)),
          request,
        );
      },
      {
        query: Texts,
        detail: describe({
          tag: 'Audit',
          summary: 'Export a ticket as a bundle',
          description:
            'Its stored events, digests of what lies between them and the next signed checkpoint, a verifier, and a page to read. An answer that breaks off is incomplete.',
          secured,
          answers: { 200: { description: 'A tar.', text: tar, headers } },
          problems: [...problems, 'busy', 'ticket-unknown', 'invalid-fields'],
        }),
      },
    )
    .get(
      '/bundle',
      async ({ query, request }) => {
        const [from, until] = [instantOf(query.from, 'from'), instantOf(query.until, 'until')];
        unhurried(request);
        const made = await audit.periodBundle({ from, until });
        if (!made) throw invalid('from', 'Nothing was stored in this period.');
        return packed(made, request);
      },
      {
        query: Period,
        detail: describe({
          tag: 'Audit',
          summary: 'Export a period as a bundle',
          description:
            'Everything that was stored in it, sealed as it is, to the next signed checkpoint, with a verifier and a page to read.',
          secured,
          answers: { 200: { description: 'A tar.', text: tar, headers } },
          problems: [...problems, 'busy', 'invalid-fields'],
        }),
      },
    );
}
