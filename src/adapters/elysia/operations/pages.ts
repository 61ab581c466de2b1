// Our own pages and their scripts and styles, from memory.
import { Elysia } from 'elysia';
import { isUnchanged } from '../etag.ts';
import { pagePolicy } from '../guard/security-headers.ts';

export interface Page {
  readonly body: string | Uint8Array<ArrayBuffer> | Blob;
  readonly contentType: string;
  /** With its quotes. */
  readonly etag: string;
  /** The address changes with the content: it may be kept for good. */
  readonly immutable: boolean;
}

/** By path, such as `/`, `/status`, `/embed.js`; `/articles/*` stands for every path below. */
export type Pages = ReadonlyMap<string, Page>;

export function pageRoutes(pages: Pages) {
  const app = new Elysia({ normalize: false });
  for (const [path, page] of pages) {
    app.get(path, ({ request }) => pageResponse(page, request), { detail: { hide: true } });
  }
  return app;
}

function pageResponse(page: Page, request: Request): Response {
  const headers = {
    etag: page.etag,
    'cache-control': page.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': pagePolicy,
  };
  if (isUnchanged(request, page.etag)) return new Response(null, { status: 304, headers });
  return new Response(page.body, { headers: { ...headers, 'content-type': page.contentType } });
}
