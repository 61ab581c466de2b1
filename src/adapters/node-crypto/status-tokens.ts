// Status tokens as keyed digests of the ticket's id: nothing to store, nothing to leak from the database.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StatusTokens } from '../../application/ticket/status-token.ts';

/** @param secret at least 32 random bytes, used for nothing else */
export function hmacStatusTokens(secret: Uint8Array): StatusTokens {
  const digest = (ticketId: string) => createHmac('sha256', secret).update(`status/${ticketId}`).digest();
  return {
    issue: (ticketId) => digest(ticketId).toString('base64url'),
    matches: (ticketId, token) => {
      const given = Buffer.from(token, 'base64url');
      const expected = digest(ticketId);
      // Compared even when the length is wrong, so that the time says nothing.
      return timingSafeEqual(
        given.length === expected.length ? given : Buffer.alloc(expected.length),
        expected,
      );
    },
  };
}
