// Serves PGlite on a unix socket. PGlite has one session, so a connection gets it for a whole exchange: from its first
// message until the session is idle again, transactions included. The package @electric-sql/pglite-socket hands the
// session over between the messages of one exchange, so that one client's Bind meets another's Sync (see docs/adr).
import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { SYNC, statementBook } from './statements.ts';
import { type ClientMessage, clientMessages, readyScanner } from './wire.ts';

/** A client that leaves the session inside an exchange for this long is cut off, milliseconds. */
const IDLE_IN_EXCHANGE_MS = 20_000;

export interface SocketServer extends AsyncDisposable {
  /** Runs with the session to itself. */
  exclusively<T>(run: () => Promise<T>): Promise<T>;
}

/** @throws the listen error when the socket file cannot be made */
export async function serveSocket(database: PGlite, path: string): Promise<SocketServer> {
  const turns = turnTaker();
  const open = new Set<Socket>();
  let ends = false;
  const session: Session = { database, takeTurn: turns, ends: () => ends };
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serveClient(socket, session);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
  return {
    exclusively: async (run) => {
      const done = await turns();
      try {
        return await run();
      } finally {
        done();
      }
    },
    [Symbol.asyncDispose]: async () => {
      ends = true;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
      (await turns())(); // the last exchange has ended
    },
  };
}

type TakeTurn = () => Promise<() => void>;

interface Session {
  readonly database: PGlite;
  readonly takeTurn: TakeTurn;
  /** It is about to be closed, and nobody may begin anything in it. */
  readonly ends: () => boolean;
}

/** First come, first served. @returns what to call when done */
function turnTaker(): TakeTurn {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let done = () => {};
    last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  };
}

function serveClient(socket: Socket, { database, takeTurn, ends }: Session): void {
  const cut = clientMessages();
  const statements = statementBook();
  const scan = readyScanner();
  let batch: Buffer[] = [];
  let release: (() => void) | undefined;
  let work: Promise<void> = Promise.resolve();
  let closed = false;

  const answer = (bytes: Uint8Array): ReturnType<typeof scan> => {
    if (!closed) socket.write(Buffer.from(bytes)); // a copy: the bytes lie in PGlite's memory
    return scan(bytes);
  };

  /** Hands the collected messages to the session; keeps it until it is idle. */
  const exchange = async (bytes: Buffer): Promise<void> => {
    if (closed && !release) return;
    release ??= await takeTurn();
    let ready: ReturnType<typeof scan>;
    await database.execProtocolRawStream(bytes, {
      onRawData: (data) => {
        ready = answer(data) ?? ready;
      },
    });
    if (ready === 'I') letGo();
    else socket.setTimeout(IDLE_IN_EXCHANGE_MS);
  };

  const letGo = () => {
    socket.setTimeout(0);
    release?.();
    release = undefined;
  };

  const leave = () => {
    if (closed) return;
    closed = true;
    socket.destroy();
    work = work.then(tidyUp);
  };

  /** What a server does for a connection that ends: gives up its transaction and its statements. */
  const tidyUp = async () => {
    const ignored = { onRawData: () => {} };
    if (release) {
      await database.execProtocolRawStream(SYNC, ignored);
      await database.exec('rollback');
    }
    const closing = statements.closing();
    if (closing && !ends()) {
      release ??= await takeTurn();
      await database.execProtocolRawStream(closing, ignored);
    }
    letGo();
  };

  const take = (message: ClientMessage) => {
    if (message.kind === 'encryption') return void socket.write('N');
    if (message.kind === 'cancel') return leave();
    if (message.kind === 'typed' && message.code === 'X') return leave();
    statements.note(message);
    batch.push(message.bytes);
    if (message.kind === 'typed' && !endsBatch.has(message.code)) return;
    const bytes = Buffer.concat(batch);
    batch = [];
    work = work.then(() => exchange(bytes)).catch(leave);
  };

  socket.on('data', (chunk) => {
    try {
      for (const message of cut(Buffer.from(chunk))) take(message);
    } catch {
      leave(); // not a client we can talk to
    }
  });
  socket.on('timeout', leave);
  socket.on('error', leave);
  socket.on('close', leave);
}

/** Sync, Query, Flush, CopyDone, CopyFail: what a client waits for an answer to. */
const endsBatch = new Set(['S', 'Q', 'H', 'c', 'f']);
