// How much there is and may be, and until when: seen all the time, said aloud only when it matters.
import { exactWords, lengthWords } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import type { ReplyWay } from './contract.ts';
import { measure, windowLeft } from './limits.ts';
import { useMinuteClock } from './minute-clock.ts';
import { inboxWords } from './words.ts';

export function Limits({ text, way }: { readonly text: string; readonly way: ReplyWay }) {
  const w = useWords(inboxWords).limits;
  const found = measure(text, way);
  const { characters, words, parts, over, by, long } = found;
  const { limits } = way;
  const counted =
    limits.words === undefined ? w.characters(characters, limits.characters) : w.words(words, limits.words);
  return (
    <>
      <span className="counter" data-over={over !== undefined} aria-hidden="true">
        {over === undefined ? counted : w.over[over](by)}
      </span>
      {parts > 1 && over === undefined && <span>{w.parts(parts)}</span>}
      {long && over === undefined && limits.preferredCharacters !== undefined && (
        <span>{w.long(limits.preferredCharacters)}</span>
      )}
      <WindowLine way={way} />
      <span className="unseen" aria-live="polite">
        {over === undefined ? closedWords(way, w) : w.over[over](by)}
      </span>
    </>
  );
}

/** Empty while free text reaches the customer. */
function closedWords({ window, template }: ReplyWay, w: (typeof inboxWords)['en']['limits']): string {
  if (window?.open !== false) return '';
  return template ? w.templateOnly : w.windowClosed;
}

function WindowLine({ way }: { readonly way: ReplyWay }) {
  const w = useWords(inboxWords).limits;
  const now = useMinuteClock();
  const left = windowLeft(way, now);
  if (!left) return null;
  const words =
    left.state === 'closed'
      ? way.template
        ? w.templateOnly
        : w.windowClosed
      : w.windowLeft(lengthWords(left.minutes * 60_000));
  const closesAt = Date.parse(way.window?.closesAt ?? '');
  return (
    <span
      className="window"
      data-state={left.state}
      title={Number.isNaN(closesAt) ? undefined : exactWords(closesAt)}
    >
      {words}
    </span>
  );
}
