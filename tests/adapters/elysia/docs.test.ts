import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { type TSchema, TypeGuard } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { exampleOf } from '../../../src/adapters/elysia/docs/example.ts';
import { FollowUp, Rating, Submission } from '../../../src/application/ticket/submission.ts';
import { surface } from './fixture.ts';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Readonly<
    Record<string, { readonly value: { readonly type: string; readonly status: number } }>
  >;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object; readonly securitySchemes: object };
}

const { get } = surface({ desk: { sandboxMessages: async () => [] } });
const document: Document = await (await get('/docs/json')).json();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
);

describe('the API document', () => {
  test('lists every endpoint and nothing else', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([
      'delete /api/inbox/tickets/{reference}/presence',
      'delete /api/session',
      'delete /api/sessions/{name}',
      'get /api/audit/bundle',
      'get /api/audit/checkpoints',
      'get /api/audit/checkpoints/file',
      'get /api/audit/export',
      'get /api/audit/identifiers',
      'get /api/audit/public-key',
      'get /api/audit/tickets',
      'get /api/audit/tickets/{reference}/bundle',
      'get /api/audit/tickets/{reference}/events',
      'get /api/audit/tickets/{reference}/looks',
      'get /api/audit/tickets/{reference}/state',
      'get /api/audit/verifier',
      'get /api/customers/conflicts',
      'get /api/customers/{customerId}',
      'get /api/customers/{customerId}/merge',
      'get /api/customers/{customerId}/mood',
      'get /api/dead-letters',
      'get /api/dead-letters/{id}',
      'get /api/feed',
      'get /api/inbox/queues',
      'get /api/inbox/staff',
      'get /api/inbox/tickets',
      'get /api/inbox/tickets/{reference}',
      'get /api/inbox/tickets/{reference}/files/{fileId}',
      'get /api/knowledge/articles',
      'get /api/knowledge/articles/{slug}',
      'get /api/knowledge/articles/{slug}/differences',
      'get /api/knowledge/gaps',
      'get /api/knowledge/suggestions',
      'get /api/overview',
      'get /api/privacy/customers/{customerId}/export',
      'get /api/privacy/erasures',
      'get /api/privacy/reads',
      'get /api/session',
      'get /api/session/oidc',
      'get /api/session/oidc/callback',
      'get /api/sessions',
      'get /api/sign-in',
      'get /api/suppressed',
      'get /api/tickets/{reference}/why',
      'get /api/undelivered',
      'get /health',
      'get /metrics',
      'get /ready',
      'get /sandbox/messages',
      'get /support/articles/{slug}',
      'get /support/tickets/{reference}',
      'post /api/audit/verify',
      'post /api/customers/{customerId}/conflicts/dismiss',
      'post /api/customers/{customerId}/link',
      'post /api/customers/{customerId}/merge',
      'post /api/customers/{customerId}/unlink',
      'post /api/customers/{customerId}/unmerge',
      'post /api/dead-letters/{id}/discard',
      'post /api/dead-letters/{id}/redrive',
      'post /api/inbox/tickets/{reference}/assign',
      'post /api/inbox/tickets/{reference}/close',
      'post /api/inbox/tickets/{reference}/draft',
      'post /api/inbox/tickets/{reference}/hand-back',
      'post /api/inbox/tickets/{reference}/note',
      'post /api/inbox/tickets/{reference}/reopen',
      'post /api/inbox/tickets/{reference}/reply',
      'post /api/inbox/tickets/{reference}/resolve',
      'post /api/inbox/tickets/{reference}/take',
      'post /api/knowledge/articles',
      'post /api/knowledge/articles/{slug}/withdraw',
      'post /api/knowledge/import',
      'post /api/knowledge/questions',
      'post /api/knowledge/suggestions/{reference}/approve',
      'post /api/knowledge/suggestions/{reference}/reject',
      'post /api/privacy/customers/{customerId}/erase',
      'post /api/privacy/customers/{customerId}/holds',
      'post /api/privacy/customers/{customerId}/holds/{holdId}/lift',
      'post /api/session',
      'post /api/suppressed/{messageId}/discard',
      'post /api/suppressed/{messageId}/release',
      'post /api/undelivered/{replyId}/reroute',
      'post /api/undelivered/{replyId}/retry',
      'post /support/submit',
      'post /support/tickets/{reference}/escalation',
      'post /support/tickets/{reference}/messages',
      'post /support/tickets/{reference}/rating',
      'post /webhooks/gmail',
      'post /webhooks/whatsapp',
      'post /webhooks/whatsapp/status',
      'put /api/inbox/tickets/{reference}/presence',
      'put /api/knowledge/articles/{slug}',
      'put /api/session',
    ]);
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.title).toBe('Ledgerdesk');
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  test.each(operations)(
    '$name is described, with examples of what goes in and comes out',
    ({ path, operation }) => {
      expect(operation.summary).toBeString();
      expect(operation.description).toBeString();
      expect(document.tags.map((tag) => tag.name)).toContain(operation.tags?.[0] ?? '');
      for (const name of [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])) {
        const parameter = operation.parameters?.find((p) => p.in === 'path' && p.name === name);
        expect(parameter?.example).toBeString();
      }
      if (operation.requestBody) {
        expect(Object.keys(operation.requestBody.content)).toEqual(['application/json']);
        expect(operation.requestBody.content['application/json']?.example).toBeObject();
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(response.description).toBeString();
        for (const [type, media] of Object.entries(response.content ?? {})) {
          expect(media.schema).toBeObject();
          if (type !== 'application/problem+json') expect(media.example).toBeDefined();
          for (const [code, example] of Object.entries(media.examples ?? {})) {
            expect(example.value).toMatchObject({ type: `/problems/${code}`, status: Number(status) });
          }
        }
      }
      expect(operation.responses['500']).toBeObject();
    },
  );

  test('nothing is searched for by words in an address', () => {
    const parameters = operations.flatMap(({ name, operation }) =>
      (operation.parameters ?? []).map((parameter) => ({ operation: name, ...parameter })),
    );
    expect(parameters.filter((one) => one.in === 'query' && one.name === 'q')).toEqual([]);
    const words = parameters.filter((one) => one.in === 'header' && one.name === 'ledgerdesk-words');
    expect(new Map(words.map(({ operation, example }) => [operation, example]))).toEqual(
      new Map([
        ['get /api/inbox/tickets', 'label%20printer'],
        ['get /api/knowledge/articles', 'label%20printer'],
      ]),
    );
  });

  test('every reference and security scheme it names is in it', () => {
    const references = JSON.stringify(document).match(/#\/components\/\w+\/\w+/g) ?? [];
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']));
    expect(document.components.schemas).toHaveProperty('Problem');
    const named = operations.flatMap(({ operation }) => (operation.security ?? []).flatMap(Object.keys));
    expect(new Set(named)).toEqual(new Set(Object.keys(document.components.securitySchemes)));
  });

  test('examples fit their schemas', async () => {
    const schemas = [...(await viewsOfAllFolders()), Submission, FollowUp, Rating];
    expect(schemas.length).toBeGreaterThan(60);
    for (const schema of schemas) expect([...Value.Errors(schema, exampleOf(schema))]).toEqual([]);
    const submit = document.paths['/support/submit']?.['post']?.requestBody?.content['application/json'];
    expect(Value.Check(Submission, submit?.example)).toBe(true);
  });
});

describe('the page of the API document', () => {
  test('needs nothing from elsewhere', async () => {
    const page = await get('/docs');
    const html = await page.text();
    expect(page.headers.get('content-type')).toStartWith('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    expect(html).not.toMatch(/https?:|\/\/[a-z]/);
    for (const address of addresses.filter((a) => !a.startsWith('data:'))) {
      const part = await get(address);
      expect([address, part.status]).toEqual([address, 200]);
      expect((await part.text()).length).toBeGreaterThan(50);
    }
    expect(await (await get('/docs/start.js')).text()).not.toMatch(/https?:/);
  });
});

async function viewsOfAllFolders(): Promise<TSchema[]> {
  const folder = join(import.meta.dir, '../../../src/adapters/elysia');
  const files = await Array.fromAsync(new Bun.Glob('**/views.ts').scan(folder));
  const modules: object[] = await Promise.all(files.map((file) => import(join(folder, file))));
  return modules.flatMap((exported) => Object.values(exported)).filter((value) => TypeGuard.IsSchema(value));
}
