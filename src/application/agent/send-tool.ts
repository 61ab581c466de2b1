// send_response: the only way a text of an agent can become a reply, and the guardrails stand in it.
import { checkReply, type GuardrailVerdict, guardrailRules } from '../../domain/agent/guardrails.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import { higher } from '../../domain/ticket/priority.ts';
import type { Passage } from '../knowledge/knowledge-base.ts';
import { finish, mostFailures } from './run-state.ts';
import type { Tool, ToolResult } from './support-agent.ts';
import { SendResponse } from './tool-arguments.ts';
import { accepted, recordedTool, refused, type ToolContext } from './tool-call.ts';

export function sendTool(context: ToolContext): Tool {
  const { state } = context;
  return recordedTool(context, {
    name: 'send_response',
    description:
      'Sends the answer to the customer, if it rests on passages found in this run, and ends the work.',
    parameters: SendResponse,
    outOfOrder: () => {
      if (!state.confirmed) return 'Call create_ticket first.';
      if (!state.historyRead) return 'Call get_customer_history first.';
      return state.queries.length === 0 ? 'Call search_knowledge_base first.' : undefined;
    },
    use: ({ text, citations }) => {
      const cited = [...new Set(citations)];
      const verdict = judge(context, text, cited);
      if (!verdict.ok) return refuse(context, text, verdict);
      const sources = cited.map((id) => state.found.get(id)).filter((passage) => passage !== undefined);
      finish(state, { kind: 'reply', text, citations: sources.map(asCitation), checks: allChecks });
      return accepted({ sent: true });
    },
  });
}

/** What `judge` asks of a reply, in its order. */
const allChecks = ['low-confidence', ...guardrailRules];

type Verdict = { readonly ok: true } | { readonly ok: false; readonly rule: string; readonly detail: string };

function judge({ state, subject }: ToolContext, text: string, citations: readonly string[]): Verdict {
  if (!state.sufficient) {
    return { ok: false, rule: 'low-confidence', detail: 'no search of this run found enough to answer from' };
  }
  const doubtful = citations.find((id) => state.found.has(id) && !state.citable.has(id));
  if (doubtful !== undefined) {
    return {
      ok: false,
      rule: 'low-confidence',
      detail: `${doubtful} comes from a search that found too little`,
    };
  }
  const { task } = subject;
  const verdict: GuardrailVerdict = checkReply(
    { text, channel: task.channel, kind: 'answer', citations: citations.map((chunkId) => ({ chunkId })) },
    {
      retrieved: [...state.found.values()],
      question: task.question,
      priorCustomerTexts: task.transcript
        .filter((turn) => turn.author === 'customer')
        .map((turn) => turn.text),
    },
  );
  return verdict;
}

/** The first refusal is the agent's chance to do better; the second ends the run. */
function refuse(
  { state, subject }: ToolContext,
  text: string,
  { rule, detail }: { readonly rule: string; readonly detail: string },
): ToolResult {
  if (state.closed) return refused(rule, detail);
  state.events.push({ type: 'ReplyRejected', data: { runId: subject.runId, rule, detail, text } });
  state.refusals.push(rule);
  if (state.refusals.length >= mostFailures) {
    finish(state, {
      kind: 'escalate',
      reason: 'guardrail',
      by: 'guardrail',
      evidence: `Refused replies: ${state.refusals.join(', ')}. Last: ${detail}`,
      priority: higher(subject.ticket.priority, 'normal'),
    });
  }
  return refused(rule, detail);
}

function asCitation({ chunkId, articleId, slug, title, heading }: Passage): Citation {
  return { chunkId, articleId, slug, title, heading };
}
