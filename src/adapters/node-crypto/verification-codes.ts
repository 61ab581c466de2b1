// One-time codes as a keyed digest of the verification's id: nothing to store, nothing to leak.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VerificationCodes } from '../../application/ticket/verification-codes.ts';

/** @param secret at least 32 random bytes; what it is used for stands before the id, so that other uses tell nothing */
export function hmacVerificationCodes(secret: Uint8Array): VerificationCodes {
  const of = (verificationId: string) => {
    const digest = createHmac('sha256', secret).update(`verify/${verificationId}`).digest();
    // 2^64 is so much larger than a million that every code is as likely as any other.
    return String(digest.readBigUInt64BE(0) % 1_000_000n).padStart(6, '0');
  };
  return {
    of,
    isRight: (verificationId, typed) => {
      const given = Buffer.from(typed.padEnd(6).slice(0, 6));
      return timingSafeEqual(Buffer.from(of(verificationId)), given) && typed.length === 6;
    },
  };
}
