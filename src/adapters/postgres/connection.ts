// The connection pool, with the limits every connection of the program lives under.
import postgres from 'postgres';

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
  return postgres(options.url, common);
}
