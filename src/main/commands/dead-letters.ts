// ledgerdesk dead-letters: what failed for good on the bus, brought back or let go.
import type { Command } from 'commander';
import { discard, redrive } from '../../application/bus/dead-letters.ts';
import { openBusToPublish } from '../bus.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { deadLetterView } from '../views.ts';
import { decider, limitFrom, requireId } from './deciding.ts';

const states = ['parked', 'redriven', 'discarded'] as const;

export function deadLetterCommands(program: Command): void {
  const letters = program.command('dead-letters').description('messages of the bus that failed for good');

  letters
    .command('list')
    .description('newest first')
    .option('--state <state>', `only ${states.join(', ')}`)
    .option('--limit <number>', 'at most this many', '50')
    .option('--json', 'for machines')
    .action(async (options: { state?: string; limit: string; json?: true }) => {
      const state = states.find((known) => known === options.state);
      if (options.state !== undefined && state === undefined)
        throw new Failure(`--state is one of ${states.join(', ')}`, 2);
      const limit = limitFrom(options.limit);
      await using session = await openSession('ledgerdesk dead-letters');
      const found = (await session.core.deadLetters.list({ limit, ...(state ? { state } : {}) })).map(
        deadLetterView,
      );
      if (options.json) return printJson(found);
      if (found.length === 0) return print('no dead letters');
      printTable(
        ['id', 'state', 'topic', 'position', 'attempts', 'error', 'parked'],
        found.map((l) => [
          l.id,
          l.state,
          l.topic,
          `${l.partition}/${l.offset}`,
          String(l.attempts),
          l.error,
          l.parkedAt,
        ]),
      );
    });

  letters
    .command('show')
    .argument('<id>')
    .description('one dead letter, with its headers and value')
    .option('--json', 'for machines')
    .action(async (id: string, { json }: { json?: true }) => {
      await using session = await openSession('ledgerdesk dead-letters');
      const letter = await session.core.deadLetters.get(requireId(id, 'dead letter'));
      if (!letter) throw new Failure(`there is no dead letter ${id}`);
      const view = deadLetterView(letter);
      if (json) return printJson(view);
      printTable(
        ['field', 'value'],
        Object.entries(view).map(([field, value]) => [
          field,
          typeof value === 'object' ? JSON.stringify(value) : String(value),
        ]),
      );
    });

  letters
    .command('redrive')
    .argument('<id>')
    .description('put it back on its topic; work that has been done meanwhile is not done twice')
    .action(async (id: string) => {
      await using session = await openSession('ledgerdesk dead-letters');
      await using bus = await openBusToPublish(session);
      report(
        await redrive({ ...session.core, bus }, requireId(id, 'dead letter'), decider()),
        'brought back',
      );
    });

  letters
    .command('discard')
    .argument('<id>')
    .description('let it go; it stays on record')
    .action(async (id: string) => {
      await using session = await openSession('ledgerdesk dead-letters');
      report(await discard(session.core, requireId(id, 'dead letter'), decider()), 'discarded');
    });
}

function report(outcome: 'done' | { readonly detail: string }, done: string): void {
  if (outcome !== 'done') throw new Failure(outcome.detail);
  print(done);
}
