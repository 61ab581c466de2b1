// One question to the desk as React state: asked when the question changes, and again on request.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from './http.ts';

export interface Asked<T> {
  /** Undefined until the first answer; the last one while a newer is on its way. */
  readonly answer: Answer<T> | undefined;
  readonly again: () => void;
}

/** @param ask must be stable (useCallback): a new function is a new question */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<Answer<T>>): Asked<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const asking = useRef<AbortController>(undefined);
  const again = useCallback(() => {
    asking.current?.abort();
    const question = new AbortController();
    asking.current = question;
    void ask(question.signal).then((got) => {
      if (!question.signal.aborted) setAnswer(got);
    });
  }, [ask]);
  useEffect(() => {
    again();
    return () => asking.current?.abort();
  }, [again]);
  return { answer, again };
}
