// What commands that list and decide have in common.
import { userInfo } from 'node:os';
import { recordingReads } from '../../application/privacy/reads.ts';
import type { Core } from '../core.ts';
import { Failure } from '../failure.ts';

/** Who decided, for the record. */
export const decider = () => `cli:${userInfo().username}`;

/**
 * Puts on record what is about to be shown of people: whoever is at the command line can do what an admin can.
 * @param what as the staff API names it @throws StoreUnavailable: then nothing is to be shown
 */
export async function looking(
  core: Pick<Core, 'events' | 'clock' | 'ids'>,
  what: string,
  about: { readonly customerId?: string } = {},
): Promise<void> {
  await recordingReads(core)({ staff: decider(), role: 'admin', what, ...about });
}

/** @throws Failure for what is no whole number from 1 to 9999 */
export function limitFrom(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Failure('--limit is a whole number from 1 to 9999', 2);
  return Number(text);
}

/** @param what it is the id of @throws Failure */
export function requireId(id: string, what: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Failure(`${id} is not the id of a ${what}`, 2);
  return id;
}

/** Id of a customer who is named by it, or by the reference of a ticket. @throws Failure */
export async function customerNamed({ people }: Pick<Core, 'people'>, named: string): Promise<string> {
  if (!/^LD-/i.test(named)) return requireId(named, 'customer');
  const found = await people.customerOf(named.toUpperCase());
  if (found === undefined) throw new Failure(`there is no ticket ${named}`);
  return found;
}
