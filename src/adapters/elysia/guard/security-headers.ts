// Headers that tell a browser to trust nothing but what we serve.

/** For our pages: scripts, styles and calls from here only, nothing inline, no frames, no plug-ins, no markup from text. */
const base = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];
const own = ["script-src 'self'", "connect-src 'self'"];
export const pagePolicy = [
  ...base,
  ...own,
  "style-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** For the API document's page, whose library sets styles and markup in place. */
export const docsPolicy = [
  ...base,
  ...own,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
].join('; ');

const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** @param https whether customers reach the desk over TLS */
export function secure(headers: Headers, options: { readonly path: string; readonly https: boolean }): void {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('x-frame-options', 'DENY');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', options.path === '/embed.js' ? 'cross-origin' : 'same-origin');
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', dataPolicy);
  if (options.https) headers.set('strict-transport-security', 'max-age=31536000');
}
