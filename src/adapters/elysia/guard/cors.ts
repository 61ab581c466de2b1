// Which other sites may call the desk from a browser: an allow-list of exact origins, for the form's own endpoints.

/** Where other sites may call: everything else answers the same origin only. */
function isShared(path: string): boolean {
  return path.startsWith('/support/') || path === '/embed.js';
}

/** A browser asking whether it may send the real request. */
export function isPreflight(request: Request, path: string): boolean {
  return (
    request.method === 'OPTIONS' &&
    isShared(path) &&
    request.headers.has('origin') &&
    request.headers.has('access-control-request-method')
  );
}

export function isAllowed(request: Request, allowed: ReadonlySet<string>): boolean {
  return allowed.has(request.headers.get('origin') ?? '');
}

export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
      'access-control-max-age': '600',
    },
  });
}

/** Adds what a browser needs to hand the answer to the asking page. Never with credentials: cookies are of the staff's own pages. */
export function shareWith(
  request: Request,
  path: string,
  allowed: ReadonlySet<string>,
  headers: Headers,
): void {
  if (!isShared(path)) return;
  headers.append('vary', 'origin');
  const origin = request.headers.get('origin');
  if (origin === null || !allowed.has(origin)) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'etag, location, retry-after, x-request-id');
}
