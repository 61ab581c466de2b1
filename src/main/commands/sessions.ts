// ledgerdesk sessions: who of the staff is signed in, and ending that for somebody who leaves.
import type { Command } from 'commander';
import { endSessionsOf, lastingSessions } from '../../application/access/sessions.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { decider } from './deciding.ts';

export function sessionCommands(program: Command): void {
  const sessions = program.command('sessions').description('who of the staff is signed in');
  sessions
    .command('list')
    .description('sessions that last, by name')
    .option('--json', 'for machines')
    .action(list);
  sessions
    .command('end')
    .argument('<name>', 'as the list has it')
    .description('end all sessions of somebody at once, in every process; their key is another matter')
    .action(end);
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await using session = await openSession('ledgerdesk sessions');
  const lasting = await lastingSessions(session.core);
  const rows = lasting.map(({ name, role, idleUntil, endsAt }) => ({
    name,
    role,
    idleUntil: new Date(idleUntil).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }));
  if (json) return printJson(rows);
  printTable(
    ['name', 'role', 'ends with nobody there', 'ends'],
    rows.map(({ name, role, idleUntil, endsAt }) => [name, role, idleUntil, endsAt]),
  );
}

async function end(name: string): Promise<void> {
  await using session = await openSession('ledgerdesk sessions');
  const ended = await endSessionsOf(session.core, name, { staffId: decider() });
  print(ended === 0 ? `${name} is not signed in` : `ended: ${ended}`);
}
