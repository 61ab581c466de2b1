// What commands that list and decide have in common.
import type { Command } from 'commander';
import type { StaffDesk } from '../../adapters/elysia/staff/desk.ts';
import { recordingReads } from '../../application/privacy/reads.ts';
import type { Core } from '../core.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { openStaffDesk } from '../staff-desk.ts';
import { systemUser } from '../system-user.ts';

/** Who decided, for the record. */
export const decider = () => `cli:${systemUser()}`;

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

interface Listing<T> {
  /** As the command and the staff API name it. */
  readonly what: string;
  readonly find: (desk: StaffDesk, limit: number) => Promise<readonly T[]>;
  readonly columns: readonly string[];
  readonly row: (one: T) => readonly string[];
}

/** Adds `list` to a command: newest first, as a table or as JSON, and on record as looked at. */
export function listCommand<T>(command: Command, { what, find, columns, row }: Listing<T>): void {
  command
    .command('list')
    .description('newest first')
    .option('--limit <number>', 'at most this many', '50')
    .option('--json', 'for machines, with the texts')
    .action(async (options: { limit: string; json?: true }) => {
      const limit = limitFrom(options.limit);
      await using session = await openSession(`ledgerdesk ${what}`);
      await looking(session.core, what);
      const found = await find(await openStaffDesk(session), limit);
      if (options.json) return printJson(found);
      if (found.length === 0) return print(`nothing is ${what}`);
      printTable(columns, found.map(row));
    });
}
