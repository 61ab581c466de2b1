// What an ordinary ticket costs: the agent's real requests to a stand-in, for a question to the real knowledge base.

import { Value } from '@sinclair/typebox/value';
import { createOpenAiAgent } from '../adapters/openai/agent.ts';
import { calls, type RequestBody, type Scripted } from '../adapters/openai/sandbox/answers.ts';
import { openAiSandbox } from '../adapters/openai/sandbox/sandbox.ts';
import { costOf } from '../application/agent/prices.ts';
import { beginRun } from '../application/agent/run.ts';
import { SearchFindings } from '../application/agent/tool-arguments.ts';
import { confidencePolicy } from '../application/knowledge/confidence-policy.ts';
import { evolve } from '../domain/ticket/state.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { pricesOf } from './openai.ts';

/** Bytes of English text and JSON for one token, as servers count on average; other languages have fewer. */
const bytesPerToken = 4;

export interface ExampleRequest {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

/** @returns one entry for each request; nothing is stored and no provider is asked */
export async function costExample(
  core: Core,
  config: Config,
  question: string,
): Promise<readonly ExampleRequest[]> {
  const outputs: number[] = [];
  await using server = openAiSandbox({
    otherwise: {
      answer: (body) => {
        const answer = nextStep(body, question);
        outputs.push('json' in answer ? tokensIn(Object(answer.json).choices[0].message) : 0);
        return answer;
      },
    },
  });
  const { openaiModel: model, openaiMaxOutputTokens: maxOutputTokens } = config;
  const connection = { baseURL: server.baseURL, apiKey: 'none', timeoutMs: 30_000, maxRetries: 0 };
  const agent = createOpenAiAgent(
    { ...connection, model, maxOutputTokens },
    { clock: core.clock, sha256: core.sha256, random: core.ids.random },
  );
  const subject = subjectOf(core, question);
  const confidence = confidencePolicy(core.embedder, config.confidenceThreshold);
  const run = beginRun({ ...core, confidence }, subject);
  await agent.run(subject.task, run.tools, new AbortController().signal, run.log);
  const price = pricesOf(config).get(model);
  return server.requests.map(({ body }, index) => {
    const tokens = { inputTokens: tokensIn(body), cachedTokens: 0, outputTokens: outputs[index] ?? 0 };
    return { ...tokens, costMicros: costOf(price, tokens) };
  });
}

const tokensIn = (value: unknown): number =>
  Math.ceil(Buffer.byteLength(JSON.stringify(value)) / bytesPerToken);

function subjectOf({ ids, clock }: Core, question: string) {
  const [ticketId, customerId] = [ids.next(), ids.next()];
  const about = { ticketId, channel: 'webform', category: 'general', subject: 'A question' } as const;
  const opened = { ...about, reference: 'LD-0000-0000', customerId, priority: 'normal' } as const;
  const ticket = evolve(undefined, { type: 'TicketOpened', data: opened, at: clock.now() });
  if (!ticket) throw new Error('a ticket that was opened is there');
  const task = {
    ...about,
    transcript: [{ author: 'customer', text: question }],
    question,
    maxToolCalls: 12,
  } as const;
  return { runId: ids.next(), ticket, task, evidence: 'claimed' } as const;
}

/** One call after the other, as models do; the answer is the best passage, shortened. */
function nextStep({ messages }: RequestBody, question: string): Scripted {
  const done = messages.flatMap((message) => message.tool_calls?.map((call) => call.function.name) ?? []);
  const next = (['create_ticket', 'get_customer_history'] as const).find((name) => !done.includes(name));
  if (next) return calls({ name: next, args: {} });
  if (!done.includes('search_knowledge_base'))
    return calls({ name: 'search_knowledge_base', args: { query: question } });
  const passage = done.includes('send_response') ? undefined : bestPassage(messages.at(-1)?.content ?? '');
  if (passage) return calls({ name: 'send_response', args: passage });
  const summary = 'The passages do not answer this.';
  return calls({ name: 'escalate_to_human', args: { reason: 'nothing-found', summary } });
}

function bestPassage(result: string): { readonly text: string; readonly citations: string[] } | undefined {
  const json: unknown = JSON.parse(result.split('\n')[1] ?? 'null');
  const [best] = Value.Check(SearchFindings, json) && json.sufficient ? json.passages : [];
  return best && { text: best.text.slice(0, 600), citations: [best.id] };
}
