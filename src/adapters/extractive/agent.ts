// The default agent: the same tools and guardrails as a model, no model. It quotes the best passages or hands over.
import type {
  AgentReport,
  AgentTask,
  SupportAgent,
  Tool,
  ToolName,
  ToolResult,
} from '../../application/agent/support-agent.ts';
import type { Channel } from '../../domain/conversation/channel.ts';
import { composeAnswers } from './compose.ts';
import { searchAll } from './search.ts';

/** Most characters of article text in an answer: a chat wants less than a letter. */
const budgets: Record<Channel, number> = { webform: 900, email: 900, whatsapp: 600 };

/** An agent that answers only with what the knowledge base says, and escalates when it says too little. */
export function createExtractiveAgent(): SupportAgent {
  const name = 'extractive';
  return {
    name,
    run: async (task, tools, signal) => ({
      agent: name,
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
      end: await work(task, tools, signal),
    }),
  };
}

async function work(
  task: AgentTask,
  tools: readonly Tool[],
  signal: AbortSignal,
): Promise<AgentReport['end']> {
  const use = (name: ToolName, args: object): Promise<ToolResult> => {
    signal.throwIfAborted();
    const tool = tools.find((offered) => offered.name === name);
    return tool ? tool.call(args) : Promise.resolve({ ok: false, done: false, content: {} });
  };
  for (const step of ['create_ticket', 'get_customer_history'] as const) {
    const { ok, done, content } = await use(step, {});
    if (done) return 'escalated';
    if (!ok) return 'gave-up';
    // The tool knows whether it matters who asks, and is there only where codes can be sent.
    if (content['withheld'] !== true || !tools.some(({ name }) => name === 'verify_identity')) continue;
    const asked = await use('verify_identity', {});
    if (asked.done) return asked.ok ? 'responded' : 'escalated';
  }
  const found = await searchAll(task, (asked) => use('search_knowledge_base', asked));
  if (found === 'done') return 'escalated';
  const answer = found && composeAnswers(found, budgets[task.channel]);
  if (answer) {
    const sent = await use('send_response', answer);
    if (sent.done) return sent.ok ? 'responded' : 'escalated';
  }
  const reason = answer ? 'low-confidence' : 'nothing-found';
  const summary = answer
    ? 'The passages found could not be made into an answer that keeps the rules.'
    : 'The knowledge base has no passage that answers all of this.';
  return (await use('escalate_to_human', { reason, summary })).done ? 'escalated' : 'gave-up';
}
