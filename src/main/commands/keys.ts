// ledgerdesk keys: keys of staff, and the master key that wraps the keys of customers.
import type { Command } from 'commander';
import {
  isInForce,
  type MadeKey,
  makeStaffKey,
  revokeStaffKey,
  rotateStaffKey,
  type StaffKeyEntry,
} from '../../application/access/staff-keys.ts';
import { rotateMaster } from '../../application/privacy/rotate-master.ts';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable, progress } from '../output.ts';
import { openSession } from '../session.ts';
import { decider, requireId } from './deciding.ts';

const roles = ['agent', 'auditor', 'admin'] as const;
type Json = { readonly json?: true };

export function keysCommands(program: Command): void {
  const keys = program.command('keys').description('keys of staff, and the master key');
  keys
    .command('list')
    .description('keys made here and configured ones, newest first; the keys themselves nobody has')
    .option('--all', 'also those that were revoked or whose time is over')
    .option('--json', 'for machines')
    .action(list);
  keys
    .command('create')
    .argument('<name>', 'whose it is; on record for everything done with it')
    .description('make a key and show it, this once')
    .requiredOption('--role <role>', roles.join(', '))
    .option('--days <number>', 'how long it is good for', '90')
    .option('--json', 'for machines')
    .action(create);
  keys
    .command('rotate')
    .argument('<key>', 'id of the key')
    .description('make another key for the same person and role; the old one ends soon')
    .option('--overlap-hours <number>', 'how long both are good', '24')
    .option('--days <number>', 'how long the new one is good for', '90')
    .option('--json', 'for machines')
    .action(rotate);
  keys.command('revoke').argument('<key>', 'id of the key').description('end a key at once').action(revoke);
  keys
    .command('master')
    .description('which master key wraps how many keys')
    .option('--json', 'for machines')
    .action(master);
  keys
    .command('rotate-master')
    .description('wrap everything under the first master key; goes on where it was stopped')
    .option('--json', 'for machines')
    .action(rotateMasterKey);
}

async function list({ all, json }: Json & { readonly all?: true }): Promise<void> {
  await using session = await openSession('ledgerdesk keys');
  const { core, secrets } = session;
  const now = core.clock.now();
  const made = (await core.keyBook.list()).filter((entry) => all || isInForce(entry, now));
  const configured = secrets.staffKeys.map(({ name, role }) => ({ name, role }));
  if (json) return printJson({ made: made.map(shown), configured });
  printTable(
    ['key', 'name', 'role', 'state', 'ends', 'made by'],
    [
      ...made.map((entry) => [
        entry.keyId,
        entry.name,
        entry.role,
        stateOf(entry, now),
        iso(entry.expiresAt),
        entry.createdBy ?? '–',
      ]),
      ...configured.map(({ name, role }) => ['–', name, role, 'configured', '–', '–']),
    ],
  );
}

const iso = (at: number) => new Date(at).toISOString();

function stateOf(entry: StaffKeyEntry, now: number): string {
  if (entry.revokedAt !== null) return `revoked by ${entry.revokedBy ?? '–'}`;
  if (now >= entry.expiresAt) return 'over';
  return entry.replacedBy === null ? 'in force' : 'replaced';
}

function shown({ createdAt, expiresAt, revokedAt, ...entry }: StaffKeyEntry) {
  const revoked = revokedAt === null ? null : iso(revokedAt);
  return { ...entry, createdAt: iso(createdAt), expiresAt: iso(expiresAt), revokedAt: revoked };
}

async function create(
  name: string,
  options: Json & { readonly role: string; readonly days: string },
): Promise<void> {
  const role = roles.find((one) => one === options.role);
  if (!role) throw new Failure(`--role is one of ${roles.join(', ')}`, 2);
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(name))
    throw new Failure('a name is up to 64 letters, digits and . _ - without spaces', 2);
  const days = wholeFrom(options.days, '--days', 366);
  await using session = await openSession('ledgerdesk keys');
  tell(await makeStaffKey(session.core, { name, role, days, by: decider() }), options);
}

async function rotate(
  id: string,
  options: Json & { readonly overlapHours: string; readonly days: string },
): Promise<void> {
  const keyId = requireId(id, 'key');
  const overlapHours =
    options.overlapHours === '0' ? 0 : wholeFrom(options.overlapHours, '--overlap-hours', 720);
  const days = wholeFrom(options.days, '--days', 366);
  await using session = await openSession('ledgerdesk keys');
  const made = await rotateStaffKey(session.core, keyId, { overlapHours, days, by: decider() });
  if (isRejection(made)) throw new Failure(made.detail);
  tell(made, options);
}

function tell({ keyId, key, expiresAt }: MadeKey, { json }: Json): void {
  if (json) printJson({ keyId, key, expiresAt: iso(expiresAt) });
  else {
    print(key);
    process.stderr.write(`key ${keyId}, good until ${iso(expiresAt)}; it is not shown again\n`);
  }
}

async function revoke(id: string): Promise<void> {
  const keyId = requireId(id, 'key');
  await using session = await openSession('ledgerdesk keys');
  const done = await revokeStaffKey(session.core, keyId, decider());
  if (done !== 'done') throw new Failure(done.detail);
  print('revoked');
}

async function master({ json }: Json): Promise<void> {
  await using session = await openSession('ledgerdesk keys');
  const { masterKeys, wrappedKeys } = session.core;
  const counts = await wrappedKeys.counts();
  const current = counts.get(masterKeys.current) ?? 0;
  const rows = [
    { masterKey: masterKeys.current, wraps: current, isCurrent: true },
    ...[...counts]
      .filter(([id]) => id !== masterKeys.current)
      .map(([masterKey, wraps]) => ({ masterKey, wraps, isCurrent: false })),
  ];
  if (json) return printJson(rows);
  printTable(
    ['master key', 'wraps', ''],
    rows.map((row) => [row.masterKey, String(row.wraps), row.isCurrent ? 'current' : 'still needed']),
  );
}

async function rotateMasterKey({ json }: Json): Promise<void> {
  await using session = await openSession('ledgerdesk keys');
  const { masterKeys, wrappedKeys } = session.core;
  const bar = progress('keys');
  const wrapped = await rotateMaster(wrappedKeys, masterKeys, { onProgress: bar.show });
  bar.end();
  const left = [...(await wrappedKeys.counts()).keys()].filter((id) => id !== masterKeys.current);
  if (json) return printJson({ wrapped, current: masterKeys.current, stillNeeded: left });
  print(`wrapped ${wrapped} keys under the master key ${masterKeys.current}`);
  print(
    left.length === 0 ? 'no other master key is needed' : `still needed: ${left.join(', ')}; run it again`,
  );
}

/** @throws Failure for what is no whole number from 1 to `most` */
function wholeFrom(text: string, option: string, most: number): number {
  const value = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Failure(`${option} is a whole number from 1 to ${most}`, 2);
  return value;
}
