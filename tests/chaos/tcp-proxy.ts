// A TCP proxy on loopback that behaves like a bad network: it delays, resets, or goes silent without closing anything.
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Holds every byte back for so long, in both directions; 0 passes it on at once. */
  delay(ms: number): void;
  /** From now on nothing passes and nothing is refused: connections that are open stay open, new ones are accepted. */
  blackHole(): void;
  /** New connections pass again. Those of the black hole stay silent, as after a router lost its state. */
  heal(): void;
  /** Ends all connections with RST. */
  reset(): void;
  /** Ends all connections in good order. */
  end(): void;
  /** Connections that are open. */
  connections(): number;
  /** Connections that are open and silent for good. */
  silent(): number;
}

interface Pair {
  readonly client: Socket;
  /** Absent when it was accepted by the black hole. */
  readonly upstream?: Socket;
  isSilent: boolean;
}

/** @param target port on loopback; it may be away, then a new connection is closed at once */
export async function tcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let delayMs = 0;
  let isBlackHole = false;

  const server = createServer({ allowHalfOpen: false }, (client) => {
    const upstream = isBlackHole ? undefined : connect({ port: target, host: '127.0.0.1' });
    const pair: Pair = { client, ...(upstream ? { upstream } : {}), isSilent: isBlackHole };
    pairs.add(pair);
    const close = () => {
      pairs.delete(pair);
      client.destroy();
      upstream?.destroy();
    };
    client.on('error', close);
    client.on('close', close);
    if (!upstream) return void client.pause();
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    upstream.on('error', close);
    upstream.on('close', close);
    forward(client, upstream, pair, () => delayMs);
    forward(upstream, client, pair, () => delayMs);
  });
  const port = await listening(server);

  return {
    port,
    delay: (ms) => {
      delayMs = ms;
    },
    blackHole: () => {
      isBlackHole = true;
      for (const pair of pairs) {
        pair.isSilent = true;
        pair.client.pause();
        pair.upstream?.pause();
      }
    },
    heal: () => {
      isBlackHole = false;
    },
    reset: () => {
      for (const { client, upstream } of pairs) {
        client.resetAndDestroy();
        upstream?.resetAndDestroy();
      }
    },
    end: () => {
      for (const { client } of pairs) client.destroy();
    },
    connections: () => pairs.size,
    silent: () => [...pairs].filter((pair) => pair.isSilent).length,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { client, upstream } of pairs) {
        client.destroy();
        upstream?.destroy();
      }
      await closed;
    },
  };
}

function forward(from: Socket, to: Socket, pair: Pair, delayMs: () => number): void {
  const pass = (chunk: Buffer) => {
    if (pair.isSilent || to.destroyed) return;
    // What the other side cannot take yet waits with the sender, not here.
    if (to.write(chunk)) return;
    from.pause();
    to.once('drain', () => {
      if (!pair.isSilent) from.resume();
    });
  };
  let lastAt = 0;
  from.on('data', (chunk) => {
    const bytes = Buffer.from(chunk);
    // A change of the delay must not let later bytes overtake earlier ones.
    const at = Math.max(performance.now() + delayMs(), lastAt);
    lastAt = at;
    const waitMs = at - performance.now();
    if (waitMs < 1) pass(bytes);
    else setTimeout(pass, waitMs, bytes);
  });
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}
