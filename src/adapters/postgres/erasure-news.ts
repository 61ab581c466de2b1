// Hearing that somebody was erased, by whatever process: the key is forgotten at once, and not when its time runs out.
import type { Db } from './connection.ts';

/** Told by the database with the erasure itself (`sql/0065_told_erasures.sql`); what is told is the id of one customer. */
const CHANNEL = 'ledgerdesk_erased';

/**
 * Listens over a connection of its own that reconnects.
 * @param forget called for every erasure
 * @param forgetAll called whenever the connection is made: what was told before it, nobody heard
 */
export async function listenForErasures(
  sql: Db,
  forget: (customerIds: readonly string[]) => void,
  forgetAll: () => void,
): Promise<AsyncDisposable> {
  const subscription = await sql.listen(CHANNEL, (customerId) => forget([customerId]), forgetAll);
  return { [Symbol.asyncDispose]: () => subscription.unlisten().catch(() => {}) };
}
