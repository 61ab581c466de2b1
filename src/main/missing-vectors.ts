// Passages that search finds by words alone, because nobody has embedded them since the embedder changed.
import type { Core } from './core.ts';

/** Counting on changes nothing about what to do. */
const MOST = 1_000;

/** @returns published passages without a vector of the embedder in use, at most 1,000 @throws StoreUnavailable */
export async function passagesWithoutVector({
  knowledge,
  embedder,
}: Pick<Core, 'knowledge' | 'embedder'>): Promise<number> {
  return (await knowledge.passagesWithoutVector({ model: embedder.model, after: '', limit: MOST })).length;
}

/** What to tell an operator; undefined when nothing is missing. */
export function vectorsMissing(count: number, model: string): string | undefined {
  if (count === 0) return undefined;
  const number = count < MOST ? String(count) : `${MOST} or more`;
  return `${number} passages have no vector of ${model} and are found by words alone: run \`ledgerdesk knowledge embed\` once`;
}
