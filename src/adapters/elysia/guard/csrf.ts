// Whether a request with a cookie was made by a page of ours: other sites can have a browser send it as well.
import { createHash, timingSafeEqual } from 'node:crypto';

/** What a page has to show beside the cookie. Made from the token: nothing to store, and nothing that tells the token. */
export function csrfOf(token: string): string {
  return createHash('sha256').update(`ledgerdesk csrf ${token}`).digest('base64url');
}

/** Reading changes nothing, and no other site can read the answer. */
export function changesNothing({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** @param publicUrl where the desk is reached, when that is configured */
export function isFromOurPage(request: Request, token: string, publicUrl: string | undefined): boolean {
  const [given, right] = [Buffer.from(request.headers.get('x-csrf-token') ?? ''), Buffer.from(csrfOf(token))];
  return given.length === right.length && timingSafeEqual(given, right) && isOwnOrigin(request, publicUrl);
}

/** Browsers say where a request comes from; what says nothing is no browser, and has no cookie of anybody. */
export function isOwnOrigin({ headers, url }: Request, publicUrl: string | undefined): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  // A proxy may have changed the scheme on the way, and the desk may be reached at the machine itself as well.
  const hosts = [new URL(url).host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).host])];
  return hosts.includes(new URL(origin).host);
}
