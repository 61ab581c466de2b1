// What an identity provider says of itself (OpenID Connect Discovery 1.0): where it lets people sign in, and its keys.
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { StoreUnavailable } from '../../application/log/event-store.ts';
import type { Clock } from '../../application/platform/clock.ts';

export interface DiscoveryOptions {
  /** Exactly as tokens name it; everything else is found from there. */
  readonly issuer: string;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  /** An unknown key is asked for once; then the published ones count for this long. 30 seconds when absent. */
  readonly coolDownMs?: number | undefined;
}

export interface DiscoveredProvider {
  readonly keys: JWTVerifyGetKey;
  /** Where people sign in, and where the code is exchanged; absent where the provider only issues tokens. */
  readonly authorizationEndpoint?: string;
  readonly tokenEndpoint?: string;
  /** How we may show the secret there; the standard's default when it does not say. */
  readonly authMethods: readonly string[];
  /** Whether its answers name it (RFC 9207). */
  readonly namesItself: boolean;
}

export const TIMEOUT_MS = 5_000;
const COOL_DOWN_MS = 30_000;
const KEYS_LAST_MS = 10 * 60_000;
const DOCUMENT_LONGEST = 256 * 1024;

/** The provider cannot be asked: nothing can be said about who somebody is. */
export class ProviderUnavailable extends StoreUnavailable {}

/** @returns what asks the provider once, and again when that has failed. Throws ProviderUnavailable */
export function discovering(options: DiscoveryOptions): () => Promise<DiscoveredProvider> {
  return remembered(() => discover(options), options);
}

/** A failure is remembered as well: a provider that is away is not asked by every request. */
function remembered<T>(
  get: () => Promise<T>,
  { clock, coolDownMs = COOL_DOWN_MS }: DiscoveryOptions,
): () => Promise<T> {
  let known: Promise<T> | undefined;
  let askAgainAt = 0;
  return () => {
    if (known && clock.elapsed() < askAgainAt) return known;
    askAgainAt = Number.POSITIVE_INFINITY;
    const asked = get();
    asked.catch(() => {
      askAgainAt = clock.elapsed() + coolDownMs;
    });
    known = asked;
    return asked;
  };
}

/** @throws ProviderUnavailable */
async function discover({
  issuer,
  coolDownMs = COOL_DOWN_MS,
}: DiscoveryOptions): Promise<DiscoveredProvider> {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
  try {
    const document = await fetchJson(`${base}/.well-known/openid-configuration`);
    // A document for somebody else would lend them our trust (§4.3).
    if (document['issuer'] !== issuer) throw new Error('the document is not of this issuer');
    const keysUrl = protectedUrl(document['jwks_uri'], issuer);
    if (!keysUrl) throw new Error('the document names no keys');
    const authorizationEndpoint = protectedUrl(document['authorization_endpoint'], issuer)?.href;
    const tokenEndpoint = protectedUrl(document['token_endpoint'], issuer)?.href;
    const methods = document['token_endpoint_auth_methods_supported'];
    return {
      keys: createRemoteJWKSet(keysUrl, {
        timeoutDuration: TIMEOUT_MS,
        cooldownDuration: coolDownMs,
        cacheMaxAge: KEYS_LAST_MS,
      }),
      ...(authorizationEndpoint === undefined ? {} : { authorizationEndpoint }),
      ...(tokenEndpoint === undefined ? {} : { tokenEndpoint }),
      authMethods: Array.isArray(methods) ? methods.map(String) : ['client_secret_basic'],
      namesItself: document['authorization_response_iss_parameter_supported'] === true,
    };
  } catch (cause) {
    throw new ProviderUnavailable('the identity provider cannot be asked', { cause });
  }
}

/** @throws Error for anything but a JSON object of a reasonable size */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    ...init,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = response.ok ? await response.text() : '';
  if (text === '' || text.length > DOCUMENT_LONGEST) throw new Error(`answered ${response.status}`);
  return Object(JSON.parse(text));
}

/** @throws Error for an address that is not protected on the way; a provider on this machine, itself without, needs no protection */
function protectedUrl(value: unknown, issuer: string): URL | undefined {
  if (typeof value !== 'string') return undefined;
  const [url, own] = [new URL(value), new URL(issuer)];
  if (url.protocol !== 'https:' && (own.protocol === 'https:' || url.hostname !== own.hostname))
    throw new Error('what it offers is not protected on the way');
  return url;
}
