// Finding tickets: what is looked for stands in the address, what was found below it, as far as one scrolls.
import { useCallback, useEffect, useRef, useState } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { ticketPriorities } from '../staff/ticket-words.ts';
import type { FoundTicket, FoundTickets } from './contract.ts';
import { Filters } from './filters.tsx';
import { nameWords } from './gist.ts';
import { Pieces } from './honest.tsx';
import { rememberSearch } from './last-search.ts';
import { LostLine } from './lost-line.tsx';
import { askOf, queryOf, type Search, searchOf } from './query.ts';
import { SeekField } from './seek-field.tsx';
import { useErasures } from './use-erasures.ts';
import { auditWords } from './words.ts';
import type { AuditWords } from './words-en.ts';

export function SearchPage() {
  const { query } = useRoute();
  const search = searchOf(query);
  const change = (next: Partial<Search>) => go(`/audit${queryOf({ ...search, ...next })}`, { replace: true });
  const asked = queryOf(search);
  useEffect(() => rememberSearch(asked), [asked]);
  return (
    <div className="audit-search">
      <SeekField onCustomer={(customer) => change({ customer })} />
      <Filters search={search} onChange={change} />
      <Found key={asked} search={search} isNarrow={asked !== ''} />
    </div>
  );
}

/** A ticket, and where the ledger was when it was read. */
type ReadTicket = FoundTicket & { readonly readAt: string };

const readTickets = ({ tickets, position }: FoundTickets): readonly ReadTicket[] =>
  tickets.map((ticket) => ({ ...ticket, readAt: position }));

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'found';
      readonly tickets: readonly ReadTicket[];
      /** Of the ledger, when the first of them were asked for. */
      readonly position: string;
      readonly next?: string | undefined;
    };

function Found({ search, isNarrow }: { readonly search: Search; readonly isNarrow: boolean }) {
  const w = useWords(auditWords);
  const { state, again, more } = useFound(search);
  const erasures = useErasures(state.kind === 'found' ? state.position : undefined, again);
  if (state.kind === 'loading') return <Skeleton label={w.loading} rows={6} />;
  if (state.kind === 'failed') return <FailedState title={w.listFailed} retry={w.tryAgain} again={again} />;
  if (state.tickets.length === 0) {
    return isNarrow ? (
      <EmptyState title={w.nothingFound}>{w.nothingFoundText}</EmptyState>
    ) : (
      <EmptyState title={w.noTickets}>{w.noTicketsText}</EmptyState>
    );
  }
  const rowOf = (ticket: ReadTicket) => {
    const isErased = erasures.isBehind(ticket.reference, ticket.readAt);
    return <Row ticket={isErased ? { ...ticket, subject: '[erased]' } : ticket} />;
  };
  return (
    <>
      <LostLine {...erasures} />
      <div
        className="audit-found"
        style={{ blockSize: `min(70dvh, ${state.tickets.length * rowHeight + 2}px)` }}
      >
        <VirtualList
          label={w.found}
          items={state.tickets}
          keyOf={keyOf}
          rowHeight={rowHeight}
          row={rowOf}
          onEnd={state.next === undefined ? undefined : more}
        />
      </div>
    </>
  );
}

const rowHeight = 76;
const keyOf = ({ ticketId }: FoundTicket) => ticketId;

function Row({ ticket }: { readonly ticket: FoundTicket }) {
  const w = useWords(auditWords);
  const priorities = useWords<Readonly<Record<string, string>>>(ticketPriorities);
  const { reference, subject, status, channel, matchedAt, escalationReason, priority } = ticket;
  return (
    <Link className="audit-row" to={`/audit/${reference}`}>
      <span className="audit-row-subject" dir="auto">
        <Pieces text={subject} />
      </span>
      <span className="fine audit-row-facts">
        <span className="reference">{reference}</span>
        <span className="pill" data-status={status}>
          {w.statuses[status]}
        </span>
        {escalationReason !== null && <span className="tag">{reasonOf(w, escalationReason)}</span>}
        {priority !== 'normal' && <span className="tag">{priorities[priority] ?? priority}</span>}
        <span>{channelName(channel)}</span>
        <RelativeTime at={matchedAt} />
      </span>
    </Link>
  );
}

/** The pages so far of one search. */
function useFound(search: Search) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const question = useRef<AbortController>(undefined);
  const isReading = useRef(false);
  const path = askOf(search);
  const again = useCallback(() => {
    // What was asked before it is of no use any more, and neither are further pages of it.
    question.current?.abort();
    const asking = new AbortController();
    question.current = asking;
    const { signal } = asking;
    setState({ kind: 'loading' });
    void callDesk<FoundTickets>(path, { signal }).then((answer) => {
      if (signal.aborted) return;
      setState(
        answer.ok ? { kind: 'found', ...answer.body, tickets: readTickets(answer.body) } : { kind: 'failed' },
      );
    });
  }, [path]);
  useEffect(() => {
    again();
    return () => question.current?.abort();
  }, [again]);
  const next = state.kind === 'found' ? state.next : undefined;
  const more = useCallback(() => {
    const signal = question.current?.signal;
    if (next === undefined || !signal || isReading.current) return;
    isReading.current = true;
    void callDesk<FoundTickets>(`${path}&after=${encodeURIComponent(next)}`, { signal }).then((answer) => {
      isReading.current = false;
      if (!answer.ok || signal.aborted) return;
      const page = readTickets(answer.body);
      setState((now) =>
        now.kind === 'found' && now.next === next
          ? { ...now, tickets: [...now.tickets, ...page], next: answer.body.next }
          : now,
      );
    });
  }, [path, next]);
  return { state, more, again };
}

/** In the words of the inbox; one that has none yet as it is recorded. */
function reasonOf({ reasons }: AuditWords, reason: string): string {
  return Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : nameWords(reason);
}
