// The ways to sign in that the desk has.
import { useCallback } from 'react';
import { call } from '../client/http.ts';
import { type Asked, useAnswer } from '../client/use-answer.ts';

export interface Ways {
  /** The identity provider; null when there is none. */
  readonly oidc: { readonly label: string } | null;
  readonly link: boolean;
  readonly key: boolean;
}

export function useWays(): Asked<Ways> {
  return useAnswer<Ways>(useCallback((signal: AbortSignal) => call<Ways>('/api/sign-in', { signal }), []));
}
