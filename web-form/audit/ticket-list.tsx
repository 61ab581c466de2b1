// The tickets, by last change; choosing one shows its history.
import { useCallback, useEffect, useId, useState } from 'react';
import type { Audit } from '../client/audit.ts';
import { channelName } from '../client/channel-words.ts';
import type { AuditTicket, TicketStatus } from '../client/contract.ts';
import type { Trouble } from '../client/http.ts';
import { useAnswer } from '../client/use-answer.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { Choice } from '../form/field.tsx';

const filters: readonly (readonly [TicketStatus | '', string])[] = [
  ['', 'All tickets'],
  ['open', 'Open'],
  ['pending', 'Pending'],
  ['escalated', 'Escalated'],
  ['resolved', 'Resolved'],
  ['closed', 'Closed'],
];

interface TicketListProps {
  readonly audit: Audit;
  readonly chosen: string | undefined;
  readonly onTrouble: (trouble: Trouble) => void;
}

export function TicketList({ audit, chosen, onTrouble }: TicketListProps) {
  const [status, setStatus] = useState('');
  const filterId = useId();
  const { answer, again } = useAnswer(
    useCallback((signal: AbortSignal) => audit.tickets(status, signal), [audit, status]),
  );
  useEffect(() => {
    if (answer && !answer.ok) onTrouble(answer.trouble);
  }, [answer, onTrouble]);
  return (
    <section className="ticket-list" aria-label="Tickets">
      <div className="ticket-tools">
        <label htmlFor={filterId} className="unseen">
          Status
        </label>
        <Choice
          id={filterId}
          aria-describedby={undefined}
          aria-invalid={false}
          options={filters}
          value={status}
          onChange={(event) => setStatus(event.target.value)}
        />
        <button type="button" className="secondary" onClick={again}>
          Refresh
        </button>
      </div>
      {answer === undefined ? (
        <p className="empty">Loading the tickets…</p>
      ) : answer.ok ? (
        <Tickets tickets={answer.body.tickets} chosen={chosen} />
      ) : (
        <p className="empty" role="alert">
          The tickets could not be loaded. Please refresh.
        </p>
      )}
    </section>
  );
}

function Tickets({
  tickets,
  chosen,
}: {
  readonly tickets: readonly AuditTicket[];
  readonly chosen: string | undefined;
}) {
  if (tickets.length === 0) return <p className="empty">No tickets here.</p>;
  return (
    <ul className="tickets">
      {tickets.map(({ reference, subject, status, channel, priority, escalationReason, updatedAt }) => (
        <li key={reference}>
          <a
            href={`#${new URLSearchParams({ ticket: reference })}`}
            aria-current={reference === chosen ? 'true' : undefined}
          >
            <span className="ticket-subject" dir="auto">
              {subject}
            </span>
            <span className="fine">
              <span className="reference">{reference}</span> · {channelName(channel)}
            </span>
            <span className="fine">
              <span className="pill" data-status={status}>
                {status}
              </span>
              {escalationReason !== null && <span>{escalationReason.replaceAll('-', ' ')}</span>}
              {priority !== 'normal' && <span className="tag">{priority}</span>}
              <RelativeTime at={updatedAt} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
