// search_knowledge_base: a few searches per run, each recorded, and an honest end when they find too little.
import { higher } from '../../domain/ticket/priority.ts';
import { consult } from '../knowledge/consult.ts';
import type { Passage } from '../knowledge/knowledge-base.ts';
import { finish, mostFailures, mostSearches } from './run-state.ts';
import type { Tool, ToolResult } from './support-agent.ts';
import { type FoundPassage, SearchKnowledgeBase } from './tool-arguments.ts';
import { accepted, recordedTool, refused, type ToolContext } from './tool-call.ts';

const passagesShown = 5;

export function searchTool(context: ToolContext): Tool {
  const { state } = context;
  return recordedTool(context, {
    name: 'search_knowledge_base',
    description: `Finds passages of the company's articles. At most ${mostSearches} searches. Each passage has an id to cite.`,
    parameters: SearchKnowledgeBase,
    outOfOrder: () => {
      if (!state.confirmed) return 'Call create_ticket first.';
      return state.historyRead ? undefined : 'Call get_customer_history first.';
    },
    use: (args) => search(context, args),
  });
}

async function search(
  { state, subject, ports }: ToolContext,
  { query, context, category }: SearchKnowledgeBase,
): Promise<ToolResult> {
  if (state.queries.length >= mostSearches) {
    return refused('no-searches-left', 'Answer from what was found, or call escalate_to_human.');
  }
  const wording = context === undefined ? query : `${query} (${context})`;
  state.queries.push(wording);
  const within = category === undefined ? {} : { category };
  const around = context === undefined ? {} : { context };
  const asked = { text: query, limit: passagesShown, ...within, ...around };
  const { passages, confidence, sufficient } = await consult(ports.knowledge, asked, ports.confidence);
  if (state.closed) return refused('run-ended', 'The run is over.');
  const results = passages.map(({ chunkId, articleId, score }) => ({ chunkId, articleId, score }));
  state.events.push({
    type: 'KnowledgeSearched',
    data: { runId: subject.runId, query: wording, ...within, results, confidence, sufficient },
  });
  for (const passage of passages) state.found.set(passage.chunkId, passage);
  if (sufficient) {
    state.sufficient = true;
    for (const { chunkId } of passages) state.citable.add(chunkId);
  } else state.insufficient++;
  if (!state.sufficient && state.insufficient >= mostFailures) {
    const evidence = `Searches that found too little: ${state.queries.map((asked) => `“${asked}”`).join(', ')}`;
    const priority = higher(subject.ticket.priority, 'normal');
    finish(state, { kind: 'escalate', reason: 'nothing-found', by: 'policy', evidence, priority });
  }
  const searchesLeft = mostSearches - state.queries.length;
  return accepted({ sufficient, confidence, searchesLeft, passages: passages.map(asFound) });
}

function asFound({ chunkId, articleId, title, heading, text, coverage }: Passage): FoundPassage {
  return {
    id: chunkId,
    articleId,
    article: title,
    heading,
    text,
    relevance: Math.round(coverage * 100) / 100,
  };
}
