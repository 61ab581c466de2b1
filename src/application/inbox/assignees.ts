// Whom a ticket can be given to.
import type { Rejection } from '../../domain/event/define.ts';
import { isInForce, type StaffKeyBook } from '../access/staff-keys.ts';
import type { Clock } from '../platform/clock.ts';
import type { Acted, Acting } from './act.ts';
import { giveTo, type HandsPorts } from './acts.ts';
import type { Inbox } from './inbox.ts';

export interface AssigneePorts {
  readonly keyBook: Pick<StaffKeyBook, 'list'>;
  readonly inbox: Pick<Inbox, 'assignees' | 'signedInWithoutKey'>;
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
  const [keys, held, seen] = await Promise.all([
    keyBook.list(),
    inbox.assignees(),
    inbox.signedInWithoutKey(),
  ]);
  const made = keys.filter((key) => key.role !== 'auditor' && isInForce(key, now)).map(({ name }) => name);
  return [...new Set([...configured, ...made, ...held, ...seen, asking])].sort((a, b) =>
    a.localeCompare(b, 'en'),
  );
}

/**
 * As `giveTo`, for somebody who is known: a ticket in the hands of nobody is seen by nobody.
 * @throws StoreUnavailable; a conflict after many rounds
 */
export async function giveToColleague(
  ports: AssigneePorts & HandsPorts,
  reference: string,
  acting: Acting,
  staffId: string,
): Promise<Acted | Rejection<'staff-unknown'>> {
  const known = await assignees(ports, acting.staffId);
  if (known.includes(staffId)) return await giveTo(ports, reference, acting, staffId);
  return { rejected: 'staff-unknown', detail: 'give it to somebody whom GET /api/inbox/staff names' };
}
