// Listening on a socket, and stopping in two stages: no new work, then no work at all.
import type { Server } from 'bun';
import { reachedAt } from './reached-at.ts';

/** What `listen` needs of the surface that `createHttp` built. */
export interface Served {
  fetch: (request: Request) => Response | Promise<Response>;
  /** Answers where `fetch` threw: the runtime would show and print the error, and the address with it. */
  failed: (error: unknown) => Response;
  server: Server<unknown> | null;
}

export interface Listening {
  /** On this machine, with the port that was really taken, without a trailing slash. */
  readonly url: string;
  /**
   * Takes no new connection and lets requests in flight finish, for at most `deadlineMs`; then cuts what is left.
   * @returns whether something had to be cut
   */
  stop(deadlineMs: number): Promise<{ readonly forced: boolean }>;
}

export class ListenFailed extends Error {
  override readonly name = 'ListenFailed';
  constructor(
    readonly code: 'port-in-use' | 'address-unknown' | 'port-forbidden' | 'listen-failed',
    message: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Beyond this a body is refused by the socket itself, without a problem document; no form is near it. */
const socketBodyLimit = 16 * 1024 * 1024;
/** Seconds without a byte in either direction. */
const idleTimeout = 60;

/** @throws ListenFailed with a sentence for the operator */
export function listen(app: Served, address: { readonly host: string; readonly port: number }): Listening {
  const server = open(app, address);
  app.server = server;
  return {
    url: reachedAt({ host: address.host, port: server.port ?? address.port }) ?? server.url.origin,
    stop: (deadlineMs) => stop(server, deadlineMs),
  };
}

function open(
  app: Served,
  { host, port }: { readonly host: string; readonly port: number },
): Server<unknown> {
  try {
    return Bun.serve({
      hostname: host,
      port,
      idleTimeout,
      maxRequestBodySize: socketBodyLimit,
      fetch: (request) => app.fetch(request),
      error: (error) => app.failed(error),
    });
  } catch (error) {
    throw explain(error, host, port);
  }
}

function explain(error: unknown, host: string, port: number): ListenFailed {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new ListenFailed('port-in-use', `port ${port} on ${host} is in use by another program`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
      return new ListenFailed('address-unknown', `this machine has no address ${host}`, { cause: error });
    case 'EACCES':
      return new ListenFailed('port-forbidden', `this user may not listen on port ${port}`, { cause: error });
    default:
      return new ListenFailed('listen-failed', `cannot listen on port ${port} of ${host}`, { cause: error });
  }
}

async function stop(server: Server<unknown>, deadlineMs: number): Promise<{ readonly forced: boolean }> {
  let timer: Timer | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), deadlineMs);
  });
  const drained = server.stop(false).then(() => 'drained' as const);
  const outcome = await Promise.race([drained, deadline]);
  clearTimeout(timer);
  if (outcome === 'drained') return { forced: false };
  await server.stop(true);
  return { forced: true };
}
