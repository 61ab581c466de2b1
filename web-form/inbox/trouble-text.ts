// What somebody of the staff is told when the desk did not do what they asked.
import type { Trouble } from '../client/http.ts';
import type { InboxWords } from './words-en.ts';

/** A sentence or two: what happened, and what to do. */
export function troubleText(trouble: Trouble, { trouble: w }: Pick<InboxWords, 'trouble'>): string {
  switch (trouble.kind) {
    case 'unreachable':
      return w.unreachable;
    case 'invalid':
      return trouble.fields.map(({ message }) => message).join(' ') || trouble.detail || w.invalid;
    case 'busy':
      return w.busy;
    case 'too-large':
      return w.tooLarge;
    case 'unauthorised':
      return w.unauthorised;
    case 'not-found':
      return w.notFound;
    case 'failed':
      return w.failed;
    case 'refused':
      return w.code[trouble.code as keyof typeof w.code] ?? (trouble.detail || w.failed);
  }
}

/** The same for a step that sends no text. */
export function stepTroubleText(trouble: Trouble, words: Pick<InboxWords, 'trouble'>): string {
  return trouble.kind === 'unreachable' ? words.trouble.unreachableStep : troubleText(trouble, words);
}
