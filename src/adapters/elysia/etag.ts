// Answers that need not be sent again: strong ETags from what is sent.
import { createHash } from 'node:crypto';

/** The strong ETag of a body. */
function etagOf(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Whether If-None-Match names the ETag. Weak comparison (RFC 9110 §13.1.2), for proxies may weaken it. */
export function isUnchanged(request: Request, etag: string): boolean {
  const asked = (request.headers.get('if-none-match') ?? '').split(',');
  return asked.some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

/** 200 with the body, or 304 when the client has it. */
export function withEtag(
  request: Request,
  body: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const etag = etagOf(body);
  return isUnchanged(request, etag)
    ? new Response(null, { status: 304, headers: { ...headers, etag } })
    : new Response(body, { headers: { ...headers, etag } });
}
