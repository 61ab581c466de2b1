// Bringing a restored backup up to the erasures made since it was taken.
import { isRejection } from '../../domain/event/define.ts';
import { type ErasePorts, erasePerson } from './erase.ts';
import type { ErasureList } from './erasure-list.ts';
import type { PersonDirectory } from './person.ts';

export interface ReapplyPorts extends Omit<ErasePorts, 'people'> {
  readonly people: Pick<PersonDirectory, 'ticketsOf' | 'keysOf' | 'present'>;
}

export interface Reapplied {
  /** Customers on the list. */
  readonly listed: number;
  /** Customers who were here again, and are erased again. */
  readonly erased: number;
  /** Of those, how many a legal hold keeps: one that a backup brought back is lifted first. */
  readonly held: number;
}

/** Customers looked up at once. */
const BATCH = 1_000;

/**
 * Erases everybody on the list who is here. Harmless when nobody is.
 * @param by who has it done @throws ErasureListDamaged, StoreUnavailable
 */
export async function reapplyErasures(
  ports: ReapplyPorts,
  list: Pick<ErasureList, 'entries'>,
  by: string,
): Promise<Reapplied> {
  const listed = [...new Set((await list.entries()).flatMap((entry) => entry.customerIds))];
  let erased = 0;
  let held = 0;
  for (let from = 0; from < listed.length; from += BATCH) {
    for (const customerId of await ports.people.present(listed.slice(from, from + BATCH))) {
      // Listed already: a second entry would say nothing new.
      const quiet = { ...ports, erasureList: { add: async () => {} } };
      const outcome = await erasePerson(quiet, customerId, { basis: 'restored-backup', staffId: by });
      if (!isRejection(outcome)) erased += outcome.customerIds.length;
      else if (outcome.rejected === 'legal-hold') held += 1;
    }
  }
  return { listed: listed.length, erased, held };
}
