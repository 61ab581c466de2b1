// Notifications between processes that something was appended, or got its place in the ledger. Sent outside the append, for
// inside it they would serialise commits, the first at once and then at most once per interval: they only shorten the poll.
// Waiting out an interval before the first as well cost 20 ms on each of the two ways a message takes through the log.
import type { Db } from './connection.ts';

const channels = { appended: 'ledgerdesk_appended', sequenced: 'ledgerdesk_sequenced' } as const;
type What = keyof typeof channels;
const INTERVAL_MS = 25;

/** @returns what to call after it happened; @param onFault is told when a notification could not be sent */
export function notifier(sql: Db, onFault: () => void, what: What = 'appended'): () => void {
  let resting = false;
  let due = false;
  const send = () => {
    resting = true;
    due = false;
    sql`select pg_notify(${channels[what]}, '')`.catch(onFault);
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
export function listenForAppends(sql: Db, wake: () => void): Promise<AsyncDisposable> {
  return listen(sql, 'appended', wake);
}

/** The same of events that got their place. */
export function listenForSequenced(sql: Db, wake: () => void): Promise<AsyncDisposable> {
  return listen(sql, 'sequenced', wake);
}

async function listen(sql: Db, what: What, wake: () => void): Promise<AsyncDisposable> {
  const subscription = await sql.listen(channels[what], wake);
  // A connection that is lost has stopped listening as well.
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
