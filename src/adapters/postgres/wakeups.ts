// Notifications between processes that something was appended. Sent outside the append, for inside it they would
// serialise commits, and at most once per interval: they only shorten the poll.
import type { Db } from './connection.ts';

const CHANNEL = 'ledgerdesk_appended';
const INTERVAL_MS = 25;

/** @returns what to call after an append; @param onFault is told when a notification could not be sent */
export function notifier(sql: Db, onFault: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      sql`select pg_notify(${CHANNEL}, '')`.catch(onFault);
    }, INTERVAL_MS).unref();
  };
}

/** Calls `wake` for every notification, over a connection of its own that reconnects. */
export async function listenForAppends(sql: Db, wake: () => void): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, wake);
  // A connection that is lost has stopped listening as well.
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
