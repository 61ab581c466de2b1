// A queue of tickets: its list, and the ticket that is open.
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { EmptyState } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import type { Live } from '../staff/live.ts';
import { go } from '../staff/route.tsx';
import type { QueueName, TicketRow } from './contract.ts';
import { browserPlace, keepDrafts } from './drafts.ts';
import { ListPane } from './list-pane.tsx';
import { TicketLine } from './rows.tsx';
import { TicketView } from './ticket-view.tsx';
import { useList } from './use-list.ts';
import { inboxWords } from './words.ts';

/** What every pane needs. */
export interface Shared {
  readonly me: string;
  readonly live: Live;
  /** Calls back when lists may have changed; the result ends it. */
  readonly onChanged: (run: () => void) => () => void;
}

interface TicketPaneProps {
  readonly queue: QueueName;
  readonly item: string | undefined;
  readonly q: string;
  readonly shared: Shared;
}

interface Entry {
  readonly reference: string;
  readonly to: string;
  readonly row: TicketRow;
}

export function TicketPane({ queue, item, q, shared: { me, live, onChanged } }: TicketPaneProps) {
  const w = useWords(inboxWords);
  const list = useList(queue, q);
  const { stale, rows, loaded } = list;
  useEffect(() => onChanged(stale), [onChanged, stale]);
  const drafts = useMemo(() => keepDrafts(browserPlace, me), [me]);
  const begun = useSyncExternalStore(drafts.onBegun, drafts.all);
  const search = q === '' ? '' : `?q=${encodeURIComponent(q)}`;
  const backTo = `/inbox/${queue}${search}`;
  const entries = useMemo<readonly Entry[] | undefined>(
    () =>
      loaded
        ? rows.map((row) => ({
            reference: row.reference,
            to: `/inbox/${queue}/${encodeURIComponent(row.reference)}${search}`,
            row,
          }))
        : undefined,
    [loaded, rows, queue, search],
  );
  const line = useCallback(
    ({ row, to, reference }: Entry) => (
      <TicketLine
        row={row}
        to={to}
        name={reference}
        isOpen={reference === item}
        hasDraft={begun.has(reference)}
        me={me}
      />
    ),
    [item, begun, me],
  );
  const onSearch = useCallback(
    (text: string) =>
      go(`/inbox/${queue}${text === '' ? '' : `?q=${encodeURIComponent(text)}`}`, { replace: true }),
    [queue],
  );
  return (
    <>
      <ListPane
        queue={queue}
        q={q}
        onSearch={onSearch}
        entries={entries}
        failed={list.failed}
        again={list.again}
        open={item}
        line={line}
        onEnd={list.readMore}
        onSight={list.seen}
      />
      <div className="open-pane">
        {item === undefined ? (
          <EmptyState title={w.nothingOpen}>{w.nothingOpenHint}</EmptyState>
        ) : (
          <TicketView key={item} reference={item} me={me} backTo={backTo} live={live} />
        )}
      </div>
    </>
  );
}
