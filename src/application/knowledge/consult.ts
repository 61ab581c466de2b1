// Asking the knowledge base: the question is read, its mistakes corrected, searched for, and what was found is judged.
import type { ConfidencePolicy } from '../../domain/knowledge/confidence.ts';
import { type Judgement, judge } from '../../domain/knowledge/judge.ts';
import { readQuestion } from '../../domain/knowledge/question.ts';
import type { KnowledgeBase, KnowledgeQuery, Passage } from './knowledge-base.ts';

export interface Inquiry extends KnowledgeQuery {
  /** Words around the question that help the search; what was found is judged by the question alone. */
  readonly context?: string;
}

/** @returns the passages, best first, and whether an answer may rest on the first */
export async function consult(
  knowledge: Pick<KnowledgeBase, 'search' | 'vocabulary'>,
  { context = '', ...query }: Inquiry,
  policy?: ConfidencePolicy,
): Promise<Judgement<Passage>> {
  const question = readQuestion(query.text, await knowledge.vocabulary());
  const found = await knowledge.search({ ...query, text: `${question.text} ${context}`.trim() });
  const judged = judge(question, found, policy);
  if (judged.sufficient || question.codes.length === 0) return judged;
  // Among common words about errors the code itself is lost: it finds its passage alone.
  const byCode = await knowledge.search({ ...query, text: question.codes.join(' ') });
  const known = new Set(byCode.map(({ chunkId }) => chunkId));
  const all = [...byCode, ...found.filter(({ chunkId }) => !known.has(chunkId))];
  return judge(question, all.slice(0, query.limit), policy);
}
