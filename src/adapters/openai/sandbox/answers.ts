// What the stand-in can be told to answer: real bodies and headers, and every way to misbehave.
import type { ChatRequest, EmbeddingRequest } from './protocol.ts';

/** What the server does with one request. */
export type Scripted =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** A body sent as it is, as `application/json`. */
  | { readonly raw: string }
  /** Headers at once, then half a body, then nothing until the client leaves. */
  | { readonly stalls: true }
  /** Nothing at all until the client leaves. */
  | { readonly silent: true }
  /** Half a body, then the connection breaks. */
  | { readonly drops: true }
  /** Made from the request. */
  | { readonly answer: (body: RequestBody) => Scripted | Promise<Scripted> };

/** Of either kind; the fields of the other one are empty. */
export type RequestBody = Omit<ChatRequest, 'tools'> &
  Omit<EmbeddingRequest, 'model'> & { readonly tools: ChatRequest['tools'] };

export interface ScriptedCall {
  readonly name: string;
  /** Sent as JSON, or as it is when a string. */
  readonly args: unknown;
}

const usage = {
  prompt_tokens: 1000,
  completion_tokens: 200,
  total_tokens: 1200,
  prompt_tokens_details: { cached_tokens: 0 },
};

/** A completion that calls tools, several at once when several are given. */
export function calls(...wanted: readonly ScriptedCall[]): Scripted {
  const message = {
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: wanted.map(({ name, args }, index) => ({
      id: `call_${name}_${index}`,
      type: 'function',
      function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
    })),
  };
  return completion(message, 'tool_calls');
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

/** The same completion, of whose input so many tokens came from the provider's cache. */
export function cached(scripted: Scripted, tokens: number): Scripted {
  if (!('json' in scripted)) return scripted;
  const details = { prompt_tokens_details: { cached_tokens: tokens } };
  return { ...scripted, json: { ...Object(scripted.json), usage: { ...usage, ...details } } };
}

/** What an error of the protocol is made of. */
export interface ScriptedFailure {
  readonly code?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error with the body the protocol has for it. */
export function failure(status: number, message: string, more: ScriptedFailure = {}): Scripted {
  const { code = null, type = 'invalid_request_error', headers = {} } = more;
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
