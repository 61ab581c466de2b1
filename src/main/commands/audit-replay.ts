// ledgerdesk audit replay: a ticket as it was.
import type { Command } from 'commander';
import { type Moment, notThereAt, replay, ticketHistory } from '../../application/audit/history.ts';
import { auditPorts } from '../audit-desk.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { found, lookedAt, printUnlisted, timeOf } from './auditing.ts';

interface ReplayOptions {
  readonly version?: string;
  readonly at?: string;
  readonly json?: true;
}

export function auditReplayCommand(audit: Command): void {
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
    .action(replayed);
}

async function replayed(named: string, options: ReplayOptions): Promise<void> {
  const moment = momentOf(options);
  await using session = await openSession('ledgerdesk audit');
  const history = found(await ticketHistory(auditPorts(session.core), named), named);
  const refused = notThereAt(history, moment);
  if (refused) throw new Failure(refused.detail);
  await lookedAt(session.core, 'state', history.ticketId);
  const then = replay(history, moment);
  const { state = null, at, recordedAt } = then;
  const { isListed } = history;
  if (options.json) return printJson({ ...then, at: iso(at), recordedAt: iso(recordedAt), state, isListed });
  printUnlisted(history);
  if (state) show(then, state);
  else print('the ticket was not open yet');
}

type Replayed = ReturnType<typeof replay>;

function show(
  { version, at, recordedAt }: Replayed,
  { messages, replies, ...rest }: NonNullable<Replayed['state']>,
): void {
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
}

const iso = (at: number) => new Date(at).toISOString();

function momentOf({ version, at }: { version?: string; at?: string }): Moment {
  if (version !== undefined && at !== undefined) throw new Failure('give --version or --at, not both', 2);
  if (version !== undefined) {
    if (!/^\d{1,9}$/.test(version)) throw new Failure('--version is a whole number', 2);
    return { version: Number(version) };
  }
  if (at === undefined) return undefined;
  return { at: timeOf(at, '--at') };
}
