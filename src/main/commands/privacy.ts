// ledgerdesk privacy: what people may ask for about their data, and what the desk has to show for it.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { erasureFile } from '../../adapters/files/erasure-list.ts';
import { loadCustomer } from '../../application/customer/family.ts';
import { erasePerson } from '../../application/privacy/erase.ts';
import { signedLine } from '../../application/privacy/erasure-list.ts';
import type { Erased } from '../../application/privacy/person.ts';
import { reapplyErasures } from '../../application/privacy/reapply.ts';
import { applyRetention } from '../../application/privacy/retention.ts';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printRaw, printTable } from '../output.ts';
import { createPrivacyDesk } from '../privacy-desk.ts';
import { retentionPolicy } from '../retention.ts';
import { openSession, type Session } from '../session.ts';
import { customerNamed, decider, limitFrom, looking } from './deciding.ts';
import { holdCommands } from './legal-holds.ts';

const bases = ['request', 'retention', 'order'] as const;
type Json = { readonly json?: true };

export function privacyCommands(program: Command): void {
  const privacy = program.command('privacy').description('export, erase and hold what is known about people');
  privacy
    .command('export')
    .argument('<customer>', 'id, or reference of a ticket')
    .description('everything about a person; the export is on record itself')
    .option('--format <format>', 'json, or html for the person to read', 'json')
    .option('--out <file>', 'a new file instead of standard output')
    .action(exported);
  privacy
    .command('erase')
    .argument('<customer>', 'id, or reference of a ticket')
    .description('destroy the keys of a person and remove their rows: for good')
    .requiredOption('--basis <basis>', bases.join(', '))
    .option('--case <number>', 'of the request or case; stays on record, so nothing personal')
    .option('--yes', 'do not only say what would be erased')
    .option('--json', 'for machines')
    .action(erased);
  holdCommands(privacy);
  privacy
    .command('erasures')
    .description('who was erased, by id, newest first')
    .option('--limit <number>', 'at most this many', '50')
    .option('--signed', 'as lines of the list that is kept outside the database')
    .option('--json', 'for machines')
    .action(erasures);
  privacy
    .command('reapply')
    .description('erase whoever a restored backup has brought back')
    .option('--file <file>', 'the list; the configured one when absent')
    .option('--json', 'for machines')
    .action(reapplied);
  privacy
    .command('reads')
    .argument('[customer]', 'id, or reference of a ticket; everybody when absent')
    .description('who of the staff looked at what, newest first')
    .option('--limit <number>', 'at most this many', '50')
    .option('--json', 'for machines')
    .action(reads);
  privacy
    .command('retention')
    .description('remove now what has been kept for as long as the configuration says')
    .option('--json', 'for machines')
    .action(retention);
}

async function exported(named: string, { format, out }: { format: string; out?: string }): Promise<void> {
  if (format !== 'json' && format !== 'html') throw new Failure('--format is json or html', 2);
  // The text may be the whole of somebody's mail: it does not replace a file by accident.
  if (out !== undefined && existsSync(out)) throw new Failure(`${out} is there already`);
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const customerId = await customerNamed(core, named);
  await looking(core, 'export', { customerId });
  const text = await createPrivacyDesk(core).export(customerId, format);
  if (text === undefined) throw new Failure(`there is no customer ${named}`);
  if (out === undefined) return printRaw(text.trimEnd());
  await writeFile(out, text, { mode: 0o600, flag: 'wx' });
  print(`written to ${out}`);
}

interface EraseOptions extends Json {
  readonly basis: string;
  readonly case?: string;
  readonly yes?: true;
}

async function erased(named: string, options: EraseOptions): Promise<void> {
  const basis = bases.find((one) => one === options.basis);
  if (!basis) throw new Failure(`--basis is one of ${bases.join(', ')}`, 2);
  const { case: caseNumber, json } = options;
  if (caseNumber !== undefined && !/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(caseNumber))
    throw new Failure('--case is up to 40 letters, digits and . _ / - without spaces', 2);
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const customerId = await customerNamed(core, named);
  if (!options.yes) return print(await wouldErase(core, customerId));
  const numbered = caseNumber === undefined ? {} : { caseNumber };
  const done = await erasePerson(core, customerId, { basis, ...numbered, staffId: decider() });
  if (isRejection(done)) throw new Failure(done.detail);
  if (json) return printJson(done);
  print(
    `erased: ${done.customerIds.length} customers, ${done.tickets} tickets, ${done.keyIds.length} keys destroyed`,
  );
}

async function wouldErase({ people, customers }: Session['core'], customerId: string): Promise<string> {
  const family = await customers.family(customerId);
  const tickets = await people.ticketsOf(family);
  return `would erase ${family.length} customers and ${tickets.length} tickets for good; --yes does it`;
}

async function erasures(options: Json & { readonly limit: string; readonly signed?: true }): Promise<void> {
  const limit = limitFrom(options.limit);
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const found = await core.people.erasures(limit);
  if (options.signed) {
    for (const one of [...found].reverse()) print(await lineOf(core, one));
    return;
  }
  const shown = found.map(({ erasedAt, ...one }) => ({ ...one, erasedAt: new Date(erasedAt).toISOString() }));
  if (options.json) return printJson(shown);
  if (shown.length === 0) return print('nobody was erased');
  printTable(
    ['customer', 'keys destroyed', 'when'],
    shown.map((one) => [one.customerId, one.keyIds.join(' '), one.erasedAt]),
  );
}

/** As it would be in the list, had it been written there. */
async function lineOf(
  { events, signer }: Session['core'],
  { customerId, keyIds, erasedAt }: Erased,
): Promise<string> {
  const { events: past } = await loadCustomer(events, customerId);
  const erasedBy = past.find((event) => event.type === 'CustomerErased');
  const basis = erasedBy?.data.basis ?? 'restored-backup';
  const by = erasedBy?.metadata.actor.id ?? '';
  return signedLine(signer, { customerIds: [customerId], keyIds, at: Math.round(erasedAt), basis, by });
}

async function reapplied({ file, json }: Json & { readonly file?: string }): Promise<void> {
  if (file !== undefined && !existsSync(file)) throw new Failure(`there is no file ${file}`);
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const list = file === undefined ? core.erasureList : erasureFile(file, core.signer);
  const done = await reapplyErasures(core, list, decider());
  if (json) return printJson(done);
  const kept = done.held === 0 ? '' : `; ${done.held} are kept by a legal hold`;
  print(`${done.listed} customers on the list, ${done.erased} were here again and are erased${kept}`);
}

async function reads(named: string | undefined, options: Json & { readonly limit: string }): Promise<void> {
  const limit = limitFrom(options.limit);
  await using session = await openSession('ledgerdesk privacy');
  const { core } = session;
  const about = named === undefined ? {} : { customerId: await customerNamed(core, named) };
  const found = await createPrivacyDesk(core).reads({ ...about, limit });
  if (options.json) return printJson(found);
  if (found.length === 0) return print('nobody has looked');
  printTable(
    ['when', 'who', 'role', 'what', 'ticket', 'customer'],
    found.map((one) => [one.at, one.staff, one.role, one.what, one.ticketId ?? '–', one.customerId ?? '–']),
  );
}

async function retention({ json }: Json): Promise<void> {
  await using session = await openSession('ledgerdesk privacy');
  const removed = await applyRetention(session.core, retentionPolicy(session.config));
  if (json) return printJson(removed);
  print(
    `erased ${removed.customers} customers (${removed.held} are held), removed ${removed.files} files and ${removed.deadLetters} dead letters`,
  );
}
