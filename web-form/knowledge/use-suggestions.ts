// The articles that wait for somebody's approval: asked once for the room, counted in its navigation and listed on their page.
import { useCallback, useEffect } from 'react';
import type { Answer } from '../client/http.ts';
import { type Asked, useAnswer } from '../client/use-answer.ts';
import { callDesk } from '../staff/call-desk.ts';
import type { Suggestion } from './contract.ts';

export interface Suggested {
  readonly suggestions: readonly Suggestion[];
}

export const suggestionsPath = '/api/knowledge/suggestions';
/** What is shown at once; there may be more. */
export const mostSuggestions = 50;

const none: Answer<Suggested> = { ok: true, status: 200, body: { suggestions: [] }, etag: null };

/** @param mayDecide whoever may not is not asked about any @param isShown asked anew when somebody goes there */
export function useSuggestions(mayDecide: boolean, isShown: boolean): Asked<Suggested> {
  const asked = useAnswer<Suggested>(
    useCallback(
      async (signal) =>
        mayDecide ? callDesk<Suggested>(`${suggestionsPath}?limit=${mostSuggestions}`, { signal }) : none,
      [mayDecide],
    ),
  );
  const { again } = asked;
  useEffect(() => {
    if (isShown) again();
  }, [isShown, again]);
  return asked;
}
