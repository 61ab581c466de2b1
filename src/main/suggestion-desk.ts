// Suggested articles, on this process's adapters: for the HTTP surface and for commands.
import type { SuggestionDesk } from '../adapters/elysia/knowledge/suggestion-desk.ts';
import { emptyMemo } from '../application/knowledge/said-by-articles.ts';
import { approve, reject, suggestions } from '../application/knowledge/suggestions.ts';
import type { Core } from './core.ts';

export function createSuggestionDesk(core: Core): SuggestionDesk {
  const memo = emptyMemo();
  return {
    list: async (limit) =>
      (await suggestions({ ...core, memo }, limit)).map(({ resolvedAt, ...suggestion }) => ({
        ...suggestion,
        resolvedAt: new Date(resolvedAt).toISOString(),
      })),
    approve: (reference, { draft, ...edited }, decision) =>
      approve(core, reference, { ...decision, edited, ...(draft === undefined ? {} : { read: draft }) }),
    reject: (reference, decision) => reject(core, reference, decision),
  };
}
