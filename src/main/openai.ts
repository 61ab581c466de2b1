// How the model server is reached, from the configuration.
import type { OpenAiConnection } from '../adapters/openai/config.ts';
import type { Config } from './config.ts';

export function openAiConnection(config: Config): OpenAiConnection {
  return {
    baseURL: config.openaiBaseUrl ?? 'https://api.openai.com/v1',
    apiKey: config.openaiApiKey ?? 'none',
    timeoutMs: config.openaiTimeoutMs,
    maxRetries: 2,
  };
}
