// The agent behind any OpenAI-compatible server: a tool loop that ends when a tool says so, and never otherwise answers.
import type OpenAI from 'openai';
import {
  type AgentReport,
  AgentUnavailable,
  type RunLog,
  type SupportAgent,
  type Tool,
} from '../../application/agent/support-agent.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import { type Answer, readCompletion } from './completion.ts';
import type { OpenAiConfig } from './config.ts';
import { conversation } from './conversation.ts';
import { createFence } from './fence.ts';
import { prompt } from './prompt.ts';
import { createClient, RequestFailed, withAttempts } from './request.ts';
import { actOn, type Message, refusePlainText } from './turn.ts';

/** Requests beyond the cap of tool calls: room for a nudge. */
const spareRequests = 3;
const codeBytes = 16;
/** Two bytes a token is more than any text needs in practice: what is reserved without a tokenizer. */
const bytesPerToken = 2;

export interface OpenAiAgentParts {
  readonly clock: Clock;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
  readonly random: Ids['random'];
}

/** A support agent on `chat.completions` with the given tools. */
export function createOpenAiAgent(config: OpenAiConfig, parts: OpenAiAgentParts): SupportAgent {
  const client = createClient(config);
  const promptDigest = parts.sha256(prompt.text);
  return {
    name: 'openai',
    run: async (task, tools, signal, log) => {
      const fence = createFence(parts.random(codeBytes).toHex());
      const asking = { client, config, clock: parts.clock, promptDigest, tools, signal, log };
      const listen = (messages: readonly Message[]) => askModel(asking, messages);
      const messages = [...conversation(prompt.text, task, fence)];
      try {
        const turn = { tools, log, fence };
        const end = await converse(listen, turn, { messages, most: task.maxToolCalls + spareRequests });
        return { agent: 'openai', model: config.model, promptDigest, usage: log.used(), end };
      } catch (error) {
        throw error instanceof RequestFailed ? unavailable(error) : error;
      }
    },
  };
}

/**
 * Our own loop instead of the package's `runTools`, which cannot be fenced the way this needs: it leaves on the first
 * message without a tool call (no nudge), runs parallel calls at once (the tools have an order) and all of them even
 * after one ended the run, and a rate limit between two requests rejects the whole run instead of one request.
 */
async function converse(
  listen: (messages: readonly Message[]) => Promise<Answer>,
  turn: Parameters<typeof actOn>[0],
  { messages, most }: { readonly messages: Message[]; readonly most: number },
): Promise<AgentReport['end']> {
  let nudged = false;
  for (let request = 0; request < most; request++) {
    const answer = numbered(await listen(messages), request);
    if (answer.calls.length === 0) {
      if (answer.declined || nudged) return 'gave-up';
      nudged = true;
    }
    const said = await (answer.calls.length > 0 ? actOn(turn, answer) : refusePlainText(turn, answer));
    if (typeof said === 'string') return said;
    messages.push(...said);
  }
  return 'gave-up';
}

/** Ids are made anew: compatible servers leave them out or use one twice, and then refuse what they sent themselves. */
function numbered(answer: Answer, request: number): Answer {
  return {
    ...answer,
    calls: answer.calls.map((call, index) => ({ ...call, id: `call_${request}_${index}` })),
  };
}

interface Asking {
  readonly client: OpenAI;
  readonly config: OpenAiConfig;
  readonly clock: Clock;
  readonly promptDigest: string;
  readonly tools: readonly Tool[];
  readonly signal: AbortSignal;
  readonly log: RunLog;
}

async function askModel(asking: Asking, messages: readonly Message[]): Promise<Answer> {
  const { client, config, clock, promptDigest, tools, signal, log } = asking;
  const body = {
    model: config.model,
    messages: [...messages],
    tools: tools.map(offered),
    max_completion_tokens: config.maxOutputTokens,
    ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
  };
  const mostInputTokens = Math.ceil(Buffer.byteLength(JSON.stringify(body)) / bytesPerToken);
  const mostOutputTokens = config.maxOutputTokens;
  const request = {
    model: config.model,
    prompt: { version: prompt.version, digest: promptDigest },
    mostInputTokens,
    mostOutputTokens,
  };
  const attempts = { connection: config, clock, signal, tokens: mostInputTokens + mostOutputTokens };
  const send = async (attempt: AbortSignal) => {
    const sent = client.chat.completions.create(body, { signal: attempt });
    const { data, response } = await sent.withResponse();
    config.pace?.learn(response.headers);
    const answer = readCompletion(data);
    if (!answer) throw new TypeError('the server did not answer with a completion');
    return { value: answer, ...(answer.tokens ? { tokens: answer.tokens } : {}) };
  };
  return await withAttempts(attempts, send, (attempt) => log.callModel(request, attempt));
}

function offered({ name, description, parameters }: Tool): OpenAI.Chat.Completions.ChatCompletionTool {
  return { type: 'function', function: { name, description, parameters: { ...parameters } } };
}

function unavailable(error: RequestFailed): AgentUnavailable {
  const { summary, permanent, ofRequest, retryAfterMs } = error.fault;
  return new AgentUnavailable(`the model cannot be used: ${summary}`, permanent, {
    cause: error,
    about: ofRequest ? 'request' : 'provider',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
