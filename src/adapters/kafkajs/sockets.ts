// Sockets of one client that can be cut together. A client that was given up may still be in a retry of its own; without
// sockets it can neither deliver what was reported as failed nor stay in a group that nobody works for.
import net from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

export interface CuttableSockets {
  readonly open: ISocketFactory;
  /** Destroys what is open; what is opened from now on fails. */
  cut(): void;
}

export function cuttableSockets(): CuttableSockets {
  const sockets = new Set<net.Socket>();
  let severed = false;
  return {
    open({ host, port, ssl, onConnect }) {
      if (severed) throw new Error('this client was given up');
      // TLS names must not be addresses: RFC 6066, section 3.
      const name = net.isIP(host) ? {} : { servername: host };
      const socket = ssl
        ? tls.connect({ host, port, ...name, ...ssl }, onConnect)
        : net.connect({ host, port }, onConnect);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    cut() {
      severed = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}
