// ledgerdesk privacy hold: what keeps a person from being erased.
import type { Command } from 'commander';
import { liftHold, placeHold } from '../../application/privacy/hold.ts';
import { loadPerson } from '../../application/privacy/person.ts';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { customerNamed, decider, looking, requireId } from './deciding.ts';

export function holdCommands(privacy: Command): void {
  const hold = privacy.command('hold').description('legal holds: while one is in force nobody is erased');
  hold
    .command('place')
    .argument('<customer>', 'id, or reference of a ticket')
    .description('keep a person from being erased; shows the id to lift it by')
    .requiredOption('--reason <text>', 'for who has to judge it later; sealed like everything personal')
    .action(place);
  hold
    .command('lift')
    .argument('<customer>', 'id, or reference of a ticket')
    .argument('<hold>', 'id of the hold')
    .description('let the person be erased again')
    .requiredOption('--reason <text>', 'why it is over')
    .action(lift);
  hold
    .command('list')
    .argument('<customer>', 'id, or reference of a ticket')
    .description('holds in force, with their reasons')
    .option('--json', 'for machines')
    .action(list);
}

async function place(named: string, { reason }: { readonly reason: string }): Promise<void> {
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const placed = await placeHold(core, await customerNamed(core, named), { staffId: decider(), reason });
  if (isRejection(placed)) throw new Failure(placed.detail);
  print(placed.holdId);
}

async function lift(named: string, id: string, { reason }: { readonly reason: string }): Promise<void> {
  const holdId = requireId(id, 'hold');
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const customerId = await customerNamed(core, named);
  const lifted = await liftHold(core, customerId, { staffId: decider(), reason, holdId });
  if (lifted !== 'done') throw new Failure(lifted.detail);
  print('lifted');
}

async function list(named: string, { json }: { readonly json?: true }): Promise<void> {
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const customerId = await customerNamed(core, named);
  await looking(core, 'holds', { customerId });
  const person = await loadPerson(core, customerId);
  const holds = person?.members.flatMap(({ customer }) => customer.holds ?? []) ?? [];
  if (json) return printJson(holds);
  if (holds.length === 0) return print('no hold is in force');
  printTable(
    ['hold', 'reason'],
    holds.map((one) => [one.holdId, one.reason]),
  );
}
