// Tokens of an identity provider (OpenID Connect) as credentials of staff: every claim is checked, and so is how it was signed.
import { createHash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Staff } from '../../application/access/staff-keys.ts';
import type { StaffRole } from '../../domain/access/events.ts';
import { type DiscoveryOptions, discovering, ProviderUnavailable } from './discovery.ts';

/** How the claims of somebody say what they are here. */
export interface RoleOptions {
  readonly issuer: string;
  /** Claim that lists roles or groups; dots lead into objects. */
  readonly roleClaim: string;
  /** What its values make somebody, the first one that fits. */
  readonly roles: readonly { readonly value: string; readonly role: StaffRole }[];
}

export interface OidcOptions extends DiscoveryOptions, RoleOptions {
  readonly audience: string;
}

/** Signatures with a private key only: whoever knows the public one must not be able to sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const SKEW_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 24 * 3_600;

/**
 * @returns what tells whose token it is; undefined for one that is not good here. Throws ProviderUnavailable when the keys
 *   cannot be had.
 */
export function oidcStaff(options: OidcOptions): (token: string) => Promise<Staff | undefined> {
  const provider = discovering(options);
  return async (token) => {
    if (!looksLikeToken(token)) return undefined;
    const claims = await verified(token, (await provider()).keys, options);
    return claims && staffIn(claims, options);
  };
}

/** Three parts in base64url; anything else is not worth asking anybody. */
export function looksLikeToken(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

/** Who the claims are about, when they are somebody here. */
export function staffIn(claims: JWTPayload, options: RoleOptions): Staff | undefined {
  const role = roleOf(claims, options);
  const { sub } = claims;
  return role === undefined || sub === undefined ? undefined : { name: nameOf(options.issuer, sub), role };
}

/** @returns the claims of a token that is good for the audience. @throws ProviderUnavailable */
export async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, clock }: Pick<OidcOptions, 'issuer' | 'audience' | 'clock'>,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: LONGEST_LIFE_SECONDS,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (cause) {
    if (cause instanceof errors.JOSEError && !isKeysFault(cause)) return undefined;
    throw new ProviderUnavailable('the keys of the identity provider cannot be had', { cause });
  }
}

/** jose throws the plain error for an answer that is no key set, and the network's own for none. */
function isKeysFault(error: errors.JOSEError): boolean {
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  );
}

function roleOf(claims: JWTPayload, { roleClaim, roles }: RoleOptions): StaffRole | undefined {
  let value: unknown = claims;
  for (const part of roleClaim.split('.'))
    value = Object.hasOwn(Object(value), part) ? Object(value)[part] : undefined;
  const values = new Set(Array.isArray(value) ? value : [value]);
  return roles.find((one) => values.has(one.value))?.role;
}

/** What the provider calls them; where that could be an address or a name, a digest of it: it goes into logs and events. */
function nameOf(issuer: string, sub: string): string {
  if (/^[A-Za-z0-9._|-]{1,64}$/.test(sub)) return `oidc:${sub}`;
  return `oidc:${createHash('sha256').update(`${issuer}\n${sub}`).digest('hex').slice(0, 24)}`;
}
