// Hearing that somebody was erased, by whatever process: the key is forgotten at once, and not when its time runs out.
import type { Db } from './connection.ts';

/** Told by the database with the erasure itself (`sql/0065_told_erasures.sql`); what is told is the id of one customer. */
const CHANNEL = 'ledgerdesk_erased';

/** Calls `forget` for every notification, over a connection of its own that reconnects. */
export async function listenForErasures(
  sql: Db,
  forget: (customerIds: readonly string[]) => void,
): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, (customerId) => forget([customerId]));
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
