// Who answers, with which models, at what cost and how sure.
import { Type } from '@sinclair/typebox';
import { defaultPolicy } from '../../../domain/knowledge/confidence.ts';
import { secret } from './secret.ts';

/** Amounts have at most six digits after the point: they are counted in millionths. */
const dollars = '\\d{1,6}(?:\\.\\d{1,6})?';
const modelPrice = `^[^\\s=,]+=${dollars}/${dollars}/${dollars}$`;

export const answeringSettings = {
  agent: Type.Union([Type.Literal('extractive'), Type.Literal('openai')], {
    default: 'extractive',
    description: 'Who answers: passages of the knowledge base as they are, or a model.',
  }),
  openaiBaseUrl: Type.Optional(
    Type.String({ shape: 'http-url', description: 'Any server that speaks the OpenAI protocol.' }),
  ),
  openaiApiKey: Type.Optional(Type.String({ ...secret, description: 'Key for the model server.' })),
  openaiModel: Type.String({ default: 'gpt-4.1-mini', description: 'Model that composes answers.' }),
  openaiTimeoutMs: Type.Integer({
    minimum: 1000,
    maximum: 600_000,
    default: 30_000,
    description: 'Longest wait for one answer of the model server.',
  }),
  openaiRetries: Type.Integer({
    minimum: 0,
    maximum: 10,
    default: 2,
    description: 'Further attempts of a request to it, where the fault may pass.',
  }),
  openaiConcurrency: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 8,
    description:
      'Requests to it under way at the same time, in each process; its rate limits are followed besides.',
  }),
  openaiMaxOutputTokens: Type.Integer({
    minimum: 100,
    maximum: 100_000,
    default: 2_000,
    description: 'Longest answer to one request, in tokens. So much is reserved where spending has a cap.',
  }),
  openaiEmbeddingModel: Type.Optional(
    Type.String({ description: 'Model that embeds passages. Absent: the local embedder.' }),
  ),
  openaiEmbeddingDimensions: Type.Integer({
    minimum: 1,
    maximum: 4096,
    default: 1536,
    description: 'Dimensions of its vectors. Others than 1536 are searched without an index.',
  }),
  modelPrices: Type.Array(Type.String({ pattern: modelPrice }), {
    default: ['gpt-4.1-mini=0.40/1.60/0.10', 'gpt-4.1=2.00/8.00/0.50', 'text-embedding-3-small=0.02/0/0.02'],
    shape: 'model-prices',
    description:
      'What models cost, `name=input/output/cached input`, in dollars for a million tokens. Compare with your contract.',
  }),
  spendCapPerDay: Type.Optional(
    Type.String({
      shape: 'dollars',
      description:
        'Most that models may cost in a day (UTC), in dollars, over all processes. Beyond it the agent hands over. Absent: no cap.',
    }),
  ),
  spendCapPerTicket: Type.Optional(
    Type.String({
      shape: 'dollars',
      description: 'Most that models may cost for one ticket, in dollars. Absent: no cap.',
    }),
  ),
  confidenceThreshold: Type.Number({
    minimum: 0,
    maximum: 1,
    default: defaultPolicy.threshold,
    description: 'Search results less sure than this are not answered from; the agent hands over.',
  }),
  knowledgeSynonyms: Type.Optional(
    Type.String({
      description:
        'File of words your customers use for each other, a group per line, separated by commas; beside the usual ones.',
    }),
  ),
  agentConcurrency: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 8,
    description: 'Customers answered at the same time.',
  }),
};
