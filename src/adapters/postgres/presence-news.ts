// Telling all processes who of the staff is at which ticket. No table: it is worth nothing a minute later.
import type { Db } from './connection.ts';

const CHANNEL = 'ledgerdesk_presence';

/** @param onFault is told when a notification could not be sent: it is said again soon */
export function tellPresence(sql: Db, onFault: () => void): (text: string) => void {
  return (text) => void sql`select pg_notify(${CHANNEL}, ${text})`.catch(onFault);
}

/** Calls `hear` for every notification, over a connection of its own that reconnects. */
export async function listenForPresence(sql: Db, hear: (text: string) => void): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, hear);
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
