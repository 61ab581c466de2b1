// Telling all processes that somebody was erased, so that they forget the key at once and not when its time runs out.
import type { Db } from './connection.ts';

const CHANNEL = 'ledgerdesk_erased';
/** A notification holds 8,000 bytes. */
const IDS_AT_ONCE = 200;

/** @throws when a notification could not be sent: keys are then forgotten a minute after they were last looked up */
export async function tellErased(sql: Db, customerIds: readonly string[]): Promise<void> {
  for (let from = 0; from < customerIds.length; from += IDS_AT_ONCE) {
    const ids = customerIds.slice(from, from + IDS_AT_ONCE).join(',');
    await sql`select pg_notify(${CHANNEL}, ${ids})`;
  }
}

/** Calls `forget` for every notification, over a connection of its own that reconnects. */
export async function listenForErasures(
  sql: Db,
  forget: (customerIds: readonly string[]) => void,
): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, (ids) => forget(ids.split(',')));
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
