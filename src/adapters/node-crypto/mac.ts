// Keyed digests of texts.
import { createHmac } from 'node:crypto';

/** @param secret at least 32 random bytes, used for nothing else @returns 64 lower-case hex digits of a text */
export const hmacHex = (secret: Uint8Array) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('hex');
