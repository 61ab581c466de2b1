// A queue's tickets as React state: read by pages as far as somebody scrolls, and anew when they change.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Trouble } from '../client/http.ts';
import { browserTimers, type Coalesced, coalesce } from '../staff/coalesce.ts';
import { ask, pageSize } from './calls.ts';
import type { QueueName, TicketRow } from './contract.ts';
import { emptyList, type ListState, reduceList } from './list-state.ts';

export interface TicketList extends ListState {
  readonly stale: () => void;
  readonly again: () => void;
  readonly readMore: () => void;
  /** How far somebody has scrolled: as much is kept true. */
  readonly seen: (rows: number) => void;
}

const mostKept = 1_000;

/** @param queue undefined where the list is not one of tickets */
export function useList(queue: QueueName | undefined, q: string): TicketList {
  const [state, dispatch] = useReducer(reduceList, emptyList);
  const question = `${queue ?? ''}\n${q}`;
  const asking = useRef<Coalesced>(undefined);
  const needed = useRef(pageSize);
  const now = useRef(state);
  now.current = state;
  useEffect(() => {
    dispatch({ kind: 'asked', question });
    if (queue === undefined) return;
    needed.current = pageSize;
    const leaving = new AbortController();
    const run = async () => {
      const page = await readRows(queue, q, needed.current, leaving.signal);
      if (leaving.signal.aborted) return;
      if ('trouble' in page) dispatch({ kind: 'failed', question });
      else dispatch({ kind: 'read', question, page });
    };
    const mine = coalesce(run, { waitMs: 120, everyMs: 1_000 }, browserTimers);
    asking.current = mine;
    mine.now();
    return () => {
      leaving.abort();
      mine.stop();
    };
  }, [queue, q, question]);
  const readMore = useCallback(() => {
    const { next, more } = now.current;
    if (queue === undefined || next === null || more) return;
    dispatch({ kind: 'asked-more' });
    void ask.tickets(queue, q, next).then((answer) => {
      if (answer.ok) dispatch({ kind: 'read-more', question, after: next, page: answer.body });
      else dispatch({ kind: 'failed', question });
    });
  }, [queue, q, question]);
  const stale = useCallback(() => asking.current?.request(), []);
  const again = useCallback(() => asking.current?.now(), []);
  const seen = useCallback((rows: number) => {
    needed.current = Math.min(mostKept, Math.max(pageSize, rows + pageSize / 2));
  }, []);
  const current = state.question === question ? state : { ...emptyList, question };
  return { ...current, stale, again, readMore, seen };
}

async function readRows(queue: QueueName, q: string, needed: number, signal: AbortSignal) {
  const items: TicketRow[] = [];
  let after: string | undefined;
  do {
    const answer = await ask.tickets(queue, q, after, signal);
    if (!answer.ok) return { trouble: answer.trouble satisfies Trouble };
    items.push(...answer.body.items);
    after = answer.body.next ?? undefined;
  } while (after !== undefined && items.length < needed);
  return after === undefined ? { items } : { items, next: after };
}
