// The agent behind any OpenAI-compatible server: a tool loop that ends when a tool says so, and never otherwise answers.
import type OpenAI from 'openai';
import {
  type AgentReport,
  type AgentTask,
  AgentUnavailable,
  type SupportAgent,
  type Tool,
  type ToolResult,
} from '../../application/agent/support-agent.ts';
import type { Clock } from '../../application/platform/clock.ts';
import type { Usage } from '../../domain/ticket/events.ts';
import { type Answer, argumentsOf, type RequestedCall, readCompletion } from './completion.ts';
import type { OpenAiConfig } from './config.ts';
import { conversation } from './conversation.ts';
import prompt from './prompt-v1.md' with { type: 'text' };
import { createClient, RequestFailed, withAttempts } from './request.ts';

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** Requests beyond the cap of tool calls: room for a nudge and for calls of tools that do not exist. */
const spareRequests = 3;

export interface OpenAiAgentParts {
  readonly clock: Clock;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
}

/** A support agent on `chat.completions` with the given tools. */
export function createOpenAiAgent(config: OpenAiConfig, parts: OpenAiAgentParts): SupportAgent {
  const client = createClient(config);
  const promptDigest = parts.sha256(prompt);
  return {
    name: 'openai',
    run: async (task, tools, signal) => {
      const spent = { inputTokens: 0, outputTokens: 0 };
      const ask = (messages: readonly Message[]) =>
        askModel({ client, config, clock: parts.clock, tools, signal }, messages);
      const listen = async (messages: readonly Message[]): Promise<Answer> => {
        const answer = await ask(messages);
        spent.inputTokens += answer.inputTokens;
        spent.outputTokens += answer.outputTokens;
        return answer;
      };
      try {
        const end = await converse(listen, tools, [...conversation(prompt, task, parts.sha256)], task);
        return { agent: 'openai', model: config.model, promptDigest, usage: priced(spent, config), end };
      } catch (error) {
        throw error instanceof RequestFailed ? unavailable(error, priced(spent, config)) : error;
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
  tools: readonly Tool[],
  messages: Message[],
  task: AgentTask,
): Promise<AgentReport['end']> {
  let nudged = false;
  for (let request = 0; request < task.maxToolCalls + spareRequests; request++) {
    const answer = await listen(messages);
    if (answer.calls.length > 0) {
      messages.push(asSaid(answer));
      for (const call of answer.calls) {
        const result = await callTool(tools, call);
        if (result.done) return endOf(call.name, result);
        messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result.content) });
      }
      continue;
    }
    if (answer.declined || nudged) return 'gave-up';
    nudged = true;
    const refused = await refusePlainText(tools, answer);
    if (refused?.done) return endOf('send_response', refused);
    if (answer.text !== '') messages.push({ role: 'assistant', content: answer.text });
    messages.push({ role: 'user', content: nudge(answer, refused) });
  }
  return 'gave-up';
}

/** Plain text is an attempt to send without citations: it goes through the same check and into the same record. */
function refusePlainText(tools: readonly Tool[], answer: Answer): Promise<ToolResult> | undefined {
  if (answer.text === '' || answer.truncated) return undefined;
  const send = tools.find((tool) => tool.name === 'send_response');
  return send?.call({ text: answer.text, citations: [] });
}

function nudge(answer: Answer, refused: ToolResult | undefined): string {
  const what = answer.truncated
    ? 'Your message was cut off and reached nobody. Be brief.'
    : answer.text === ''
      ? 'Your message was empty.'
      : `Your text reached nobody: ${JSON.stringify(refused?.content ?? {})}`;
  return `${what} Call send_response with the passages it rests on, or escalate_to_human.`;
}

async function callTool(tools: readonly Tool[], call: RequestedCall): Promise<ToolResult> {
  const tool = tools.find((offered) => offered.name === call.name);
  if (tool) return await tool.call(argumentsOf(call));
  const content = {
    error: 'unknown-tool',
    reason: `The tools are: ${tools.map(({ name }) => name).join(', ')}.`,
  };
  return { ok: false, done: false, content };
}

function endOf(tool: string, result: ToolResult): AgentReport['end'] {
  return tool === 'send_response' && result.ok ? 'responded' : 'escalated';
}

function asSaid(answer: Answer): Message {
  return {
    role: 'assistant',
    content: answer.text === '' ? null : answer.text,
    tool_calls: answer.calls.map(({ id, name, json }) => ({
      id,
      type: 'function',
      function: { name, arguments: json },
    })),
  };
}

interface Asking {
  readonly client: OpenAI;
  readonly config: OpenAiConfig;
  readonly clock: Clock;
  readonly tools: readonly Tool[];
  readonly signal: AbortSignal;
}

async function askModel(asking: Asking, messages: readonly Message[]): Promise<Answer> {
  const { client, config, clock, tools, signal } = asking;
  return await withAttempts(config, clock, signal, async (attempt) => {
    const completion: unknown = await client.chat.completions.create(
      {
        model: config.model,
        messages: [...messages],
        tools: tools.map((tool) => ({
          type: 'function',
          function: { name: tool.name, description: tool.description, parameters: { ...tool.parameters } },
        })),
        ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
      },
      { signal: attempt },
    );
    const answer = readCompletion(completion);
    if (!answer) throw new TypeError('the server did not answer with a completion');
    return answer;
  });
}

function priced(spent: { inputTokens: number; outputTokens: number }, config: OpenAiConfig): Usage {
  const { inputMicrosPerMillion, outputMicrosPerMillion } = config.prices;
  const micros = spent.inputTokens * inputMicrosPerMillion + spent.outputTokens * outputMicrosPerMillion;
  return { ...spent, costMicros: Math.round(micros / 1_000_000) };
}

function unavailable(error: RequestFailed, usage: Usage): AgentUnavailable {
  const { summary, permanent, retryAfterMs } = error.fault;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new AgentUnavailable(`the model cannot be used: ${summary}`, permanent, {
    cause: error,
    usage,
    ...wait,
  });
}
