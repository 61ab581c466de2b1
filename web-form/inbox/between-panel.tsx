// The second send is a conflict: shows what came in between, keeps the text, and lets the writer decide.
import { useEffect, useRef } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { authorOf } from './author.ts';
import { cameBetween } from './between.ts';
import { betweenWords } from './between-words.ts';
import type { InboxTicket, Between as Moved } from './contract.ts';
import type { Composing } from './use-composition.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

/** UTF-16 units: enough to see what it is about, the whole of it stands above. */
const longest = 400;

interface BetweenProps {
  readonly ticket: InboxTicket;
  readonly me: string;
  readonly between: Moved;
  readonly composing: Composing;
}

export function Between({ ticket, me, between, composing }: BetweenProps) {
  const words = useWords(inboxWords);
  const w = words.between;
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), []);
  const came = composing.draft ? cameBetween(ticket, composing.draft, me) : [];
  return (
    <section className="notice warn between" aria-label={w.title} role="alert">
      <p className="notice-title" ref={title} tabIndex={-1}>
        {w.title}
      </p>
      <p>
        {betweenWords(between, words)} {between.at && <RelativeTime at={between.at} />}. {w.kept}
      </p>
      {came.length > 0 && (
        <ul>
          {came.slice(-4).map((message) => (
            <li key={message.id}>
              <strong>
                <bdi>{authorOf(message, { me, customerName: ticket.customer.name }, words)}</bdi>
              </strong>{' '}
              <span className="fine">
                <RelativeTime at={message.at} />
              </span>
              <p className="quote" dir="auto">
                {beginning(stripHidden(message.text))}
              </p>
            </li>
          ))}
        </ul>
      )}
      <div className="small-actions">
        <button type="button" className="small" onClick={() => composing.look(false)}>
          {w.edit}
        </button>
        <button type="button" className="small" onClick={() => composing.look(true)}>
          {w.sendAnyway}
        </button>
      </div>
    </section>
  );
}

function beginning(text: string): string {
  return text.length > longest ? `${text.slice(0, longest).toWellFormed().trimEnd()}…` : text;
}
