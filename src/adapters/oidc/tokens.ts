// Tokens of an identity provider (OpenID Connect) as credentials of staff: every claim is checked, and so is how it was signed.
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Staff } from '../../application/access/staff-keys.ts';
import { StoreUnavailable } from '../../application/log/event-store.ts';
import type { StaffRole } from '../../domain/access/events.ts';

export interface OidcOptions {
  /** Exactly as tokens name it; its keys are found from there. */
  readonly issuer: string;
  readonly audience: string;
  /** Claim that lists roles or groups; dots lead into objects. */
  readonly roleClaim: string;
  /** What its values make somebody, the first one that fits. */
  readonly roles: readonly { readonly value: string; readonly role: StaffRole }[];
  readonly clock: { now(): number };
  /** An unknown key is asked for once; then the published ones count for this long. 30 seconds when absent. */
  readonly coolDownMs?: number;
}

/** Signatures with a private key only: whoever knows the public one must not be able to sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const SKEW_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 24 * 3_600;
const TIMEOUT_MS = 5_000;
const COOL_DOWN_MS = 30_000;
const KEYS_LAST_MS = 10 * 60_000;
const DOCUMENT_LONGEST = 256 * 1024;

/** The provider cannot be asked for its keys: nothing can be said about the token. */
export class ProviderUnavailable extends StoreUnavailable {}

/**
 * @returns what tells whose token it is; undefined for one that is not good here. Throws ProviderUnavailable when the keys
 *   cannot be had.
 */
export function oidcStaff(options: OidcOptions): (token: string) => Promise<Staff | undefined> {
  const keysOf = remembered(() => discover(options), options);
  return async (token) => {
    if (!looksLikeToken(token)) return undefined;
    const claims = await verified(token, await keysOf(), options);
    const role = claims && roleOf(claims, options);
    const { sub } = claims ?? {};
    return role === undefined || sub === undefined ? undefined : { name: nameOf(options.issuer, sub), role };
  };
}

/** Three parts in base64url; anything else is not worth asking anybody. */
export function looksLikeToken(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

/** A failure is remembered as well: a provider that is away is not asked by every request. */
function remembered<T>(
  get: () => Promise<T>,
  { clock, coolDownMs = COOL_DOWN_MS }: OidcOptions,
): () => Promise<T> {
  let known: Promise<T> | undefined;
  let askAgainAt = 0;
  return () => {
    if (known && clock.now() < askAgainAt) return known;
    askAgainAt = Number.POSITIVE_INFINITY;
    const asked = get();
    asked.catch(() => {
      askAgainAt = clock.now() + coolDownMs;
    });
    known = asked;
    return asked;
  };
}

/** @throws ProviderUnavailable */
async function discover({ issuer, coolDownMs = COOL_DOWN_MS }: OidcOptions): Promise<JWTVerifyGetKey> {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
  try {
    const response = await fetch(`${base}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = response.ok ? await response.text() : '';
    if (text === '' || text.length > DOCUMENT_LONGEST) throw new Error(`answered ${response.status}`);
    const { issuer: named, jwks_uri: uri } = Object(JSON.parse(text));
    // A document for somebody else would lend them our trust (OpenID Connect Discovery 1.0 §4.3).
    if (named !== issuer || typeof uri !== 'string') throw new Error('the document is not of this issuer');
    const keysUrl = new URL(uri);
    if (keysUrl.protocol !== 'https:' && keysUrl.hostname !== new URL(issuer).hostname)
      throw new Error('its keys are not protected on their way');
    return createRemoteJWKSet(keysUrl, {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: coolDownMs,
      cacheMaxAge: KEYS_LAST_MS,
    });
  } catch (cause) {
    throw new ProviderUnavailable('the identity provider cannot be asked', { cause });
  }
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, clock }: OidcOptions,
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

function roleOf(claims: JWTPayload, { roleClaim, roles }: OidcOptions): StaffRole | undefined {
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
