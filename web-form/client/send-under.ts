// Sending something once, under an id that says so, even when its text was changed after the answer to it got lost.
import type { Answer } from './http.ts';

interface Sending<T> {
  readonly send: (submissionId: string) => Promise<Answer<T>>;
  /** Makes another id, and keeps it for the next try. */
  readonly renew: () => string;
}

/**
 * Sends under an id. When the desk has the id for another text, that one arrived though nobody learned of it: what is
 * sent now is a submission of its own, and goes off once more under a new id.
 */
export async function sendUnder<T>(submissionId: string, { send, renew }: Sending<T>): Promise<Answer<T>> {
  const answer = await send(submissionId);
  const taken =
    !answer.ok && answer.trouble.kind === 'refused' && answer.trouble.code === 'submission-reused';
  return taken ? send(renew()) : answer;
}
