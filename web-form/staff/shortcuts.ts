// The keyboard map: rooms say what their keys do while they are open, the shell listens and shows the list on `?`.
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

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
/** Whoever waited longer has something else in mind by now. */
const keptMs = 5_000;
const open = new Set<{ readonly current: readonly Shortcut[] }>();
const readers = new Set<() => void>();
let list: readonly Shortcut[] = [];
let first: { readonly key: string; readonly at: number } | undefined;
const awaited = new Set<{ readonly keys: readonly string[] }>();
let kept: readonly { readonly key: string; readonly at: number }[] = [];

/** Registers keys while the component is shown. Later ones win over earlier ones. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const holder = useRef(shortcuts);
  // With what is drawn: a key pressed as soon as something is seen counts.
  useLayoutEffect(() => {
    holder.current = shortcuts;
    refresh();
  });
  useLayoutEffect(() => {
    open.add(holder);
    refresh();
    return () => {
      open.delete(holder);
      refresh();
    };
  }, []);
}

/**
 * Keeps keys that something still on its way will take: they are pressed once it is there.
 * @param keys only such as change nothing, for whoever presses them has not seen yet what they press them for
 */
export function useKeysKept(keys: readonly string[]): void {
  useLayoutEffect(() => {
    const holder = { keys };
    awaited.add(holder);
    return () => void awaited.delete(holder);
  }, [keys]);
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
  // Once all that was drawn has registered its keys.
  if (kept.length > 0) queueMicrotask(pressKept);
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
    if (shortcut) kept = [];
    else if (keep(event)) return event.preventDefault();
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  });
}

function keep({ key, timeStamp: at }: KeyboardEvent): boolean {
  const isAwaited = [...awaited].some(({ keys }) => keys.includes(key));
  if (isAwaited) kept = [...kept, { key, at }];
  return isAwaited;
}

/** Presses what was kept and can be taken by now, in its order, each on what the one before led to. */
function pressKept(): void {
  if (isTyping(document.activeElement) || document.querySelector('dialog[open]')) kept = [];
  for (let [next] = kept; next !== undefined; [next] = kept) {
    const { key, at } = next;
    const isOld = performance.now() - at > keptMs;
    const shortcut = shortcutFor(
      [...open].flatMap((holder) => holder.current),
      key,
      undefined,
    );
    if (!shortcut && !isOld) return;
    kept = kept.slice(1);
    if (shortcut && !isOld) flushSync(shortcut.run);
  }
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
