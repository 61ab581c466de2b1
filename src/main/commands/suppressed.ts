// ledgerdesk suppressed: what nobody answers on purpose, seen and released.
import type { Command } from 'commander';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { openSession } from '../session.ts';
import { openStaffDesk } from '../staff-desk.ts';
import { decider, listCommand, requireId } from './deciding.ts';

export function suppressedCommands(program: Command): void {
  const suppressed = program.command('suppressed').description('messages that nobody answers, and why');

  listCommand(suppressed, {
    what: 'suppressed',
    find: (desk, limit) => desk.suppressed(limit),
    columns: ['message', 'ticket', 'channel', 'reason', 'because', 'accepted'],
    row: (m) => [m.messageId, m.reference, m.channel, m.reason, m.because ?? '–', m.at],
  });

  suppressed
    .command('discard')
    .argument('<message>', 'id of the message')
    .requiredOption('--reason <words>', 'why it gets no answer')
    .description('agree that it gets no answer, once: it leaves the list')
    .action(async (id: string, { reason }: { reason: string }) => {
      const messageId = requireId(id, 'message');
      await using session = await openSession('ledgerdesk suppressed');
      const done = await (await openStaffDesk(session)).discard(messageId, { staffId: decider(), reason });
      if (done !== 'done') throw new Failure(done.detail);
      print('discarded');
    });

  suppressed
    .command('release')
    .argument('<message>', 'id of the message')
    .description('have it dealt with after all, once: by the agent, or by staff where they have the ticket')
    .option('--json', 'for machines')
    .action(async (id: string, { json }: { json?: true }) => {
      const messageId = requireId(id, 'message');
      await using session = await openSession('ledgerdesk suppressed');
      const released = await (await openStaffDesk(session)).release(messageId, { staffId: decider() });
      if (isRejection(released)) throw new Failure(released.detail);
      const { handling } = released;
      if (json) return printJson({ messageId, handling });
      print(handling === 'agent' ? 'released: the agent answers it' : 'released: it is with staff');
    });
}
