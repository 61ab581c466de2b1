// A bundle on its way: how far it has come, saved when it is here, and a way to stop it.
import { useEffect, useRef, useState } from 'react';
import type { Trouble } from '../client/http.ts';
import { type Arriving, fetchBundle, save } from './streams.ts';

export type BundleState =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'arriving' } & Arriving)
  | { readonly kind: 'saved'; readonly name: string; readonly events: number }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

export function useBundle() {
  const [state, setState] = useState<BundleState>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const fetch = async (path: string) => {
    const question = new AbortController();
    running.current = question;
    setState({ kind: 'arriving', bytes: 0, positions: 0, of: 0 });
    const show = (arriving: Arriving) => setState({ kind: 'arriving', ...arriving });
    const end = await fetchBundle(path, show, question.signal);
    if ('cancelled' in end) return setState({ kind: 'idle' });
    if ('trouble' in end) return setState({ kind: 'failed', trouble: end.trouble });
    save(end.done);
    setState({ kind: 'saved', name: end.done.name, events: end.done.events });
  };
  return { state, fetch, cancel: () => running.current?.abort() };
}
