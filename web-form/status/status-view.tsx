// One conversation with everything a customer can do in it.
import { useEffect, useRef } from 'react';
import type { Ticket } from '../client/contract.ts';
import type { Credential, Desk } from '../client/desk.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { Handover } from './handover.tsx';
import { KeepLink } from './keep-link.tsx';
import { Rate, Rated } from './rating.tsx';
import { EndedNotice, LostNotice, Skeleton } from './stand-ins.tsx';
import { type Following, useTicket } from './use-ticket.ts';
import { statusNotes, statusWords } from './words.ts';

interface StatusViewProps {
  readonly desk: Desk;
  readonly credential: Credential;
  /** It was filed a moment ago, on this page: the focus goes to the reference. */
  readonly justFiled: boolean;
  readonly heading: 'h1' | 'h2';
  /** Leads to an empty form. */
  readonly onNew: () => void;
}

export function StatusView({ desk, credential, justFiled, heading, onNew }: StatusViewProps) {
  const following = useTicket(desk, credential);
  const { ticket, lost, ended, announcement } = following;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (justFiled) title.current?.focus();
  }, [justFiled]);
  if (ended) return <EndedNotice trouble={ended} heading={heading} onNew={onNew} />;
  const Heading = heading;
  return (
    <div className="status">
      <header className="status-head">
        <p className="fine">
          Reference <strong className="reference">{credential.reference}</strong>
        </p>
        <Heading tabIndex={-1} ref={title} dir="auto">
          {ticket?.subject ?? (justFiled ? 'We have your message' : 'Your conversation')}
        </Heading>
        <p className="status-line">
          {ticket ? (
            <>
              <span className="pill" data-status={ticket.status}>
                {statusWords[ticket.status]}
              </span>
              <span className="fine">
                Opened <RelativeTime at={ticket.openedAt} />
              </span>
            </>
          ) : (
            <span className="fine">{lost ? 'Waiting for the line' : 'Loading the conversation…'}</span>
          )}
        </p>
      </header>
      {lost && <LostNotice onRetry={following.refresh} />}
      <span className="unseen" aria-live="polite">
        {announcement}
      </span>
      {ticket ? (
        <Opened desk={desk} credential={credential} ticket={ticket} following={following} onNew={onNew} />
      ) : (
        <Skeleton still={lost} />
      )}
    </div>
  );
}

interface OpenedProps {
  readonly desk: Desk;
  readonly credential: Credential;
  readonly ticket: Ticket;
  readonly following: Following;
  readonly onNew: () => void;
}

function Opened({ desk, credential, ticket, following, onNew }: OpenedProps) {
  const { fresh, refresh } = following;
  const { status } = ticket;
  const note = statusNotes[status];
  const side = useRef<HTMLElement>(null);
  /** What was pressed goes away with the next answer; the focus stays nearby. */
  const done = () => {
    side.current?.focus();
    refresh();
  };
  return (
    <div className="status-body">
      <div className="status-main">
        <Conversation base={desk.base} messages={ticket.messages} fresh={fresh} />
        <div className="standing" data-status={status}>
          <span className="standing-mark" aria-hidden="true" />
          <div>
            <p className="notice-title">{note.title}</p>
            <p className="fine">{note.text}</p>
          </div>
        </div>
        {ticket.canReply && <Composer desk={desk} credential={credential} onSent={refresh} />}
        {(status === 'closed' || status === 'resolved') && (
          <button type="button" className="secondary start" onClick={onNew}>
            Write a new message
          </button>
        )}
      </div>
      <section className="status-side" aria-label="More about this conversation" tabIndex={-1} ref={side}>
        {ticket.canRate ? (
          <Rate desk={desk} credential={credential} onRated={done} />
        ) : (
          ticket.rating !== null && <Rated rating={ticket.rating} />
        )}
        {status !== 'escalated' && status !== 'closed' && (
          <Handover desk={desk} credential={credential} onAsked={done} />
        )}
        {ticket.continuations.length > 0 && <Elsewhere continuations={ticket.continuations} />}
        <KeepLink base={desk.base} credential={credential} />
      </section>
    </div>
  );
}
