// The keyboard map: rooms say what their keys do while they are open, the shell listens and shows the list on `?`.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** One key as `KeyboardEvent.key` names it, or two in a row: `j`, `?`, `g i`, `Enter`. */
  readonly keys: string;
  /** What it does, in the reader's language. */
  readonly words: string;
  /** Heading it stands under in the list. */
  readonly group: string;
  readonly run: () => void;
}

const sequenceMs = 1_000;
const open = new Set<{ readonly current: readonly Shortcut[] }>();
const readers = new Set<() => void>();
let list: readonly Shortcut[] = [];
let first: { readonly key: string; readonly at: number } | undefined;

/** Registers keys while the component is shown. Later ones win over earlier ones. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const holder = useRef(shortcuts);
  useEffect(() => {
    holder.current = shortcuts;
    refresh();
  });
  useEffect(() => {
    open.add(holder);
    refresh();
    return () => {
      open.delete(holder);
      refresh();
    };
  }, []);
}

/** Everything that can be pressed now. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => list,
  );
}

/** Makes the list anew when it says something else: what the keys do is looked up when they are pressed. */
function refresh(): void {
  const next = [...open].flatMap((holder) => holder.current);
  if (textOf(next) === textOf(list)) return;
  list = next;
  for (const reader of readers) reader();
}

function textOf(shortcuts: readonly Shortcut[]): string {
  return JSON.stringify(shortcuts.map(({ keys, words, group }) => [keys, words, group]));
}

/** Listens to the keyboard. Call once. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const shortcut = pressed(event.key, event.timeStamp);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  });
}

function pressed(key: string, at: number): Shortcut | undefined {
  const all = [...open].flatMap((holder) => holder.current);
  const started = first !== undefined && at - first.at < sequenceMs ? first.key : undefined;
  const found = shortcutFor(all, key, started);
  first = found === undefined && all.some(({ keys }) => keys.startsWith(`${key} `)) ? { key, at } : undefined;
  return found;
}

/** The shortcut a key completes, later ones before earlier ones. @param started the key before it, just now */
export function shortcutFor(
  all: readonly Shortcut[],
  key: string,
  started: string | undefined,
): Shortcut | undefined {
  const both = started === undefined ? undefined : all.findLast(({ keys }) => keys === `${started} ${key}`);
  return both ?? all.findLast(({ keys }) => keys === key);
}

/** Where letters are letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
