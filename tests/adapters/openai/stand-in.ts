// A server on loopback that speaks the protocol: scripted answers, real bodies and headers, and every way to misbehave.

/** What the server does with one request. */
export type Scripted =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Record<string, string> }
  /** A body sent as it is, as `application/json`. */
  | { readonly raw: string }
  /** Headers at once, then half a body, then nothing until the client leaves. */
  | { readonly stalls: true }
  /** Nothing at all until the client leaves. */
  | { readonly silent: true }
  /** Half a body, then the connection breaks. */
  | { readonly drops: true }
  /** Made from the request. */
  | { readonly answer: (body: RequestBody) => Scripted };

export interface RequestBody {
  readonly model: string;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | null;
    readonly tool_call_id?: string;
    readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[];
  }[];
  readonly tools: readonly {
    readonly type: string;
    readonly function: { readonly name: string; readonly parameters: Record<string, unknown> };
  }[];
  readonly temperature?: number;
  readonly input: readonly string[];
  readonly encoding_format?: string;
  readonly dimensions?: number;
}

export interface StandIn extends AsyncDisposable {
  readonly baseURL: string;
  readonly requests: { readonly path: string; readonly authorization: string; readonly body: RequestBody }[];
}

/** Answers requests in the order of the script; after its end every request is a mistake of the test. */
export function standIn(script: readonly Scripted[]): StandIn {
  const requests: StandIn['requests'] = [];
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    fetch: async (request) => {
      const body = (await request.json()) as RequestBody;
      const path = new URL(request.url).pathname;
      requests.push({ path, authorization: request.headers.get('authorization') ?? '', body });
      const known = path === '/v1/chat/completions' || path === '/v1/embeddings';
      const exhausted = failure(418, 'the script has no answer for this request', null, 'test_error');
      return known
        ? respond(script[requests.length - 1] ?? exhausted, body)
        : respond(failure(404, 'Unknown path'), body);
    },
  });
  return {
    baseURL: `http://127.0.0.1:${server.port}/v1`,
    requests,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

const half = '{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"mess';

export function respond(scripted: Scripted, body: RequestBody): Response | Promise<Response> {
  if ('answer' in scripted) return respond(scripted.answer(body), body);
  if ('json' in scripted) {
    return Response.json(scripted.json, {
      status: scripted.status ?? 200,
      headers: { 'x-request-id': 'req_1', ...scripted.headers },
    });
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

export interface ScriptedCall {
  readonly name: string;
  /** Sent as JSON, or as it is when a string. */
  readonly args: unknown;
}

const usage = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };

/** A completion that calls tools, several at once when several are given. */
export function calls(...wanted: readonly ScriptedCall[]): Scripted {
  return completion(
    {
      role: 'assistant',
      content: null,
      refusal: null,
      tool_calls: wanted.map(({ name, args }, index) => ({
        id: `call_${name}_${index}`,
        type: 'function',
        function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
      })),
    },
    'tool_calls',
  );
}

/** A completion of plain text. */
export function says(content: string | null, finishReason = 'stop', refusal: string | null = null): Scripted {
  return completion({ role: 'assistant', content, refusal }, finishReason);
}

function completion(message: object, finishReason: string): Scripted {
  return {
    json: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_790_000_000,
      model: 'stand-in-1',
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
      usage,
    },
  };
}

/** An error with the body the protocol has for it. */
export function failure(
  status: number,
  message: string,
  code: string | null = null,
  type = 'invalid_request_error',
  headers: Record<string, string> = {},
): Scripted {
  return { status, json: { error: { message, type, param: null, code } }, headers };
}

/** Vectors for the inputs of a request, as the request asks for them. */
export function embeddings(
  vectorOf: (input: string) => readonly number[],
  options: { readonly format?: 'float' | 'base64'; readonly reversed?: boolean } = {},
): Scripted {
  return {
    answer: ({ input, model, encoding_format }) => {
      const format = options.format ?? encoding_format;
      const data = input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: format === 'base64' ? base64(vectorOf(text)) : vectorOf(text),
      }));
      if (options.reversed) data.reverse();
      return { json: { object: 'list', data, model, usage: { prompt_tokens: 8, total_tokens: 8 } } };
    },
  };
}

function base64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
