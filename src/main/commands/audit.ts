// ledgerdesk audit: what happened, what was known when, and whether anything was altered.
import type { Command } from 'commander';
import { ticketHistory } from '../../application/audit/history.ts';
import { auditedEventView, auditPorts } from '../audit-desk.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { auditExportCommands } from './audit-export.ts';
import { auditFindCommand } from './audit-find.ts';
import { auditReplayCommand } from './audit-replay.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { auditWhyCommand } from './audit-why.ts';
import { found, lookedAt, printUnlisted } from './auditing.ts';
import { eventLine } from './event-line.ts';

export function auditCommands(program: Command): void {
  const audit = program.command('audit').description('find, show, replay, verify and export the log');
  audit
    .command('show')
    .argument('<ticket>', 'reference or id')
    .description('every event of a ticket, in order')
    .option('--json', 'for machines')
    .action(shown);
  auditFindCommand(audit);
  auditWhyCommand(audit);
  auditExportCommands(audit);
  auditReplayCommand(audit);
  auditVerifyCommand(audit);
}

async function shown(named: string, { json }: { readonly json?: true }): Promise<void> {
  await using session = await openSession('ledgerdesk audit');
  const history = found(await ticketHistory(auditPorts(session.core), named), named);
  await lookedAt(session.core, 'history', history.ticketId);
  const events = history.events.map(auditedEventView);
  if (json) return printJson({ ...history, events });
  print(`${history.reference}  ticket-${history.ticketId}`);
  printUnlisted(history);
  const actor = ({ kind, id }: (typeof events)[number]['actor']) =>
    id === undefined ? kind : `${kind} ${id}`;
  printTable(
    ['version', 'position', 'stored', 'happened', 'actor', 'event'],
    events.map((e) => [
      String(e.version),
      e.position ?? '–',
      e.recordedAt,
      e.at,
      actor(e.actor),
      eventLine(e.type, e.data),
    ]),
  );
}
