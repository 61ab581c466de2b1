// How a customer's messages sounded over time: a line for the eye, a sentence for everybody.
import { useCallback } from 'react';
import { useWords } from '../staff/language.ts';
import { ask } from './calls.ts';
import type { Mood } from './contract-people.ts';
import { useFresh } from './use-fresh.ts';
import { inboxWords } from './words.ts';

const shown = 24;
const [wide, high] = [240, 44];

export type MoodName = 'furious' | 'unhappy' | 'neutral' | 'content';

/** @param score −1 furious to 1 delighted */
export function moodOf(score: number): MoodName {
  if (score <= -0.6) return 'furious';
  if (score < -0.15) return 'unhappy';
  return score > 0.25 ? 'content' : 'neutral';
}

export function MoodLine({ customerId }: { readonly customerId: string }) {
  const w = useWords(inboxWords).mood;
  const { body } = useFresh<{ readonly moods: readonly Mood[] }>(
    useCallback(() => ask.moods(customerId), [customerId]),
  );
  const moods = (body?.moods ?? []).slice(-shown);
  const last = moods.at(-1);
  return (
    <section aria-label={w.title} className="mood">
      <h3>
        {w.title} <span className="fine">{last ? w.last[moodOf(last.score)] : w.unknown}</span>
      </h3>
      {moods.length > 1 && (
        <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={w.line(moods.length)}>
          <line x1="0" x2={wide} y1={high / 2} y2={high / 2} className="mood-middle" />
          <polyline
            points={moods.map((mood, place) => pointOf(mood.score, place, moods.length).join(',')).join(' ')}
          />
          {moods.map(({ messageId, score }, place) => {
            const [x, y] = pointOf(score, place, moods.length);
            return <circle key={messageId} cx={x} cy={y} r="3" data-mood={moodOf(score)} />;
          })}
        </svg>
      )}
    </section>
  );
}

function pointOf(score: number, place: number, count: number): readonly [number, number] {
  const x = 5 + ((wide - 10) * place) / Math.max(1, count - 1);
  return [Math.round(x), Math.round(high / 2 - score * (high / 2 - 5))];
}
