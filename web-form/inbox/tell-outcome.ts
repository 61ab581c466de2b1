// What somebody of the staff is told after something that sends no text: that it is done, or why it is not.
import type { Answer } from '../client/http.ts';
import { toast } from '../design/toast.tsx';
import { stepTroubleText } from './trouble-text.ts';
import type { InboxWords } from './words-en.ts';

/** @param done what is said when it worked */
export function tellOutcome(answer: Answer<unknown>, done: string, words: Pick<InboxWords, 'trouble'>): void {
  if (answer.ok) toast(done);
  else toast(stepTroubleText(answer.trouble, words), 'bad');
}
