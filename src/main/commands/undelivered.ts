// ledgerdesk undelivered: replies that failed for good, seen, sent elsewhere, and tried again.
import type { Command } from 'commander';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { openSession } from '../session.ts';
import { openStaffDesk } from '../staff-desk.ts';
import { decider, listCommand, requireId } from './deciding.ts';

export function undeliveredCommands(program: Command): void {
  const undelivered = program
    .command('undelivered')
    .description('replies that failed for good, and where else their customers can be reached');

  listCommand(undelivered, {
    what: 'undelivered',
    find: (desk, limit) => desk.undelivered(limit),
    columns: ['reply', 'ticket', 'status', 'channel', 'reason', 'composed', 'offers'],
    row: (r) => [
      r.replyId,
      r.reference,
      r.status,
      r.channel,
      r.reason,
      r.at,
      r.offers.map(({ to }) => to).join(', ') || '–',
    ],
  });

  undelivered
    .command('reroute')
    .argument('<reply>', 'id of the reply')
    .description('send its text to one of its offers, once')
    .requiredOption('--to <address>', 'an offer, as the list shows it')
    .option('--json', 'for machines')
    .action(async (id: string, { to, json }: { to: string; json?: true }) => {
      const failed = requireId(id, 'reply');
      const channel = to.startsWith('whatsapp:') ? 'whatsapp' : 'email';
      await using session = await openSession('ledgerdesk undelivered');
      const desk = await openStaffDesk(session);
      const rerouted = await desk.reroute(failed, { channel, to }, { staffId: decider() });
      if (isRejection(rerouted)) throw new Failure(lineFor(rerouted.rejected, rerouted.detail));
      if (json) return printJson(rerouted);
      print(`on its way as reply ${rerouted.replyId}`);
    });

  undelivered
    .command('retry')
    .argument('<reply>', 'id of the reply')
    .description('send its text to the same address again, once, when the cause is mended')
    .option('--json', 'for machines')
    .action(async (id: string, { json }: { json?: true }) => {
      const failed = requireId(id, 'reply');
      await using session = await openSession('ledgerdesk undelivered');
      const retried = await (await openStaffDesk(session)).retry(failed, { staffId: decider() });
      if (isRejection(retried)) throw new Failure(retried.detail);
      if (json) return printJson(retried);
      print(`on its way as reply ${retried.replyId}`);
    });
}

function lineFor(rejected: string, detail: string): string {
  return rejected === 'address-not-offered' ? `this address is not offered: ${detail}` : detail;
}
