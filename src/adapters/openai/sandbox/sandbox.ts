// A model server on loopback that speaks the protocol of OpenAI: for tests, and to try the desk without an account.
import type { TSchema } from '@sinclair/typebox';
import { failure, type RequestBody, type Scripted } from './answers.ts';
import { type RateLimits, rateLimiter } from './limits.ts';
import { ChatRequest, EmbeddingRequest, problemIn } from './protocol.ts';

export interface SandboxOptions {
  /** Answers in order. */
  readonly script?: readonly Scripted[];
  /** What answers once the script is through; absent: an error that says so. */
  readonly otherwise?: Scripted;
  readonly limits?: RateLimits;
}

export interface ModelSandbox extends AsyncDisposable {
  readonly baseURL: string;
  /** Those that were in order, oldest first. */
  readonly requests: { readonly path: string; readonly authorization: string; readonly body: RequestBody }[];
  /** What was wrong with the others. */
  readonly refused: string[];
  /** The most that were under way at the same time. */
  mostAtOnce(): number;
}

const schemas = new Map<string, TSchema>([
  ['/v1/chat/completions', ChatRequest],
  ['/v1/embeddings', EmbeddingRequest],
]);
const exhausted = failure(418, 'the script has no answer for this request', { type: 'test_error' });

/** Starts it on a free port. Wrong requests get the 400 of the real server, and use up nothing of the script. */
export function openAiSandbox({ script = [], otherwise = exhausted, limits }: SandboxOptions): ModelSandbox {
  const requests: ModelSandbox['requests'] = [];
  const refused: string[] = [];
  const limiter = limits && rateLimiter(limits);
  let underWay = 0;
  let most = 0;
  const handle = async (request: Request): Promise<Response> => {
    const text = await request.text();
    const path = new URL(request.url).pathname;
    const schema = schemas.get(path);
    if (!schema) return respond(failure(404, `Unknown request URL: ${request.method} ${path}`));
    const body: unknown = parsed(text);
    const problem = problemIn(schema, body);
    if (problem !== undefined) {
      refused.push(problem);
      return respond(failure(400, problem));
    }
    const asked = { messages: [], tools: [], input: [], ...Object(body) } as RequestBody;
    const admitted = limiter?.admit(Math.ceil(text.length / 4) + (asked.max_completion_tokens ?? 0));
    if (admitted?.refusal) return respond(admitted.refusal, asked);
    requests.push({ path, authorization: request.headers.get('authorization') ?? '', body: asked });
    const answer = await respond(script[requests.length - 1] ?? otherwise, asked);
    for (const [name, value] of Object.entries(admitted?.headers ?? {})) answer.headers.set(name, value);
    return answer;
  };
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    fetch: async (request) => {
      most = Math.max(most, ++underWay);
      try {
        return await handle(request);
      } finally {
        underWay--;
      }
    },
  });
  return {
    baseURL: `http://127.0.0.1:${server.port}/v1`,
    requests,
    refused,
    mostAtOnce: () => most,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const half = '{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"mess';
const nobody: RequestBody = { model: '', messages: [], tools: [], input: [] };

async function respond(scripted: Scripted, body: RequestBody = nobody): Promise<Response> {
  if ('answer' in scripted) return respond(await scripted.answer(body), body);
  if ('json' in scripted) {
    const headers = { 'x-request-id': 'req_1', ...scripted.headers };
    return Response.json(scripted.json, { status: scripted.status ?? 200, headers });
  }
  const headers = { 'content-type': 'application/json' };
  if ('raw' in scripted) return new Response(scripted.raw, { headers });
  if ('silent' in scripted) return new Promise<Response>(() => {});
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(half)),
    pull: (controller) => {
      if ('drops' in scripted) controller.error(); // without a reason, for the server prints one
      return new Promise<void>(() => {});
    },
  });
  return new Response(stream, { headers });
}
