// Notifications between processes that something was appended. Sent outside the append, for inside it they would
// serialise commits, the first at once and then at most once per interval: they only shorten the poll. Waiting out an
// interval before the first as well cost 20 ms on each of the two ways a message takes through the log.
import type { Db } from './connection.ts';

const CHANNEL = 'ledgerdesk_appended';
const INTERVAL_MS = 25;

/** @returns what to call after an append; @param onFault is told when a notification could not be sent */
export function notifier(sql: Db, onFault: () => void): () => void {
  let resting = false;
  let due = false;
  const send = () => {
    resting = true;
    due = false;
    sql`select pg_notify(${CHANNEL}, '')`.catch(onFault);
    setTimeout(() => {
      resting = false;
      if (due) send();
    }, INTERVAL_MS).unref();
  };
  return () => {
    if (resting) due = true;
    else send();
  };
}

/** Calls `wake` for every notification, over a connection of its own that reconnects. */
export async function listenForAppends(sql: Db, wake: () => void): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, wake);
  // A connection that is lost has stopped listening as well.
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
