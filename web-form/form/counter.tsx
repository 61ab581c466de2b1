// How much has been written and how much may be: seen all the time, spoken only when it matters.
import { limits } from '../../src/application/ticket/submission.ts';

/** What the counter says and whether it fits. Counts what will be sent, as the schema does: without outer white space, in UTF-16 units. */
export function countWords(text: string, min: number): { readonly words: string; readonly over: boolean } {
  const length = text.trim().length;
  const over = length > limits.messageMax;
  if (over) return { words: `${length - limits.messageMax} over the limit of ${limits.messageMax}`, over };
  if (length < min) return { words: `${min - length} more to go`, over };
  return { words: `${length} of ${limits.messageMax}`, over };
}

/** Spoken in steps, so that a screen reader is not interrupted at every key. */
function spoken(text: string): string {
  const left = limits.messageMax - text.trim().length;
  if (left > 100) return '';
  return left < 0 ? 'The message is too long.' : `About ${Math.ceil(left / 25) * 25} characters left.`;
}

export function Counter({ text, min = 0 }: { readonly text: string; readonly min?: number }) {
  const { words, over } = countWords(text, min);
  return (
    <>
      <span className="counter" data-over={over} aria-hidden="true">
        {words}
      </span>
      <span className="unseen" aria-live="polite">
        {spoken(text)}
      </span>
    </>
  );
}
