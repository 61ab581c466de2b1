// Tokens that an application signs for its user in front of the form (JWT, HS256): every claim is checked, and what is wrong is never told.
import { createHash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { HostWord, ReadHostToken } from '../../application/customer/host-word.ts';
import { normaliseEmail } from '../../domain/customer/identifier.ts';

export interface HostSecret {
  /** Origin of the application, like `https://shop.example`; its tokens name it as their issuer. */
  readonly host: string;
  readonly secret: Uint8Array;
}

/** Whom tokens are made for. */
export const hostAudience = 'ledgerdesk';
/** A token is made when the form is sent, and not kept. */
const longestLifeSeconds = 600;
const skewSeconds = 30;
const longestToken = 2_000;

/** @param secrets several of one host while one replaces the other */
export function hostTokens(secrets: readonly HostSecret[]): ReadHostToken {
  return async (token, { origin, at }) => {
    if (token.length > longestToken) return undefined;
    for (const { host, secret } of secrets) {
      // A page of one application does not send what another one signed.
      if (origin !== undefined && origin !== host) continue;
      const claims = await verified(token, host, secret, at);
      if (claims) return wordOf(host, claims, at);
    }
    return undefined;
  };
}

async function verified(
  token: string,
  issuer: string,
  secret: Uint8Array,
  at: number,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      issuer,
      audience: hostAudience,
      requiredClaims: ['sub', 'iat', 'exp', 'jti'],
      currentDate: new Date(at),
      clockTolerance: skewSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function wordOf(host: string, claims: JWTPayload, at: number): HostWord | undefined {
  const { sub = '', jti = '', iat = 0, exp = 0 } = claims;
  const lives = exp - iat;
  if (lives <= 0 || lives > longestLifeSeconds || iat * 1_000 > at + skewSeconds * 1_000) return undefined;
  if (!/^[\x21-\x7e]{1,128}$/.test(sub) || !/^[\x21-\x7e]{8,128}$/.test(jti)) return undefined;
  const tokenId = createHash('sha256').update(`${host}\n${jti}`).digest('hex');
  const { email, email_verified: isVerified } = claims;
  const address = typeof email === 'string' && isVerified === true ? normaliseEmail(email) : undefined;
  return { host, tokenId, externalId: sub, ...(address ? { email: address.value } : {}) };
}
