// How long a ticket may still wait, or has waited too long.
import { exactWords, lengthWords } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { useMinuteClock } from './minute-clock.ts';
import { inboxWords } from './words.ts';

const soonMs = 60 * 60_000;

export type Urgency = 'over' | 'soon' | 'calm';

/** @param dueAt ISO 8601 @param now ms since the epoch */
export function urgencyOf(dueAt: string | null | undefined, now: number): Urgency | undefined {
  const due = Date.parse(dueAt ?? '');
  if (Number.isNaN(due)) return undefined;
  if (due <= now) return 'over';
  return due - now < soonMs ? 'soon' : 'calm';
}

export function Due({ dueAt }: { readonly dueAt: string }) {
  const w = useWords(inboxWords);
  const now = useMinuteClock();
  const urgency = urgencyOf(dueAt, now);
  if (urgency === undefined) return null;
  const length = lengthWords(Math.abs(Date.parse(dueAt) - now));
  return (
    <time className="due" data-urgency={urgency} dateTime={dueAt} title={exactWords(Date.parse(dueAt))}>
      {urgency === 'over' ? w.overdueBy(length) : w.dueIn(length)}
    </time>
  );
}
