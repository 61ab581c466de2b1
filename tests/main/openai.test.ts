// What models cost and may cost, as the configuration says it.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { memorySpendBook } from '../../src/adapters/memory/spend-book.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { embeddings, failure, type Scripted } from '../../src/adapters/openai/sandbox/answers.ts';
import { openAiSandbox } from '../../src/adapters/openai/sandbox/sandbox.ts';
import { EmbedderUnavailable } from '../../src/application/knowledge/knowledge-base.ts';
import { readConfig } from '../../src/main/config.ts';
import { modelBudget, modelEmbedder, openAiConnection, pricesOf } from '../../src/main/openai.ts';

const openai = { LEDGERDESK_AGENT: 'openai', LEDGERDESK_OPENAI_API_KEY: 'k' };

function configOf(environment: Record<string, string>) {
  const result = readConfig(environment);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment);
  return 'problems' in result ? result.problems : [];
}

describe('prices', () => {
  test('are read to the millionth of a dollar, for names with colons and slashes too', () => {
    const config = configOf({
      LEDGERDESK_MODEL_PRICES: 'gpt-4.1-mini=0.40/1.60/0.10, org/model:8b-q4=0/0.000001/0',
    });
    expect([...pricesOf(config)]).toEqual([
      ['gpt-4.1-mini', { input: 400_000, output: 1_600_000, cached: 100_000 }],
      ['org/model:8b-q4', { input: 0, output: 1, cached: 0 }],
    ]);
  });

  test.each(['gpt', 'gpt=1', 'gpt=1/2', 'gpt=1/2/x', 'gpt=0.0000001/1/1', '=1/1/1', 'gpt=-1/1/1'])(
    '%s is none',
    (price) => {
      expect(problemsOf({ LEDGERDESK_MODEL_PRICES: price })).toEqual([
        `LEDGERDESK_MODEL_PRICES must be a list of name=input/output/cached in dollars for a million tokens, parted by commas; it is "${price}"`,
      ]);
    },
  );

  test('name a model once', () => {
    expect(problemsOf({ LEDGERDESK_MODEL_PRICES: 'a=1/1/1,a=2/2/2' })).toEqual([
      'LEDGERDESK_MODEL_PRICES must not name the same model twice; it is "a=1/1/1,a=2/2/2"',
    ]);
  });
});

describe('caps', () => {
  test('are amounts of dollars', () => {
    const config = configOf({ LEDGERDESK_SPEND_CAP_PER_DAY: '25', LEDGERDESK_SPEND_CAP_PER_TICKET: '0.05' });
    expect(modelBudget(config, memorySpendBook()).caps).toEqual({
      perDayMicros: 25_000_000,
      perTicketMicros: 50_000,
    });
    expect(modelBudget(configOf({}), memorySpendBook()).caps).toEqual({});
    expect(problemsOf({ LEDGERDESK_SPEND_CAP_PER_DAY: '25 €' })).toEqual([
      'LEDGERDESK_SPEND_CAP_PER_DAY must be an amount of dollars like 25 or 0.50, with at most six digits after the point; it is "25 €"',
    ]);
  });

  test('on a model without a price stop the start: they would be none', () => {
    const local = { ...openai, LEDGERDESK_OPENAI_MODEL: 'local-8b' };
    expect(configOf(local).openaiModel).toBe('local-8b');
    expect(problemsOf({ ...local, LEDGERDESK_SPEND_CAP_PER_DAY: '25' })).toEqual([
      'LEDGERDESK_MODEL_PRICES must have a price for local-8b when LEDGERDESK_SPEND_CAP_PER_DAY is set',
    ]);
    expect(
      problemsOf({
        ...local,
        LEDGERDESK_OPENAI_EMBEDDING_MODEL: 'local-embed',
        LEDGERDESK_SPEND_CAP_PER_DAY: '25',
        LEDGERDESK_SPEND_CAP_PER_TICKET: '1',
      }),
    ).toEqual([
      'LEDGERDESK_MODEL_PRICES must have a price for local-8b and local-embed when LEDGERDESK_SPEND_CAP_PER_DAY and LEDGERDESK_SPEND_CAP_PER_TICKET are set',
    ]);
    const priced = { LEDGERDESK_MODEL_PRICES: 'local-8b=0/0/0', LEDGERDESK_SPEND_CAP_PER_DAY: '25' };
    expect(problemsOf({ ...local, ...priced })).toEqual([]);
  });

  test('do no harm where no model works', () => {
    expect(problemsOf({ LEDGERDESK_OPENAI_MODEL: 'local-8b', LEDGERDESK_SPEND_CAP_PER_DAY: '25' })).toEqual(
      [],
    );
  });
});

test('timeouts and attempts of requests are those of the configuration', () => {
  const config = configOf({
    ...openai,
    LEDGERDESK_OPENAI_TIMEOUT_MS: '9000',
    LEDGERDESK_OPENAI_RETRIES: '4',
  });
  expect(openAiConnection(config)).toEqual({
    baseURL: 'https://api.openai.com/v1',
    apiKey: 'k',
    timeoutMs: 9_000,
    maxRetries: 4,
  });
});

describe('embeddings', () => {
  const vectorOf = () => [1, 0, 0];
  const day = 'day:1970-01-01';

  /** A thousandth of a dollar a token; "abcd" is reserved as two tokens. */
  async function embedding(script: readonly Scripted[], cap: string) {
    const server = openAiSandbox({ script });
    const book = memorySpendBook();
    const config = configOf({
      LEDGERDESK_OPENAI_BASE_URL: server.baseURL,
      LEDGERDESK_OPENAI_EMBEDDING_MODEL: 'embed-1',
      LEDGERDESK_OPENAI_EMBEDDING_DIMENSIONS: '3',
      LEDGERDESK_OPENAI_RETRIES: '0',
      LEDGERDESK_MODEL_PRICES: 'embed-1=1000/0/0,gpt-4.1-mini=1/1/1',
      LEDGERDESK_SPEND_CAP_PER_DAY: cap,
    });
    const telemetry = memoryTelemetry();
    const embedder = modelEmbedder(config, 'embed-1', { book, telemetry, clock: manualClock(0) });
    return { server, book, telemetry, embedder };
  }

  test('are reserved on the day, and settled by what the server says it used', async () => {
    const { server, book, telemetry, embedder } = await embedding([embeddings(vectorOf)], '1');
    await using _ = server;
    await embedder.embed(['abcd']);
    const tokens = telemetry.counted('embedding_tokens', { model: 'embed-1' });
    expect(tokens).toBeGreaterThan(0);
    expect(await book.spent(day)).toBe(tokens * 1_000);
  });

  test('are refused at the cap of the day, before anything goes out', async () => {
    const { server, book, embedder } = await embedding([embeddings(vectorOf)], '0.001');
    await using _ = server;
    const refused = await embedder.embed(['abcd']).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EmbedderUnavailable);
    expect(String(refused)).toContain('the cap of the day');
    expect([server.requests.length, await book.spent(day)]).toEqual([0, 0]);
  });

  test('that the server refused cost nothing, and those that broke off what they may have cost', async () => {
    for (const [scripted, micros] of [
      [failure(401, 'no such key'), 0],
      [{ drops: true }, 2_000],
    ] as const) {
      const { server, book, embedder } = await embedding([scripted], '1');
      await using _ = server;
      await embedder.embed(['abcd']).catch(() => {});
      expect(await book.spent(day)).toBe(micros);
    }
  });
});
