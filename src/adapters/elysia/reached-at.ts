// Where programs and browsers on its own machine reach a desk, by what it was told to listen on.

/** What is no address to call. Some systems let it pass, and then no browser keeps the session: its cookie asks for TLS there. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

/** @returns an address without a trailing slash; undefined for a host that no address can name, such as one with a zone */
export function reachedAt({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string | undefined {
  const written = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const url = URL.parse(`http://${written}:${port}`);
  if (url) url.hostname = everywhere[url.hostname] ?? url.hostname;
  return url?.origin;
}
