// A model for evaluations that uses the tools as it should and writes what it is told, or words of the best passage.
import type { AgentReport, SupportAgent, Tool, ToolName } from '../../application/agent/support-agent.ts';
import type { FoundPassage } from '../../application/agent/tool-arguments.ts';

/** Stands for words of the best passage in what it is told. */
export const honestWords = '…';

/** @param told what to write to the customer in the run that begins; undefined: words of the best passage */
export function scriptedModel(told: () => string | undefined): SupportAgent {
  return {
    name: 'scripted model',
    run: async ({ question }, tools, signal): Promise<AgentReport> => {
      const words = told();
      const call = async (name: ToolName, args: unknown) => {
        signal.throwIfAborted();
        const tool = tools.find((one: Tool) => one.name === name);
        if (!tool) throw new Error(`no tool is called ${name}`);
        return await tool.call(args);
      };
      await call('create_ticket', {});
      await call('get_customer_history', {});
      const found = await call('search_knowledge_base', { query: question.slice(0, 500) });
      const report = (end: AgentReport['end']) => ({ agent: 'scripted model', usage: nothing, end });
      if (found.done) return report('escalated');
      const [best] = Array.isArray(found.content['passages'])
        ? (found.content['passages'] as FoundPassage[])
        : [];
      if (found.content['sufficient'] !== true && words === undefined) {
        await call('escalate_to_human', { reason: 'nothing-found', summary: 'The articles do not say.' });
        return report('escalated');
      }
      const honest = best ? beginningOf(best.text) : '';
      const text = words === undefined ? honest : words.replace(honestWords, honest);
      const sent = await call('send_response', { text, citations: best ? [best.id] : [] });
      if (sent.ok) return report('responded');
      if (!sent.done) await call('send_response', { text, citations: best ? [best.id] : [] }); // it insists
      return report('gave-up');
    },
  };
}

const nothing = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** Whole lines up to 280 characters, at least one. */
function beginningOf(text: string): string {
  const [first = '', ...pieces] = text.split(/\n+/).filter((piece) => piece.trim() !== '');
  let words = first;
  for (const piece of pieces) {
    if (words.length + piece.length > 280) break;
    words += `\n${piece}`;
  }
  return words;
}
