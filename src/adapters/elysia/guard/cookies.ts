// Our two cookies: the session, and the attempt to sign in with the provider. Never readable by a script.

/** What a cookie is called and how it is protected, by where the desk is reached. */
export interface CookieRules {
  /** Browsers then take it over TLS only, and from no other host. */
  readonly isSecure: boolean;
}

const names = { session: 'ledgerdesk', attempt: 'ledgerdesk-attempt' } as const;
type CookieName = keyof typeof names;

/** Only plain HTTP on this machine goes without: no browser keeps a secure cookie there that every browser takes. */
export function cookieRules(publicUrl: string | undefined, request: Request): CookieRules {
  const { protocol, hostname } = new URL(publicUrl ?? request.url);
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return { isSecure: !(protocol === 'http:' && isLoopback) };
}

/** The value of a cookie of ours; undefined for none and for one that cannot be ours. */
export function cookieOf(headers: Headers, name: CookieName, { isSecure }: CookieRules): string | undefined {
  const wanted = fullName(name, isSecure);
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=');
    if (key === wanted && /^[\w.-]{1,2048}$/.test(value)) return value;
  }
  return undefined;
}

/** @param seconds how long the browser keeps it; 0 drops it */
export function setCookie(
  name: CookieName,
  value: string,
  { isSecure, seconds }: CookieRules & { readonly seconds: number },
): string {
  const parts = [`${fullName(name, isSecure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (isSecure) parts.push('Secure');
  return [...parts, `Max-Age=${seconds}`].join('; ');
}

/** The prefix has the browser refuse it from other hosts, sub-domains and plain HTTP. */
function fullName(name: CookieName, isSecure: boolean): string {
  return isSecure ? `__Host-${names[name]}` : names[name];
}
