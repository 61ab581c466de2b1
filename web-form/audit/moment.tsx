// A field for a moment in the reader's zone.
import { useEffect, useState } from 'react';
import type { Ties } from '../form/field.tsx';
import { isoOf, localOf } from './query.ts';

/** Name of the reader's zone, such as Europe/Berlin. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface MomentProps {
  readonly ties: Ties;
  /** ISO 8601, or nothing. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
  /** To the millisecond, as events are stored. */
  readonly isPrecise?: boolean;
}

/** A moment in the reader's zone. Half of one is kept while it is typed. */
export function Moment({ ties, value, onChange, isPrecise = false }: MomentProps) {
  const [typed, setTyped] = useState(() => localOf(value, isPrecise));
  useEffect(
    () => setTyped((now) => (isoOf(now) === value ? now : localOf(value, isPrecise))),
    [value, isPrecise],
  );
  return (
    <input
      {...ties}
      type="datetime-local"
      step={isPrecise ? 0.001 : 1}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(isoOf(event.target.value));
      }}
    />
  );
}
