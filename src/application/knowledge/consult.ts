// Asking the knowledge base: the question is read, its mistakes corrected, searched for, and what was found is judged.
import type { ConfidencePolicy } from '../../domain/knowledge/confidence.ts';
import { type Judgement, judge } from '../../domain/knowledge/judge.ts';
import { readQuestion } from '../../domain/knowledge/question.ts';
import type { KnowledgeBase, KnowledgeQuery, Passage } from './knowledge-base.ts';

/** @returns the passages, best first, and whether an answer may rest on the first */
export async function consult(
  knowledge: Pick<KnowledgeBase, 'search' | 'vocabulary'>,
  query: KnowledgeQuery,
  policy?: ConfidencePolicy,
): Promise<Judgement<Passage>> {
  const question = readQuestion(query.text, await knowledge.vocabulary());
  const found = await knowledge.search({ ...query, text: question.text });
  return judge(question, found, policy);
}
