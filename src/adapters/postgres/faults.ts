// PostgreSQL's errors as the application's: by SQLSTATE and constraint name, never by text.
import postgres from 'postgres';
import { StoreUnavailable, UniqueConflict, VersionConflict } from '../../application/log/event-store.ts';

/** Raised by expect_version(): the stream is shorter than the decision saw. */
const VERSION_GAP = 'LD001';
/** Raised about who was erased: what was decided for them has to be decided again. */
const ERASED = 'LD003';
const UNIQUE_VIOLATION = '23505';
/**
 * Connection, resources, shutdown, I/O: the classes in which trying later makes sense. 53100 is a full disk; 55P03 and
 * 57014 are our own timeouts, 40001 and 40P01 say that the transaction lost against others.
 */
const unavailable = /^(08|53|57P|58|25006|55P03|57014|40001|40P01)/;

/** @returns the error to throw instead; the original is its cause. */
export function translate(error: unknown): unknown {
  if (error instanceof postgres.PostgresError) {
    if (error.code === UNIQUE_VIOLATION) {
      return error.constraint_name === 'events_stream_version'
        ? new VersionConflict(streamIn(error), { cause: error })
        : new UniqueConflict(error.constraint_name ?? 'unknown', { cause: error });
    }
    if (error.code === VERSION_GAP || error.code === ERASED)
      return new VersionConflict(streamIn(error), { cause: error });
    if (unavailable.test(error.code))
      return new StoreUnavailable(`the database refused: ${error.code}`, { cause: error });
    return error;
  }
  return isConnectionFault(error)
    ? new StoreUnavailable('the database cannot be reached', { cause: error })
    : error;
}

/** 54000 is a value beyond a gigabyte, 53200 the memory for it. */
const tooLarge = /^(54000|53200)$/;

/** For what is put together only to be quicker: its caller goes on row by row. @throws every other error as it is */
export function unlessTooLarge(error: unknown): undefined {
  if (error instanceof postgres.PostgresError && tooLarge.test(error.code)) return undefined;
  throw error;
}

/** Lost to others; the server undid the transaction. */
const lost = /^(40001|40P01)/;

/** Whether a translated error says that the transaction did not happen: a server that went away may have committed it. */
export function wasUndone(error: unknown): boolean {
  if (!(error instanceof StoreUnavailable)) return true;
  return error.cause instanceof postgres.PostgresError && lost.test(error.cause.code);
}

/** Awaits a query and throws our errors instead of PostgreSQL's. */
export async function answering<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw translate(error);
  }
}

function streamIn(error: postgres.PostgresError): string {
  return (
    /(ticket|customer|article)-[0-9a-f-]{36}/.exec(`${error.detail ?? ''} ${error.message}`)?.[0] ?? 'unknown'
  );
}

const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);

function isConnectionFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    connectionCodes.has(error.code)
  );
}
