// A question to the desk as React state, for the rooms.
import { useCallback } from 'react';
import { type Asked, useAnswer } from '../client/use-answer.ts';
import { callDesk } from './call-desk.ts';

/** @param path asked when it changes, and on `again()` */
export function useDesk<T>(path: string): Asked<T> {
  return useAnswer<T>(useCallback((signal: AbortSignal) => callDesk<T>(path, { signal }), [path]));
}
