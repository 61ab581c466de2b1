// The OpenAPI document: what the swagger plugin collects from the routes, put right and made complete.
import { swagger } from '@elysiajs/swagger';
import type { TSchema } from '@sinclair/typebox';
import { type AnyElysia, Elysia } from 'elysia';
import { ProblemView } from '../views.ts';
import { exampleOf } from './example.ts';

type Json = Record<string, unknown>;

/** @param app every route that is to be documented */
export async function openApiDocument(app: AnyElysia, version: string): Promise<object> {
  const described = new Elysia().use(app).use(
    swagger({
      path: '/collect',
      specPath: '/collect/json',
      documentation: {
        info: {
          title: 'Ledgerdesk',
          version,
          description:
            'A customer-support desk that answers around the clock and can prove what happened. Errors are problem documents (RFC 9457). An address that cannot be read, such as a Host of two words, is answered with the problem invalid-address.',
        },
        tags: [
          { name: 'Support', description: 'For customers: ask, follow, answer, rate.' },
          { name: 'Channels', description: 'For providers of mail and WhatsApp: what they tell the desk.' },
          { name: 'Staff', description: 'For staff: what was not answered, and what did not arrive.' },
          {
            name: 'Privacy',
            description: 'For who answers to people about their data: export, erase, holds.',
          },
          { name: 'Audit', description: 'For auditors: replay, verify, export.' },
          { name: 'Operations', description: 'For operators.' },
        ],
        components: {
          securitySchemes: {
            statusToken: {
              type: 'http',
              scheme: 'bearer',
              description: 'The statusToken from the receipt of the submission.',
            },
            session: {
              type: 'apiKey',
              in: 'cookie',
              name: '__Host-ledgerdesk',
              description:
                'The session of a page (`ledgerdesk` on http on this machine). Everything but GET and HEAD needs the header `x-csrf-token` beside it.',
            },
            staffKey: {
              type: 'http',
              scheme: 'bearer',
              description:
                'A staff key, or a token of the identity provider. Reading the audit needs the role auditor or admin; an auditor changes nothing.',
            },
          },
        },
      },
    }),
  );
  const response = await described.handle(new Request('http://localhost/collect/json'));
  return putRight((await response.json()) as Json, requestExamples(app));
}

/** Schemas use `const` and `null`, which OpenAPI knows from 3.1 on; bodies are JSON and nothing else. */
function putRight(document: Json, examples: ReadonlyMap<string, unknown>): object {
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const body = operation['requestBody'] as { content: Record<string, Json> } | undefined;
      const json = body?.content['application/json'];
      if (body && json) {
        body.content = { 'application/json': { ...json, example: examples.get(`${method} ${path}`) } };
      }
      const parameters = operation['parameters'] as Json[] | undefined;
      if (parameters) operation['parameters'] = parameters.map(parameterObject);
    }
  }
  const components = document['components'] as Json;
  return {
    ...document,
    openapi: '3.1.0',
    components: { ...components, schemas: { Problem: ProblemView } },
  };
}

/** What the ids in paths are of. */
const ids: Readonly<Record<string, string>> = {
  id: 'dead letter',
  messageId: 'message',
  holdId: 'legal hold',
  fileId: 'file',
  replyId: 'reply',
  customerId: 'customer',
};

/** A parameter has one `example`; the list belongs to its schema. */
function parameterObject({ examples, ...parameter }: Json): Json {
  if (parameter['name'] === 'reference') {
    return { ...parameter, description: 'What the customer quotes.', example: 'LD-7K2M-9QXA' };
  }
  if (parameter['name'] === 'slug') {
    return { ...parameter, description: 'Name of the article.', example: 'label-printing-problems' };
  }
  if (parameter['name'] === 'name') {
    return { ...parameter, description: 'As the list has it.', example: 'anna' };
  }
  const kind = ids[String(parameter['name'])];
  if (kind !== undefined) {
    return {
      ...parameter,
      description: `Id of the ${kind}.`,
      example: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11',
    };
  }
  return Array.isArray(examples) ? { ...parameter, example: examples[0] } : parameter;
}

function requestExamples(app: AnyElysia): ReadonlyMap<string, unknown> {
  const examples = new Map<string, unknown>();
  for (const { method, path, hooks } of app.routes) {
    const body: TSchema | undefined = hooks?.body;
    const documented = path.replace(/:([^/]+)/g, '{$1}');
    if (body) examples.set(`${method.toLowerCase()} ${documented}`, exampleOf(body));
  }
  return examples;
}
