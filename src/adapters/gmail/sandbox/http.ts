// A small HTTP server on loopback for the stand-in.
import { createServer, type IncomingMessage } from 'node:http';
import type { Reply } from './reply.ts';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SandboxServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
}

const LARGEST = 50 * 1024 * 1024;

/** @param port 0 for any that is free @throws when it is taken */
export async function serveOnLoopback(
  port: number,
  answer: (request: SandboxRequest) => Promise<Reply>,
): Promise<SandboxServer> {
  const server = createServer((incoming, response) => {
    void readBody(incoming)
      .then(async (body) => answer(requestOf(incoming, body)))
      .catch((): Reply => ({ status: 500, headers: {}, body: '' }))
      .then((reply) => {
        if (reply === 'hang') return;
        if (reply === 'drop') return void incoming.socket.destroy();
        response.writeHead(reply.status, { ...reply.headers }).end(reply.body);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST) throw new Error('the request is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): SandboxRequest {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const single = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return { method, path: pathname, query: searchParams, headers: Object.fromEntries(single), body };
}
