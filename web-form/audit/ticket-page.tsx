// One ticket through time: everything that happened, and beside it the ticket as it was after any of it.
import { type ReactNode, useEffect, useState } from 'react';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { useDesk } from '../staff/use-desk.ts';
import { AsItWas } from './as-it-was.tsx';
import type { History } from './contract.ts';
import { ExportTicket } from './export-ticket.tsx';
import { lastSearch } from './last-search.ts';
import { LooksDialog } from './looks.tsx';
import { LostLine } from './lost-line.tsx';
import { MomentBar } from './moment-bar.tsx';
import { Timeline } from './timeline.tsx';
import { type Erasures, useErasures } from './use-erasures.ts';
import { auditWords } from './words.ts';

const pathOf = (reference: string) => `/api/audit/tickets/${encodeURIComponent(reference)}`;

export function TicketPage({ reference }: { readonly reference: string }) {
  const w = useWords(auditWords);
  const { answer, again } = useDesk<History>(`${pathOf(reference)}/events`);
  const erasures = useErasures(answer?.ok ? answer.body.position : undefined, again);
  const isErased = answer?.ok === true && erasures.isBehind(reference, answer.body.position);
  useEffect(() => {
    if (isErased) again();
  }, [isErased, again]);
  const back = (
    <Link className="audit-back" to={lastSearch()}>
      {w.back}
    </Link>
  );
  const framed = (content: ReactNode) => (
    <div className="room audit-room">
      <div className="audit-ticket-head">
        {back}
        <h1 className="reference">{reference}</h1>
      </div>
      {content}
    </div>
  );
  if (answer === undefined || isErased) return framed(<Skeleton label={w.loadingTicket} rows={8} />);
  if (answer.ok) return <Ticket history={answer.body} erasures={erasures} onRefresh={again} back={back} />;
  if (answer.trouble.kind === 'not-found') return framed(<EmptyState title={w.noTicket(reference)} />);
  return framed(
    <FailedState title={w.ticketFailed} retry={w.tryAgain} again={again}>
      {w.ticketFailedText}
    </FailedState>,
  );
}

interface TicketProps {
  readonly history: History;
  readonly erasures: Erasures;
  readonly onRefresh: () => void;
  readonly back: ReactNode;
}

type Shown = 'export' | 'looks' | undefined;

function Ticket({ history, erasures, onRefresh, back }: TicketProps) {
  const w = useWords(auditWords);
  const { reference, ticketId, isListed, events } = history;
  const { query, path } = useRoute();
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const last = events.at(-1)?.version ?? 0;
  const asked = query.get('version');
  // No version is the latest, also when more events arrive.
  const version = asked !== null && /^\d{1,9}$/.test(asked) ? Math.min(Number(asked), last) : last;
  const choose = (next: number) => {
    const kept = Math.max(0, Math.min(next, last));
    go(kept === last ? path : `${path}?version=${kept}`, { replace: true });
  };
  const group = w.asItWas;
  useShortcuts([
    { keys: 'o', words: w.keys.all, group, run: () => setOpen((now) => !now) },
    { keys: 'u', words: w.keys.list, group, run: () => go(lastSearch()) },
  ]);
  return (
    <div className="room audit-room">
      <LostLine {...erasures} />
      <div className="audit-ticket-head">
        {back}
        <h1 className="reference">{reference}</h1>
        <span className="fine audit-id">{ticketId}</span>
        <div className="actions">
          <button type="button" className="quiet" aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? w.closeAll : w.openAll}
          </button>
          <button type="button" className="quiet" onClick={onRefresh}>
            {w.refresh}
          </button>
          <button type="button" className="quiet" onClick={() => setShown('looks')}>
            {w.looks}
          </button>
          <button type="button" className="secondary" onClick={() => setShown('export')}>
            {w.exportTicket}
          </button>
        </div>
      </div>
      {!isListed && <p role="note">{w.unlisted}</p>}
      <MomentBar events={events} version={version} onVersion={choose} />
      <div className="audit-ticket">
        <AsItWas key={history.position} path={pathOf(reference)} version={version} last={last} />
        <Timeline
          reference={reference}
          events={events}
          version={version}
          isOpen={isOpen}
          onVersion={choose}
        />
      </div>
      {shown === 'export' && <ExportTicket reference={reference} onClose={() => setShown(undefined)} />}
      {shown === 'looks' && (
        <LooksDialog path={`${pathOf(reference)}/looks`} onClose={() => setShown(undefined)} />
      )}
    </div>
  );
}
