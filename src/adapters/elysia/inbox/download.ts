// A file that somebody sent us, as bytes to keep: no browser shows it, runs it or guesses what it is.
import type { Download } from './desk.ts';

export function downloadResponse({ name, content }: Download): Response {
  return new Response(content as BodyInit, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': dispositionOf(name),
      'content-length': String(content.byteLength),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    },
  });
}

/** The name twice (RFC 6266): in letters every program reads, and as it was given. */
function dispositionOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1)?.trim() || 'file';
  const plain = last.replace(/[^\w .()-]/g, '_').slice(0, 100);
  const given = encodeURIComponent(last.toWellFormed().slice(0, 100)).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${given}`;
}
