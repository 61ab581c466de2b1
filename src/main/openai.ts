// How the model server is reached, what it costs and what it may cost, from the configuration.
import { createOpenAiAgent } from '../adapters/openai/agent.ts';
import type { OpenAiConnection } from '../adapters/openai/config.ts';
import { createOpenAiEmbedder } from '../adapters/openai/embedder.ts';
import { createPace } from '../adapters/openai/pace.ts';
import { longestPauseMs } from '../adapters/openai/request.ts';
import { costOf, type ModelPrice, microsOf, type PriceList } from '../application/agent/prices.ts';
import { type ModelBudget, reserveOnDay, type SpendBook } from '../application/agent/spending.ts';
import type { SupportAgent } from '../application/agent/support-agent.ts';
import { type Embedder, EmbedderUnavailable } from '../application/knowledge/knowledge-base.ts';
import type { Clock, Ids } from '../application/platform/clock.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';
import type { Config } from './config.ts';

interface ModelParts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export function openAiConnection(config: Config): OpenAiConnection {
  return {
    baseURL: config.openaiBaseUrl ?? 'https://api.openai.com/v1',
    apiKey: config.openaiApiKey ?? 'none',
    timeoutMs: config.openaiTimeoutMs,
    maxRetries: config.openaiRetries,
  };
}

/** With a pace of its own: limits are by model. */
function pacedConnection(config: Config, model: string, { clock, telemetry }: ModelParts): OpenAiConnection {
  const onWait = (ms: number) => telemetry.observe('model_wait', ms, { model });
  const concurrency = config.openaiConcurrency;
  return {
    ...openAiConnection(config),
    pace: createPace({ clock, concurrency, longestWaitMs: longestPauseMs, onWait }),
  };
}

/** The agent that a model is behind. */
export function modelAgent(
  config: Config,
  parts: ModelParts & { readonly sha256: (text: string) => string; readonly ids: Ids },
): SupportAgent {
  const model = config.openaiModel;
  const connection = pacedConnection(config, model, parts);
  return createOpenAiAgent(
    { ...connection, model, maxOutputTokens: config.openaiMaxOutputTokens },
    { clock: parts.clock, sha256: parts.sha256, random: parts.ids.random },
  );
}

/**
 * @param model as configured; what it needs is reserved on the day before it is asked
 * @returns an embedder that throws EmbedderUnavailable at the cap of the day: a search then goes by words alone, an import goes on another day
 */
export function modelEmbedder(
  config: Config,
  model: string,
  { book, ...parts }: ModelParts & { readonly book: SpendBook },
): Embedder {
  const budget = modelBudget(config, book);
  const price = budget.prices.get(model);
  const costOfTokens = (tokens: number) =>
    costOf(price, { inputTokens: tokens, cachedTokens: 0, outputTokens: 0 });
  const pay = async (mostTokens: number) => {
    const settle = await reserveOnDay(budget, costOfTokens(mostTokens), parts.clock.now());
    if (!settle) throw new EmbedderUnavailable('the cap of the day leaves no room for embeddings', false);
    return (tokens: number) => {
      const costMicros = costOfTokens(tokens);
      parts.telemetry.count('embedding_tokens', { model }, tokens);
      parts.telemetry.count('embedding_cost_micros', { model }, costMicros);
      settle(costMicros);
    };
  };
  return createOpenAiEmbedder(
    {
      ...pacedConnection(config, model, parts),
      model,
      dimensions: config.openaiEmbeddingDimensions,
      requestDimensions: model.startsWith('text-embedding-3'),
      pay,
    },
    parts.clock,
  );
}

export function modelBudget(config: Config, book: SpendBook): ModelBudget {
  const [perDayMicros, perTicketMicros] = [config.spendCapPerDay, config.spendCapPerTicket].map((cap) =>
    cap === undefined ? undefined : microsOf(cap),
  );
  const caps = {
    ...(perDayMicros === undefined ? {} : { perDayMicros }),
    ...(perTicketMicros === undefined ? {} : { perTicketMicros }),
  };
  return { prices: pricesOf(config), caps, book };
}

/** Of `name=input/output/cached`, in dollars for a million tokens, as the configuration has checked it. */
export function pricesOf({ modelPrices }: Pick<Config, 'modelPrices'>): PriceList {
  return new Map(
    modelPrices.map((entry): [string, ModelPrice] => {
      const [name = '', prices = ''] = entry.split('=');
      const [input = 0, output = 0, cached = 0] = prices.split('/').map(microsOf);
      return [name, { input, output, cached }];
    }),
  );
}
