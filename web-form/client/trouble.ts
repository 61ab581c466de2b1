// What a person is told when a request did not work out.
import type { Trouble } from './http.ts';

const failure = 'Something went wrong on our side. Your text is still here; please try again.';
const closed =
  'This conversation was closed in the meantime. Your text is still here: please send it as a new message.';

/** A sentence or two: what happened, and what to do. `what` names the thing that was not sent or loaded. */
export function troubleWords(trouble: Trouble, what: string): string {
  switch (trouble.kind) {
    case 'unreachable':
      return `We could not reach the desk, so we cannot tell whether ${what} arrived. Your text is still here. Trying again is safe: it is never filed twice.`;
    case 'invalid':
      return (
        trouble.fields.map((f) => f.message).join(' ') ||
        trouble.detail ||
        'Something in the form does not fit.'
      );
    case 'busy':
      return `A lot is coming in right now. Please try again in ${waitWords(trouble.retryInMs)}. Your text is still here.`;
    case 'too-large':
      return 'This is more than we can take in one message. Please shorten it.';
    case 'unauthorised':
      return 'The status link is not valid for this conversation.';
    case 'not-found':
      return 'We cannot find this conversation.';
    case 'failed':
      return failure;
    case 'refused':
      return trouble.code === 'ticket-closed' ? closed : trouble.detail || failure;
  }
}

/** `20 seconds`, `2 minutes`: rounded up, so that trying then works. */
export function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
