// Sends with a submission what the page says of who is in front of it.
import type { Desk } from '../client/desk.ts';

/**
 * @param identity a fresh token of the page; where it fails, and where the desk does not take the token, the customer is asked
 *   for nothing and files the question as anybody would
 */
export function withIdentity(desk: Desk, identity: () => Promise<string | undefined>): Desk {
  return {
    ...desk,
    submit: async (submission) => {
      const identityToken = await identity().catch(() => undefined);
      if (identityToken === undefined) return await desk.submit(submission);
      const answer = await desk.submit({ ...submission, identityToken });
      const isRefused =
        !answer.ok && answer.trouble.kind === 'refused' && answer.trouble.code === 'identity-refused';
      return isRefused ? await desk.submit(submission) : answer;
    },
  };
}
