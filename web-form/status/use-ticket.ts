// A conversation as React state, with what was announced about it.
import { useEffect, useRef, useState } from 'react';
import type { Ticket } from '../client/contract.ts';
import type { Credential, Desk } from '../client/desk.ts';
import { browserSurroundings, type Follower, followTicket, type View } from './follow.ts';
import { authorWords, statusWords } from './words.ts';

export interface Following extends View {
  /** Said politely to screen readers when something new appears. */
  readonly announcement: string;
  /** Ids of messages that were not there when the conversation was opened. */
  readonly fresh: ReadonlySet<string>;
  readonly refresh: () => void;
}

const nothing: View = { ticket: undefined, lost: false, ended: undefined };

export function useTicket(desk: Desk, credential: Credential): Following {
  const [view, setView] = useState(nothing);
  const [news, setNews] = useState({ announcement: '', fresh: new Set<string>() as ReadonlySet<string> });
  const follower = useRef<Follower>(undefined);
  const { reference, token } = credential;
  useEffect(() => {
    let before: Ticket | undefined;
    const show = (next: View) => {
      const { ticket } = next;
      setView(next);
      if (before && ticket && ticket !== before) {
        const told = difference(before, ticket);
        setNews(({ fresh, announcement }) => ({
          announcement: told.announcement || announcement,
          fresh: told.added.length > 0 ? new Set([...fresh, ...told.added]) : fresh,
        }));
      }
      before = ticket ?? before;
    };
    const load = (etag: string | undefined, signal: AbortSignal) =>
      desk.ticket({ reference, token }, etag, signal);
    follower.current = followTicket(load, show, browserSurroundings);
    return () => follower.current?.stop();
  }, [desk, reference, token]);
  return { ...view, ...news, refresh: () => follower.current?.refresh() };
}

/** What appeared between two looks, and how it is said aloud. */
export function difference(
  before: Ticket,
  after: Ticket,
): { readonly announcement: string; readonly added: readonly string[] } {
  const known = new Set(before.messages.map((m) => m.id));
  const added = after.messages.filter((m) => !known.has(m.id));
  const said = added
    .filter((m) => m.author !== 'customer')
    .map((m) => `New message from ${authorWords(m)}: ${m.text.slice(0, 300)}`);
  if (before.status !== after.status) said.push(`The conversation is now: ${statusWords[after.status]}.`);
  if (after.rating !== null && (before.rating === null || (before.canRate && !after.canRate)))
    said.push('Thank you for rating.');
  return { announcement: said.join(' '), added: added.map((m) => m.id) };
}
