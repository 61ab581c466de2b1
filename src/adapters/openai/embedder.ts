// Vectors from any OpenAI-compatible server: in batches it accepts, in the order of the texts, of unit length.
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type OpenAI from 'openai';
import { ModelCallFailed } from '../../application/agent/support-agent.ts';
import { type Embedder, EmbedderUnavailable } from '../../application/knowledge/knowledge-base.ts';
import type { Clock } from '../../application/platform/clock.ts';
import type { OpenAiEmbedderConfig } from './config.ts';
import { createClient, RequestFailed, withAttempts } from './request.ts';

/** What one request takes: inputs, and tokens over all of them. */
const mostInputs = 2_048;
const mostTokens = 300_000;
/** What one input takes, 8,192 tokens, in bytes: a longer text is cut, for its beginning says what it is about. */
const longestInputBytes = 16_000;

const Embeddings = Type.Object({
  data: Type.Array(
    Type.Object({
      index: Type.Integer({ minimum: 0 }),
      embedding: Type.Union([Type.String(), Type.Array(Type.Number())]),
    }),
  ),
  usage: Type.Optional(Type.Union([Type.Object({ total_tokens: Type.Number() }), Type.Null()])),
});

/** @returns an embedder whose `embed` throws EmbedderUnavailable when the server cannot be used or answers something else */
export function createOpenAiEmbedder(config: OpenAiEmbedderConfig, clock: Clock): Embedder {
  const client = createClient(config);
  return {
    model: config.model,
    dimensions: config.dimensions,
    embed: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (const batch of batches(texts.map(readable))) {
        vectors.push(...(await embedBatch({ client, config, clock, signal }, batch)));
      }
      return vectors;
    },
  };
}

/** Two bytes a token is more than any text needs in practice, so a batch stays below the limit without a tokenizer. */
function estimatedTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 2);
}

/** An empty input is refused by the server, and a text with nothing in it needs a vector all the same. */
function readable(text: string): string {
  const cut = Buffer.from(text.slice(0, longestInputBytes)).subarray(0, longestInputBytes).toString();
  return cut.trim() === '' ? ' ' : cut;
}

/** Splits into requests that keep both limits. */
export function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let tokens = 0;
  for (const text of texts) {
    const needed = estimatedTokens(text);
    if (batch.length > 0 && (batch.length >= mostInputs || tokens + needed > mostTokens)) {
      yield batch;
      batch = [];
      tokens = 0;
    }
    batch.push(text);
    tokens += needed;
  }
  if (batch.length > 0) yield batch;
}

interface Embedding {
  readonly client: OpenAI;
  readonly config: OpenAiEmbedderConfig;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

async function embedBatch(
  { client, config, clock, signal }: Embedding,
  input: readonly string[],
): Promise<readonly Float32Array[]> {
  const { model, dimensions, requestDimensions } = config;
  try {
    // Asked for by name, so that the package leaves the answer alone: servers that know only floats send floats anyway.
    const format = { encoding_format: 'base64', ...(requestDimensions ? { dimensions } : {}) } as const;
    const tokens = input.reduce((sum, text) => sum + estimatedTokens(text), 0);
    const send = async (attempt: AbortSignal): Promise<unknown> => {
      const sent = client.embeddings.create({ model, input: [...input], ...format }, { signal: attempt });
      const { data, response } = await sent.withResponse();
      config.pace?.learn(response.headers);
      return data;
    };
    const paid = (attempt: () => Promise<unknown>) => payFor(config, tokens, attempt);
    const body = await withAttempts({ connection: config, clock, signal, tokens }, send, paid);
    return inOrder(body, input.length, dimensions);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    const { summary, permanent } = error.fault;
    throw new EmbedderUnavailable(`the embedding model cannot be used: ${summary}`, permanent, {
      cause: error,
    });
  }
}

/** An attempt that failed and may have been paid for leaves what was reserved. */
async function payFor(
  { pay }: OpenAiEmbedderConfig,
  mostTokens: number,
  attempt: () => Promise<unknown>,
): Promise<unknown> {
  const settle = await pay?.(mostTokens);
  try {
    const body = await attempt();
    settle?.(tokensUsed(body) ?? mostTokens);
    return body;
  } catch (error) {
    if (error instanceof ModelCallFailed && error.unpaid) settle?.(0);
    throw error;
  }
}

function tokensUsed(body: unknown): number | undefined {
  const used = Value.Check(Embeddings, body) ? body.usage?.total_tokens : undefined;
  return used !== undefined && used >= 0 ? Math.round(used) : undefined;
}

/** Results carry `index`; their order is not promised. */
function inOrder(body: unknown, count: number, dimensions: number): readonly Float32Array[] {
  if (!Value.Check(Embeddings, body)) throw unusable('the server did not answer with embeddings');
  const byIndex = new Map(body.data.map((item) => [item.index, item.embedding]));
  return Array.from({ length: count }, (_, index) => {
    const embedding = byIndex.get(index);
    if (embedding === undefined) throw unusable(`input ${index} of ${count} has no embedding`);
    const vector = decoded(embedding);
    if (vector.length !== dimensions) {
      throw unusable(`the model gives ${vector.length} dimensions, ${dimensions} are configured`);
    }
    return unit(vector);
  });
}

function unusable(reason: string): EmbedderUnavailable {
  return new EmbedderUnavailable(reason, true);
}

/** Base64 of little-endian 32-bit floats, or plain numbers. */
function decoded(embedding: Static<typeof Embeddings>['data'][number]['embedding']): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readFloatLE(i * 4));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length)) throw unusable('an embedding has a component that is not a number');
  return length === 0 ? vector : vector.map((component) => component / length);
}
