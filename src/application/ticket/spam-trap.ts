// A field of the form that people do not see. Programs fill it in, and now and then a browser that fills in forms for a
// person: what came so is filed, and waits among the suppressed for staff to say which of the two it was.
import type { Submission } from './submission.ts';

/** Why nobody answers what fell into it. */
export const trappedHere = {
  reason: 'spam',
  because: 'the field that people do not see was filled in',
} as const;

/** Why nobody answers what is written to it afterwards. */
export const trappedBefore = {
  reason: 'spam',
  because: 'nobody has released the first message of this ticket',
} as const;

export const isTrapped = ({ website = '' }: Pick<Submission, 'website'>) => website !== '';
