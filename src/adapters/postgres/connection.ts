// The connection pool, with the limits every connection of the program lives under.
import { Socket } from 'node:net';
import postgres from 'postgres';
import { attentiveSockets, type ServerAddress } from './attentive-socket.ts';
import { closingPromptly } from './prompt-close.ts';
import { letLostTypesPass } from './unheard.ts';

letLostTypesPass();

/** bigint columns arrive as bigint. */
export type Db = postgres.Sql<{ bigint: bigint }>;
export type Queryable = postgres.ISql<{ bigint: bigint }>;

export interface ConnectionOptions {
  /** postgres://user:password@host:port/database; or the folder of a unix socket with `socket`. */
  readonly url?: string;
  readonly socket?: string;
  /** Connections at most. */
  readonly max: number;
  /** Role to act as; the login role must be a member of it. */
  readonly role?: string;
  readonly applicationName: string;
  /** False behind a pooler in transaction mode. */
  readonly prepare?: boolean;
  /**
   * A connection over TCP that owes an answer for longer than any statement may run is given up, so that nothing waits
   * for ever on a server that is gone without a word. Not where statements may run for longer.
   */
  readonly isAttentive?: boolean;
}

/** Longest a statement may run, wait for a lock, or leave a transaction idle, milliseconds. */
const timeouts = {
  statement_timeout: 30_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
};

/** Opens no connection yet; the first query does. */
export function connect(options: ConnectionOptions): Db {
  const common = {
    max: options.max,
    types: { bigint: postgres.BigInt },
    prepare: options.prepare ?? true,
    connect_timeout: 10,
    backoff: reconnecting,
    onnotice: () => {},
    connection: {
      application_name: options.applicationName,
      ...timeouts,
      ...(options.role === undefined ? {} : { role: options.role }),
    },
  };
  if (options.socket !== undefined) {
    return postgres({
      ...common,
      path: `${options.socket}/.s.PGSQL.5432`,
      database: 'postgres',
      username: 'postgres',
    });
  }
  if (options.url === undefined) throw new RangeError('a database needs a url or a socket');
  const open = options.isAttentive ? attentiveSockets(SILENCE_MS) : plainSocket;
  const promptly = { ...common, socket: socketsInTurn(open) };
  return postgres(options.url, promptly);
}

/** Before a connection is made anew. postgres.js takes up to 20 s, and whoever asks meanwhile waits for that without a word. */
const LONGEST_PAUSE_SECONDS = 1;

/** @returns seconds; each process another time, so that not all knock at once */
function reconnecting(failures: number): number {
  return Math.min(3 ** failures / 100, LONGEST_PAUSE_SECONDS) * (0.5 + Math.random() / 2);
}

/** Beyond the longest statement, which the server itself ends. */
const SILENCE_MS = timeouts.statement_timeout + 10_000;

/** Makes the sockets of one pool, where there are several hosts to each in turn. */
function socketsInTurn(open: (address: ServerAddress) => Socket) {
  let made = 0;
  return ({ host, port }: { readonly host: readonly string[]; readonly port: readonly number[] }) => {
    const turn = made++ % host.length;
    return closingPromptly(open({ host: host[turn] ?? 'localhost', port: port[turn] ?? 5432 }));
  };
}

function plainSocket({ host, port }: ServerAddress): Socket {
  return Object.assign(new Socket().connect(port, host), { host }); // postgres.js reads the host
}
