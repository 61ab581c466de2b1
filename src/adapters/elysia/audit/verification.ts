// /api/audit/verify and what was signed: whether the ledger holds, told while it is looked at, and the checkpoints.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { describe } from '../docs/describe.ts';
import type { Kit } from '../kit.ts';
import { Limit, limitOf } from '../query.ts';
import { problems, secured } from '../staff/access.ts';
import { auditorOf, type LongWork, requireAuditor } from './access.ts';
import type { Audit } from './desk.ts';
import { streamLines } from './stream-lines.ts';
import { CheckpointsView, VerificationView } from './views.ts';

const Page = Type.Object(
  {
    before: Type.Optional(
      Type.String({ pattern: '^\\d{1,18}$', description: 'Only below this position.', examples: ['78'] }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);

const ndjson = 'application/x-ndjson';

export function verificationRoutes(audit: Audit, kit: Kit, work: LongWork) {
  return new Elysia({ normalize: false })
    .onTransform(requireAuditor(kit))
    .use(verifyRoute(audit, kit, work))
    .use(checkpointRoutes(audit, kit))
    .use(toolRoutes(audit));
}

function verifyRoute(audit: Audit, kit: Kit, { unhurried, long }: LongWork) {
  const { telemetry } = kit.options;
  return new Elysia({ normalize: false }).post(
    '/verify',
    ({ request }) => {
      unhurried(request);
      const name = auditorOf(kit, request);
      if (!(request.headers.get('accept') ?? '').includes(ndjson))
        return long.run(name, () => audit.verify());
      // Who goes away ends it: nobody waits for the report any more.
      const lines = streamLines(long.hold(name)(audit.verifying()), telemetry, 'a verification broke off');
      return new Response(lines, { headers: { 'content-type': ndjson, 'cache-control': 'no-store' } });
    },
    {
      parse: 'none',
      detail: describe({
        tag: 'Audit',
        summary: 'Verify the ledger',
        description:
          'Recomputes the chain of hashes and names what does not hold, the first position first. Reads everything: takes long. Who accepts application/x-ndjson is told how far it has come, line by line, and ends it by closing the connection. Of one person two verifications or exports run at once, of all people four.',
        secured,
        answers: { 200: { description: 'The report, whatever was found.', schema: VerificationView } },
        problems: [...problems, 'busy'],
      }),
    },
  );
}

/** What was signed. */
function checkpointRoutes(audit: Audit, kit: Kit) {
  const { telemetry } = kit.options;
  return new Elysia({ normalize: false })
    .get(
      '/checkpoints',
      ({ query }) =>
        audit.checkpoints({
          limit: limitOf(query.limit),
          ...(query.before === undefined ? {} : { before: BigInt(query.before) }),
        }),
      {
        query: Page,
        detail: describe({
          tag: 'Audit',
          summary: 'List signed checkpoints',
          description: 'Newest first, each with whether the desk’s key signed it, and that key.',
          secured,
          answers: { 200: { description: 'The checkpoints.', schema: CheckpointsView } },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    )
    .get(
      '/checkpoints/file',
      () =>
        download(
          streamLines(audit.checkpointLines(), telemetry, 'a list of checkpoints broke off'),
          ndjson,
          'checkpoints.jsonl',
        ),
      {
        detail: describe({
          tag: 'Audit',
          summary: 'Download signed checkpoints',
          description: 'All of them, oldest first, to be kept by somebody else than the desk.',
          secured,
          answers: {
            200: {
              description: 'One checkpoint a line.',
              text: { contentType: ndjson, example: '{"position":"78","hash":"5f70…"}\n' },
            },
          },
          problems,
        }),
      },
    );
}

/** What somebody else checks it with. */
function toolRoutes(audit: Audit) {
  return new Elysia({ normalize: false })
    .get('/public-key', () => download(audit.publicKey, 'application/x-pem-file', 'public-key.pem'), {
      detail: describe({
        tag: 'Audit',
        summary: 'Download the public key',
        description: 'Checks the signatures of checkpoints: Ed25519, SPKI, PEM.',
        secured,
        answers: {
          200: {
            description: 'The key.',
            text: { contentType: 'application/x-pem-file', example: '-----BEGIN PUBLIC KEY-----\n…' },
          },
        },
        problems,
      }),
    })
    .get('/verifier', () => download(audit.verifier, 'text/javascript', 'verify.mjs'), {
      detail: describe({
        tag: 'Audit',
        summary: 'Download the verifier',
        description: 'One file that verifies exports and bundles with Node.js alone.',
        secured,
        answers: {
          200: {
            description: 'The file.',
            text: { contentType: 'text/javascript', example: '// node verify.mjs …\n' },
          },
        },
        problems,
      }),
    });
}

function download(body: BodyInit, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
