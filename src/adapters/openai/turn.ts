// One answer of the model, acted on: tools are called in order, and what is said back keeps to the protocol.
import type OpenAI from 'openai';
import type { AgentReport, RunLog, Tool, ToolResult } from '../../application/agent/support-agent.ts';
import { type Answer, argumentsOf, type RequestedCall } from './completion.ts';
import type { Fence } from './fence.ts';

export type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

export interface Turn {
  readonly tools: readonly Tool[];
  readonly log: RunLog;
  readonly fence: Fence;
}

/** @returns how the run ended, or what is to be said next */
export async function actOn(turn: Turn, answer: Answer): Promise<AgentReport['end'] | readonly Message[]> {
  const messages: Message[] = [asSaid(answer)];
  for (const call of answer.calls) {
    const result = await callTool(turn, call);
    if (result.done) return endOf(call.name, result);
    messages.push({ role: 'tool', tool_call_id: call.id, content: turn.fence.json(result.content) });
  }
  return messages;
}

/** Plain text is an attempt to send without citations: it goes through the same check and into the same record. */
export async function refusePlainText(
  { tools, fence }: Turn,
  answer: Answer,
): Promise<AgentReport['end'] | readonly Message[]> {
  const send = tools.find((tool) => tool.name === 'send_response');
  const isText = answer.text !== '' && !answer.truncated;
  const refused = isText ? await send?.call({ text: answer.text, citations: [] }) : undefined;
  if (refused?.done) return endOf('send_response', refused);
  const nudged: Message = { role: 'user', content: nudge(answer, refused, fence) };
  return answer.text === '' ? [nudged] : [{ role: 'assistant', content: answer.text }, nudged];
}

function nudge(answer: Answer, refused: ToolResult | undefined, fence: Fence): string {
  const what = answer.truncated
    ? 'Your message was cut off and reached nobody. Be brief.'
    : answer.text === ''
      ? 'Your message was empty.'
      : `Your text reached nobody.\n${fence.json(refused?.content ?? {})}\n`;
  return `${what} Call send_response with the passages it rests on, or escalate_to_human.`;
}

async function callTool({ tools, log }: Turn, call: RequestedCall): Promise<ToolResult> {
  const tool = tools.find((offered) => offered.name === call.name);
  return await (tool ? tool.call(argumentsOf(call)) : log.unknownTool(call.name, argumentsOf(call)));
}

const endOf = (tool: string, result: ToolResult): AgentReport['end'] =>
  tool === 'send_response' && result.ok ? 'responded' : 'escalated';

/** Servers refuse names they would not have allowed, and templates of some break on arguments that are not JSON. */
function asSaid({ text, calls }: Answer): Message {
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: {
        name: /^[a-zA-Z0-9_-]{1,64}$/.test(call.name) ? call.name : 'unknown',
        arguments: typeof argumentsOf(call) === 'object' ? call.json || '{}' : '{}',
      },
    })),
  };
}
