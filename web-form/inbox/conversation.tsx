// A ticket's messages, oldest first: opens at the newest, and stays where the reader is when something comes.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { reachable } from '../design/reachable.ts';
import { useWords } from '../staff/language.ts';
import { authorOf } from './author.ts';
import type { InboxMessage } from './contract.ts';
import { dayOf } from './day-words.ts';
import { MessageCard } from './message-card.tsx';
import { inboxWords } from './words.ts';

interface ConversationProps {
  readonly reference: string;
  readonly customerName: string | null;
  readonly messages: readonly InboxMessage[];
  readonly me: string;
  readonly onWhy: (at: string) => void;
  readonly onDone: () => void;
}

/** So near to the end counts as being there, px. */
const near = 80;

export function Conversation({ reference, customerName, messages, me, onWhy, onDone }: ConversationProps) {
  const w = useWords(inboxWords);
  const view = useRef<HTMLDivElement>(null);
  const [known] = useState(() => new Set(messages.map(({ id }) => id)));
  const [unread, setUnread] = useState(0);
  const [news, setNews] = useState('');
  const follows = useRef(true);
  const before = useRef(messages.length);
  const toEnd = useCallback(() => {
    const shown = view.current;
    if (shown) shown.scrollTop = shown.scrollHeight;
    setUnread(0);
  }, []);
  useLayoutEffect(() => {
    const added = messages.length - before.current;
    before.current = messages.length;
    const last = messages.at(-1);
    if (added > 0 && last && last.by !== me) setNews(w.arrived(authorOf(last, { me, customerName }, w)));
    if (follows.current || messages.at(-1)?.by === me) toEnd();
    else if (added > 0) setUnread((count) => count + added);
  }, [messages, me, customerName, toEnd, w]);
  // The composer grows, a message unfolds: whoever is at the end stays there.
  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const observer = new ResizeObserver(() => follows.current && toEnd());
    observer.observe(shown);
    return () => observer.disconnect();
  }, [toEnd]);
  const scrolled = () => {
    const shown = view.current;
    if (!shown) return;
    follows.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < near;
    if (follows.current) setUnread(0);
  };
  return (
    <div className="thread">
      <section
        ref={view}
        className="thread-view"
        onScroll={scrolled}
        aria-label={w.conversation}
        {...reachable}
      >
        <ol className="mails" data-long={messages.length > 60}>
          {messages.map((message, place) => {
            const day = dayOf(message.at);
            const isFirst = day !== dayOf(messages[place - 1]?.at ?? '');
            return (
              <li key={message.id} data-kind={message.kind}>
                {isFirst && <p className="day fine">{day}</p>}
                <MessageCard
                  reference={reference}
                  customerName={customerName}
                  message={message}
                  isNew={!known.has(message.id)}
                  me={me}
                  onWhy={onWhy}
                  onDone={onDone}
                />
              </li>
            );
          })}
        </ol>
        {messages.length === 0 && <p className="empty">{w.noMessages}</p>}
      </section>
      <p className="unseen" role="status">
        {news}
      </p>
      {unread > 0 && (
        <button type="button" className="unread" onClick={toEnd}>
          {w.unread(unread)}
        </button>
      )}
    </div>
  );
}
