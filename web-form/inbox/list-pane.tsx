// The list of the chosen queue: drawn as far as it is seen, searched, and walked through with j and k.
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { useWords } from '../staff/language.ts';
import { go } from '../staff/route.tsx';
import { useKeysKept, useShortcuts } from '../staff/shortcuts.ts';
import type { QueueName } from './contract.ts';
import { Icon } from './icons.tsx';
import { stepFrom } from './list-state.ts';
import { inboxWords } from './words.ts';

export interface Entry {
  readonly reference: string;
  readonly to: string;
}

interface ListPaneProps<T extends Entry> {
  readonly queue: QueueName;
  readonly q: string;
  readonly onSearch: ((q: string) => void) | undefined;
  /** Undefined while they are read. */
  readonly entries: readonly T[] | undefined;
  readonly failed: boolean;
  readonly again: () => void;
  /** What is open beside it. */
  readonly open: string | undefined;
  readonly line: (entry: T) => ReactNode;
  readonly onEnd?: (() => void) | undefined;
  readonly onSight?: ((to: number) => void) | undefined;
}

/** What j and k led to. */
interface Cursor {
  /** What was open then: whatever is opened afterwards takes the cursor along. */
  readonly open: string | undefined;
  readonly reference: string;
}

const walking = ['j', 'k'];
const none: readonly string[] = [];
const rowHeight = 84;
const keyOf = ({ reference }: Entry) => reference;

export function ListPane<T extends Entry>(props: ListPaneProps<T>) {
  const { queue, q, onSearch, entries, failed, again, open } = props;
  const w = useWords(inboxWords);
  const [kept, setKept] = useState<Cursor>();
  // Whatever is opened moves the cursor there.
  const cursor = kept?.open === open ? kept?.reference : undefined;
  const place = useRef(0);
  const current = cursor ?? open;
  const index = entries?.findIndex(({ reference }) => reference === current) ?? -1;
  if (index >= 0) place.current = index;
  // With the row it is drawn on, before another key can come: Enter opens what the last key led to.
  useLayoutEffect(() => {
    if (kept) rowOf(kept.reference)?.focus();
  }, [kept]);
  const focus = (reference: string | undefined, besides: string | undefined) => {
    if (reference !== undefined) setKept({ open: besides, reference });
  };
  const move = (step: 1 | -1) => focus(stepFrom(entries ?? [], current, step, place.current), open);
  const openNext = (step: 1 | -1) => {
    const next = stepFrom(entries ?? [], open ?? cursor, step, place.current);
    const entry = entries?.find(({ reference }) => reference === next);
    if (entry) go(entry.to);
  };
  const search = useRef<HTMLInputElement>(null);
  const group = w.keys.list;
  useKeysKept(entries === undefined && !failed ? walking : none);
  useShortcuts([
    ...(entries === undefined
      ? []
      : [
          { keys: 'j', words: w.keys.next, group, run: () => move(1) },
          { keys: 'k', words: w.keys.previous, group, run: () => move(-1) },
        ]),
    { keys: 'J', words: w.keys.openNext, group, run: () => openNext(1) },
    { keys: 'K', words: w.keys.openPrevious, group, run: () => openNext(-1) },
    { keys: 'u', words: w.keys.toList, group, run: () => back(queue, q, open, focus) },
    ...(onSearch ? [{ keys: '/', words: w.search, group, run: () => search.current?.focus() }] : []),
  ]);
  return (
    <section className="list-pane" aria-label={w.queue[queue]}>
      <div className="list-head">
        <h2 className={onSearch ? 'unseen' : undefined}>{w.queue[queue]}</h2>
        {onSearch && <Search key={queue} q={q} onSearch={onSearch} field={search} />}
      </div>
      {failed && entries !== undefined && (
        <p className="notice warn list-failed" role="status">
          {w.listOld}
          <button type="button" className="link" onClick={again}>
            {w.tryAgain}
          </button>
        </p>
      )}
      <div className="list-body">
        <Entries {...props} current={index >= 0 ? index : undefined} />
      </div>
    </section>
  );
}

interface EntriesProps<T extends Entry> extends ListPaneProps<T> {
  /** Place of the row to keep in sight. */
  readonly current: number | undefined;
}

/** The rows, or what stands in their place. */
function Entries<T extends Entry>({
  queue,
  q,
  entries,
  failed,
  again,
  line,
  onEnd,
  onSight,
  current,
}: EntriesProps<T>) {
  const w = useWords(inboxWords);
  if (entries === undefined && failed)
    return (
      <FailedState title={w.notLoaded} retry={w.tryAgain} again={again}>
        {w.trouble.unreachableRead}
      </FailedState>
    );
  if (entries === undefined) return <Skeleton label={w.loading} rows={8} />;
  if (entries.length === 0)
    return (
      <EmptyState title={q === '' ? w.empty[queue] : w.nothingFound}>
        {q === '' ? w.emptyHint[queue] : w.nothingFoundHint(q)}
      </EmptyState>
    );
  return (
    <VirtualList
      label={w.queue[queue]}
      items={entries}
      keyOf={keyOf}
      rowHeight={rowHeight}
      row={line}
      current={current}
      onEnd={onEnd}
      onSight={onSight}
    />
  );
}

/** To the list, with the focus on what was open. */
function back(
  queue: QueueName,
  q: string,
  open: string | undefined,
  focus: (reference: string | undefined, besides: undefined) => void,
): void {
  go(`/inbox/${queue}${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`);
  focus(open, undefined);
}

function rowOf(reference: string): HTMLElement | undefined {
  const rows = document.querySelectorAll<HTMLElement>('.inbox [data-row]');
  return [...rows].find((row) => row.dataset['row'] === reference);
}

interface SearchProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

const typingMs = 250;

function Search({ q, onSearch, field }: SearchProps) {
  const w = useWords(inboxWords);
  const [typed, setTyped] = useState(q);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(() => latest.current(typed.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [typed, q]);
  const onKey = useCallback((event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape') return;
    setTyped('');
    event.currentTarget.blur();
  }, []);
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={w.search}
        placeholder={w.searchPlaceholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
      />
    </div>
  );
}
