// A knowledge base that is told what a desk's customers call things.
import type { Reword } from '../../domain/knowledge/rewording.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

/** @param reword absent: the base as it is */
export function inOwnWords<K extends Pick<KnowledgeBase, 'vocabulary'>>(
  knowledge: K,
  reword: Reword | undefined,
): K {
  if (!reword) return knowledge;
  return {
    ...knowledge,
    vocabulary: async () => {
      const known = await knowledge.vocabulary();
      return { ...known, reworded: (text: string) => reword(text, known) };
    },
  };
}
