// Whom a ticket can be given to.
import { isInForce, type StaffKeyBook } from '../access/staff-keys.ts';
import type { Clock } from '../platform/clock.ts';
import type { Inbox } from './inbox.ts';

export interface AssigneePorts {
  readonly keyBook: Pick<StaffKeyBook, 'list'>;
  readonly inbox: Pick<Inbox, 'assignees'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Of configured keys whose role may work on tickets. */
  readonly configured: readonly string[];
}

/** Names, by the alphabet. @param asking belongs to them, however they came in @throws StoreUnavailable */
export async function assignees(
  { keyBook, inbox, clock, configured }: AssigneePorts,
  asking: string,
): Promise<readonly string[]> {
  const now = clock.now();
  const [keys, held] = await Promise.all([keyBook.list(), inbox.assignees()]);
  const made = keys.filter((key) => key.role !== 'auditor' && isInForce(key, now)).map(({ name }) => name);
  return [...new Set([...configured, ...made, ...held, asking])].sort((a, b) => a.localeCompare(b, 'en'));
}
