import { describe, expect, test } from 'bun:test';
import type { OpenAiEmbedderConfig } from '../../../src/adapters/openai/config.ts';
import { batches, createOpenAiEmbedder } from '../../../src/adapters/openai/embedder.ts';
import { embeddings, failure, type Scripted } from '../../../src/adapters/openai/sandbox/answers.ts';
import { openAiSandbox } from '../../../src/adapters/openai/sandbox/sandbox.ts';
import { EmbedderUnavailable } from '../../../src/application/knowledge/knowledge-base.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';

const clock = sleeplessClock(() => 0);
const vectorOf = (text: string) => [text.length, 0, 4];

async function embed(
  script: readonly Scripted[],
  texts: readonly string[],
  more: Partial<OpenAiEmbedderConfig> = {},
) {
  await using server = openAiSandbox({ script });
  const embedder = createOpenAiEmbedder(
    {
      baseURL: server.baseURL,
      apiKey: 'sk-test',
      model: 'embed-1',
      dimensions: 3,
      requestDimensions: false,
      timeoutMs: 5_000,
      maxRetries: 0,
      ...more,
    },
    clock,
  );
  const outcome = await embedder.embed(texts).catch((error: unknown) => error);
  return { outcome, requests: server.requests };
}

const rounded = (outcome: unknown) =>
  Array.isArray(outcome) &&
  outcome.map((vector: Float32Array) => [...vector].map((n) => Math.round(n * 1000) / 1000));

describe('embedding', () => {
  test.each(['base64', 'float'] as const)(
    'reads vectors sent as %s and makes them unit length',
    async (format) => {
      const { outcome, requests } = await embed([embeddings(vectorOf, { format })], ['abc']);
      expect(rounded(outcome)).toEqual([[0.6, 0, 0.8]]);
      expect(requests[0]).toMatchObject({
        path: '/v1/embeddings',
        body: { model: 'embed-1', input: ['abc'] },
      });
      expect(requests[0]?.body).not.toHaveProperty('dimensions');
    },
  );

  test('keeps the order of the texts whatever the order of the answer', async () => {
    const { outcome } = await embed([embeddings(vectorOf, { reversed: true })], ['abc', '']);
    expect(rounded(outcome)).toEqual([
      [0.6, 0, 0.8],
      [0.243, 0, 0.97],
    ]);
  });

  test('asks for its dimensions when told to', async () => {
    const { requests } = await embed([embeddings(vectorOf)], ['abc'], { requestDimensions: true });
    expect(requests[0]?.body.dimensions).toBe(3);
  });

  test('no text needs no request', async () => {
    const { outcome, requests } = await embed([], []);
    expect(outcome).toEqual([]);
    expect(requests).toHaveLength(0);
  });

  test('more texts than a request takes go in several, and a text longer than an input is cut', async () => {
    const texts = Array.from({ length: 2_049 }, (_, i) => (i === 2_048 ? 'é'.repeat(20_000) : 'abc'));
    const { outcome, requests } = await embed([embeddings(vectorOf), embeddings(vectorOf)], texts);
    expect(requests.map(({ body }) => body.input.length)).toEqual([2_048, 1]);
    expect(requests[1]?.body.input[0]).toHaveLength(8_000);
    expect(outcome).toHaveLength(2_049);
  });

  test('an empty text is sent as a blank one, which a server accepts', async () => {
    const { requests } = await embed([embeddings(vectorOf)], ['', ' \n']);
    expect(requests[0]?.body.input).toEqual([' ', ' ']);
  });

  test('batches stay below the limit of tokens, and keep every text in order', () => {
    const texts = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(16_000, 'x'));
    const made = [...batches(texts)];
    expect(made.flat()).toEqual(texts);
    for (const batch of made) expect(batch.join('').length / 2).toBeLessThanOrEqual(300_000);
    expect(made.length).toBe(3);
  });

  test.each([
    ['the wrong number of dimensions', embeddings(() => [1, 2])],
    ['something else', { json: { hello: 'world' } }],
    ['too few vectors', { json: { data: [] } }],
    ['a vector that is no number', { json: { data: [{ index: 0, embedding: 'AADAfwAAwH8AAMB/' }] } }],
    ['a wrong key', failure(401, 'Incorrect API key', { code: 'invalid_api_key' })],
  ] as readonly (readonly [string, Scripted])[])('%s is permanent', async (_, answer) => {
    const { outcome } = await embed([answer], ['abc']);
    expect(outcome).toBeInstanceOf(EmbedderUnavailable);
    expect(outcome).toMatchObject({ permanent: true });
  });

  test('a server error is tried again', async () => {
    const { outcome, requests } = await embed([failure(500, 'Oops'), embeddings(vectorOf)], ['abc'], {
      maxRetries: 1,
    });
    expect(rounded(outcome)).toEqual([[0.6, 0, 0.8]]);
    expect(requests).toHaveLength(2);
  });

  test('a server that hangs runs into the time limit', async () => {
    const { outcome } = await embed([{ silent: true }], ['abc'], { timeoutMs: 60 });
    expect(outcome).toMatchObject({ code: 'embedder-unavailable', permanent: false });
  });
});
