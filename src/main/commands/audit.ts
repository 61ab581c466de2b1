// ledgerdesk audit: what happened, what was known when, and whether anything was altered.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Command } from 'commander';
import {
  type Moment,
  notThereAt,
  replay,
  type TicketHistory,
  ticketHistory,
} from '../../application/audit/history.ts';
import { verifyLedger } from '../../application/audit/verify.ts';
import type { Checkpoint } from '../../application/log/ledger.ts';
import { auditedEventView, auditPorts } from '../audit-desk.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable, progress } from '../output.ts';
import { openSession, settle } from '../session.ts';

import { auditExportCommands } from './audit-export.ts';
import { auditFindCommand } from './audit-find.ts';
import { auditWhyCommand } from './audit-why.ts';
import { isoTime, lookedAt } from './auditing.ts';
import { eventLine } from './event-line.ts';

export function auditCommands(program: Command): void {
  const audit = program.command('audit').description('find, show, replay, verify and export the log');

  audit
    .command('show')
    .argument('<ticket>', 'reference or id')
    .description('every event of a ticket, in order')
    .option('--json', 'for machines')
    .action(async (named: string, { json }: { json?: true }) => {
      await using session = await openSession('ledgerdesk audit');
      const history = found(await ticketHistory(auditPorts(session.core), named), named);
      await lookedAt(session.core, 'history', history.ticketId);
      const events = history.events.map(auditedEventView);
      if (json) return printJson({ ...history, events });
      print(`${history.reference}  ticket-${history.ticketId}`);
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
    });

  auditFindCommand(audit);
  auditWhyCommand(audit);
  auditExportCommands(audit);

  audit
    .command('replay')
    .argument('<ticket>', 'reference or id')
    .description('the ticket as it was: now, at a version, or by what was known at a time')
    .option('--version <number>', 'last version to count; 0: before it was opened')
    .option(
      '--at <time>',
      'what had been stored by then; ISO 8601 with its zone, such as 2026-11-20T14:02:00Z',
    )
    .option('--json', 'for machines')
    .action(async (named: string, options: { version?: string; at?: string; json?: true }) => {
      const moment = momentOf(options);
      await using session = await openSession('ledgerdesk audit');
      const history = found(await ticketHistory(auditPorts(session.core), named), named);
      const refused = notThereAt(history, moment);
      if (refused) throw new Failure(refused.detail);
      await lookedAt(session.core, 'state', history.ticketId);
      const replayed = replay(history, moment);
      if (options.json)
        return printJson({
          ...replayed,
          at: iso(replayed.at),
          recordedAt: iso(replayed.recordedAt),
          state: replayed.state ?? null,
        });
      if (!replayed.state) return print('the ticket was not open yet');
      const { messages, replies, ...rest } = replayed.state;
      const { version, at, recordedAt } = replayed;
      print(`as of version ${version}, stored ${iso(recordedAt)}, happened ${iso(at)}`);
      printTable(
        ['field', 'value'],
        Object.entries(rest).map(([field, value]) => [
          field,
          typeof value === 'object' ? JSON.stringify(value) : String(value),
        ]),
      );
      print('');
      printTable(
        ['message', 'happened', 'outcome'],
        messages.map((m) => [m.messageId, iso(m.at), m.outcome]),
      );
      print('');
      printTable(
        ['reply', 'happened', 'author', 'kind', 'progress'],
        replies.map((r) => [r.replyId, iso(r.at), r.author, r.kind, r.progress]),
      );
    });

  audit
    .command('verify')
    .description('recompute the whole chain and compare it with the signed checkpoints')
    .option('--checkpoint <file>', 'signed checkpoints of your own, JSON lines; an export will do')
    .option('--json', 'for machines')
    .action(async ({ checkpoint, json }: { checkpoint?: string; json?: true }) => {
      const checkpoints = checkpoint === undefined ? [] : await readCheckpoints(checkpoint);
      await using session = await openSession('ledgerdesk audit');
      await settle(session.core);
      const bar = progress('verified');
      const report = await verifyLedger(auditPorts(session.core), { checkpoints, onProgress: bar.show });
      bar.end();
      if (!report.ok) process.exitCode = 3;
      if (json) printJson(report);
      else {
        print(
          `${report.ok ? 'verified' : 'NOT verified'}: ${report.entries} entries hold, ${report.checkpoints} checkpoints compared, ${report.durationMs} ms`,
        );
        print(`head: position ${report.head.position}, hash ${report.head.hash}`);
        if (!session.core.checkpoints.isOutside)
          print(
            'checkpoints are kept in the database alone: an end cut off together with them would not show',
          );
        for (const { position, kind, detail } of report.findings)
          print(`${position === null ? '' : `position ${position}: `}${kind}: ${detail}`);
      }
    });
}

const iso = (at: number) => new Date(at).toISOString();

function found(history: TicketHistory | undefined, named: string): TicketHistory {
  if (!history) throw new Failure(`there is no ticket ${named}`);
  return history;
}

function momentOf({ version, at }: { version?: string; at?: string }): Moment {
  if (version !== undefined && at !== undefined) throw new Failure('give --version or --at, not both', 2);
  if (version !== undefined) {
    if (!/^\d{1,9}$/.test(version)) throw new Failure('--version is a whole number', 2);
    return { version: Number(version) };
  }
  if (at === undefined) return undefined;
  return { at: isoTime(at, '--at') };
}

/** @throws Failure that names the first line that is none */
async function readCheckpoints(file: string): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') found.push(...checkpointsIn(JSON.parse(line)));
    }
    return found;
  } catch (error) {
    const where = number === 0 ? '' : `, line ${number}`;
    throw new Failure(`${file} cannot be read as checkpoints in JSON lines${where}`, 2, { cause: error });
  }
}

/** A line is a checkpoint; of an export only the lines with one count. */
function checkpointsIn(line: object): readonly Checkpoint[] {
  if ('kind' in line && line.kind !== 'checkpoint') return [];
  const checkpoint = 'checkpoint' in line ? line.checkpoint : line;
  if (Value.Check(SignedCheckpoint, checkpoint)) return [checkpoint];
  throw new TypeError('not a checkpoint');
}

const SignedCheckpoint = Type.Object({
  position: Type.String({ pattern: '^\\d{1,18}$' }),
  hash: Type.String(),
  time: Type.String(),
  keyId: Type.String(),
  signature: Type.String(),
});
