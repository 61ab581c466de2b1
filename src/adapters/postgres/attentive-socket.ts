// Sockets that are given up when the server has gone silent. A connection whose other end is gone without a word (a router
// lost its state, a machine its power) stays open here for a quarter of an hour or for ever, and what waits on it too.
import { Socket } from 'node:net';

const LOOKS = 10;

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Sockets of one pool. One is destroyed with ETIMEDOUT when something was written and nothing at all has been read for
 * `silenceMs`, and with it those not heard of for half as long: they went the same way, and would each cost that time
 * again. Otherwise an idle connection may be silent. Of several questions in flight, the answer to one counts for all.
 * @returns makes a socket that is connecting
 */
export function attentiveSockets(silenceMs: number): (address: ServerAddress) => Socket {
  const watched = new Set<Watched>();

  const look = () => {
    for (const one of watched) if (one.socket.destroyed) watched.delete(one);
    const now = performance.now();
    for (const { socket, askedAt } of watched) {
      const asked = askedAt();
      if (asked === undefined || now - asked <= silenceMs) continue;
      giveUp(socket);
      for (const other of watched) if (now - other.heardAt() > silenceMs / 2) giveUp(other.socket);
    }
    if (watched.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  };
  let looking: NodeJS.Timeout | undefined;

  return ({ host, port }) => {
    // Connecting first: it gives a socket of Bun its own write again.
    const socket = new Socket().connect(port, host);
    watched.add(watch(socket));
    looking ??= setInterval(look, silenceMs / LOOKS).unref();
    return Object.assign(socket, { host }); // postgres.js looks here for the name to check a certificate against
  };
}

interface Watched {
  readonly socket: Socket;
  /** When something was last seen to have been read; at first, when it was made. */
  readonly heardAt: () => number;
  /** When the oldest write was that nothing has been read since; undefined when all is answered. */
  readonly askedAt: () => number | undefined;
}

function watch(socket: Socket): Watched {
  let readThen = 0;
  let heardAt = performance.now();
  let askedAt: number | undefined;
  const hear = () => {
    if (socket.bytesRead === readThen) return;
    readThen = socket.bytesRead;
    heardAt = performance.now();
    askedAt = undefined;
  };
  const write: (...args: never[]) => boolean = socket.write.bind(socket);
  socket.write = (...args: never[]) => {
    hear();
    askedAt ??= performance.now();
    return write(...args);
  };
  return {
    socket,
    heardAt: () => {
      hear();
      return heardAt;
    },
    askedAt: () => {
      hear();
      return askedAt;
    },
  };
}

function giveUp(socket: Socket): void {
  if (!socket.destroyed)
    socket.destroy(Object.assign(new Error('the server has gone silent'), { code: 'ETIMEDOUT' }));
}
