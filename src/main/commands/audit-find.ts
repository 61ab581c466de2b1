// ledgerdesk audit find: tickets by what happened on them.
import { Value } from '@sinclair/typebox/value';
import type { Command } from 'commander';
import { Status } from '../../adapters/elysia/views.ts';
import type { Sought } from '../../application/audit/seek.ts';
import { createAuditDesk } from '../audit-desk.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { lookedAt, timeOf } from './auditing.ts';
import { limitFrom, requireId } from './deciding.ts';

interface Options {
  readonly customer?: string;
  readonly identifier?: string;
  readonly status?: string;
  readonly type?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit: string;
  readonly json?: true;
}

export function auditFindCommand(audit: Command): void {
  audit
    .command('find')
    .description('tickets by what happened on them, when, by whom and for whom')
    .option('--customer <id>', 'everybody who is taken for them')
    .option('--identifier <kind:value>', 'what the customer is known by, such as email:ada@example.org')
    .option('--status <status>', 'open, pending, escalated, resolved, closed')
    .option('--type <event>', 'an event of this type, such as StaffReplied')
    .option('--actor <actor>', 'customer, agent, staff or system, with a name behind a colon: staff:anna')
    .option('--from <time>', 'something happened then or later; ISO 8601 with its zone')
    .option('--until <time>', 'something happened before then')
    .option('--limit <number>', 'at most this many', '50')
    .option('--json', 'for machines')
    .action(find);
}

async function find(options: Options): Promise<void> {
  const sought = soughtBy(options);
  await using session = await openSession('ledgerdesk audit');
  const desk = createAuditDesk(session.core);
  await lookedAt(session.core, 'tickets');
  const who =
    options.identifier === undefined ? [] : await desk.customersWith(...identifierOf(options.identifier));
  const customerId = options.customer ?? who[0]?.customerId;
  const isNobody = options.identifier !== undefined && customerId === undefined;
  const found = isNobody
    ? { tickets: [] }
    : await desk.tickets({ ...sought, ...(customerId === undefined ? {} : { customerId }) });
  if (found === 'unreadable-cursor') throw new Failure('there is no such page');
  if (options.json) return printJson(found);
  printTable(
    ['ticket', 'status', 'channel', 'matched', 'subject'],
    found.tickets.map((one) => [one.reference, one.status, one.channel, one.matchedAt, one.subject]),
  );
  if ('next' in found) print('there are more; raise --limit or narrow the time');
}

function soughtBy({ customer, status, type, actor, from, until, limit }: Options): Sought {
  if (customer !== undefined) requireId(customer, 'customer');
  if (status !== undefined && !Value.Check(Status, status))
    throw new Failure(`there is no status ${status}`, 2);
  const [, kind, id] = /^(customer|agent|staff|system)(?::(.+))?$/s.exec(actor ?? '') ?? [];
  if (actor !== undefined && kind === undefined)
    throw new Failure('--actor is customer, agent, staff or system, with a name behind a colon', 2);
  return {
    limit: limitFrom(limit),
    ...(status === undefined ? {} : { status }),
    ...(type === undefined ? {} : { type }),
    ...(kind === undefined ? {} : { actor: { kind, ...(id === undefined ? {} : { id }) } }),
    ...(from === undefined ? {} : { from: timeOf(from, '--from') }),
    ...(until === undefined ? {} : { until: timeOf(until, '--until') }),
  };
}

function identifierOf(text: string): readonly [kind: string, value: string] {
  const [, kind, value] = /^([a-z-]+):(.+)$/s.exec(text) ?? [];
  if (kind === undefined || value === undefined)
    throw new Failure('--identifier is a kind and a value with a colon between', 2);
  return [kind, value];
}
