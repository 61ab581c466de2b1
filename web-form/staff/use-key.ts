// The staff key as React state: from the fragment, the tab or the gate, and gone when the desk does not know it.
import { useCallback, useEffect, useState } from 'react';
import type { Trouble } from '../client/http.ts';
import { forgetKey, keepKey, takeKey } from './key.ts';

export interface HeldKey {
  readonly key: string | undefined;
  /** The last key opened nothing. */
  readonly refused: boolean;
  readonly enter: (typed: string) => void;
  readonly forget: () => void;
  /** Drops a key that no longer opens anything; any other trouble is shown where it happened. */
  readonly onTrouble: (trouble: Trouble) => void;
}

export function useKey(): HeldKey {
  const [key, setKey] = useState(takeKey);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    const moved = () => setKey(takeKey());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const enter = useCallback((typed: string) => {
    keepKey(typed);
    setRefused(false);
    setKey(typed);
  }, []);
  const forget = useCallback(() => {
    forgetKey();
    setKey(undefined);
  }, []);
  const onTrouble = useCallback(
    (trouble: Trouble) => {
      if (trouble.kind !== 'unauthorised') return;
      setRefused(true);
      forget();
    },
    [forget],
  );
  return { key, refused, enter, forget, onTrouble };
}
