// The history of one ticket: every event, and the state as of any of them.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Audit } from '../client/audit.ts';
import type { AuditHistory } from '../client/contract.ts';
import type { Trouble } from '../client/http.ts';
import { useAnswer } from '../client/use-answer.ts';
import { Skeleton } from '../status/stand-ins.tsx';
import { EventCard } from './event-card.tsx';
import { StateThen } from './state-then.tsx';

interface TicketHistoryProps {
  readonly audit: Audit;
  readonly reference: string;
  readonly onTrouble: (trouble: Trouble) => void;
}

export function TicketHistory({ audit, reference, onTrouble }: TicketHistoryProps) {
  const { answer, again } = useAnswer(
    useCallback((signal: AbortSignal) => audit.history(reference, signal), [audit, reference]),
  );
  useEffect(() => {
    if (answer && !answer.ok) onTrouble(answer.trouble);
  }, [answer, onTrouble]);
  if (answer === undefined) return <Skeleton still={false} />;
  if (!answer.ok) {
    return (
      <p className="empty" role="alert">
        {answer.trouble.kind === 'not-found'
          ? `There is no ticket ${reference}.`
          : 'The history could not be loaded.'}{' '}
        <button type="button" className="link" onClick={again}>
          Try again
        </button>
      </p>
    );
  }
  return <History audit={audit} history={answer.body} onRefresh={again} />;
}

interface HistoryProps {
  readonly audit: Audit;
  readonly history: AuditHistory;
  readonly onRefresh: () => void;
}

function History({ audit, history, onRefresh }: HistoryProps) {
  const { events, reference, ticketId } = history;
  // Undefined is the latest version, also when more events arrive.
  const [chosen, setChosen] = useState<number>();
  const [open, setOpen] = useState(false);
  const last = events.at(-1)?.version ?? 0;
  const version = Math.min(chosen ?? last, last);
  const then = useRef<HTMLDivElement>(null);
  const choose = (next: number) => {
    setChosen(next);
    // On a narrow page the state stands above the timeline, out of sight.
    then.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="history">
      <div className="history-then" ref={then}>
        {last > 0 && (
          <StateThen
            audit={audit}
            reference={reference}
            events={events}
            version={version}
            onVersion={setChosen}
          />
        )}
      </div>
      <section aria-label={`Timeline of ${reference}`}>
        <header className="history-head">
          <div>
            <h2 className="reference">{reference}</h2>
            <p className="fine ticket-id">{ticketId}</p>
          </div>
          <div className="actions">
            <button type="button" className="quiet" onClick={() => setOpen(!open)} aria-pressed={open}>
              {open ? 'Close all details' : 'Open all details'}
            </button>
            <button type="button" className="quiet" onClick={onRefresh}>
              Refresh
            </button>
          </div>
        </header>
        <ol className="timeline">
          {events.map((event) => (
            <li key={event.version} data-later={event.version > version}>
              <EventCard
                event={event}
                open={open}
                chosen={event.version === version}
                onChoose={() => choose(event.version)}
              />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
