// Short notes about what has just happened, from anywhere: read out, and gone after a while.
import { useSyncExternalStore } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
}

const shownMs = 6_000;
const readers = new Set<() => void>();
let shown: readonly Toast[] = [];
let count = 0;

/** Shows a note. What must be acted upon belongs in a Banner: this one goes away. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = ++count;
  become([...shown.slice(-2), { id, text, tone }]);
  setTimeout(() => become(shown.filter((one) => one.id !== id)), shownMs);
}

function become(next: readonly Toast[]): void {
  shown = next;
  for (const reader of readers) reader();
}

/** Where the notes appear; the shell has one. */
export function Toasts() {
  const notes = useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => shown,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notes.map(({ id, text, tone }) => (
        <p key={id} className={`notice ${tone}`}>
          {text}
        </p>
      ))}
    </div>
  );
}
