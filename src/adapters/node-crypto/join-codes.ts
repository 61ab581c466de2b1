// Codes by which a customer goes on with a ticket on another channel: short enough to be typed, and nothing to store.
import { createHmac } from 'node:crypto';
import type { JoinCodes } from '../../application/channel/join-codes.ts';

/** Crockford's alphabet without I, L, O and U: readable, and no word by accident. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits: guessing takes messages, and an address that sends many is taken for a loop. */
const symbols = 10;

/** @param secret at least 32 random bytes, used for nothing else */
export function hmacJoinCodes(secret: Uint8Array): JoinCodes {
  const issue = (ticketId: string) => {
    const digest = createHmac('sha256', secret).update(`join/${ticketId}`).digest();
    return Array.from(digest.subarray(0, symbols), (byte) => alphabet[byte & 31]).join('');
  };
  return {
    issue,
    isIn: (text, ticketId) => {
      const code = issue(ticketId);
      return text
        .slice(0, 2_000)
        .toUpperCase()
        .split(/[^0-9A-Z]+/)
        .includes(code);
    },
  };
}
