// ledgerdesk overview: how tickets went on, and how customers rated answers.
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { countsView } from '../overview-desk.ts';
import { openSession } from '../session.ts';

export function overviewCommand(program: Command): void {
  program
    .command('overview')
    .description('resolutions and ratings per channel: confirmed, assumed, reopened, escalated')
    .option('--days <number>', 'so many days back', '30')
    .option('--json', 'for machines')
    .action(async ({ days, json }: { days: string; json?: true }) => {
      if (!/^[1-9]\d{0,3}$/.test(days)) throw new Failure('--days is a whole number from 1 on', 2);
      await using session = await openSession('ledgerdesk overview');
      const overview = await countsView(session.core, Number(days));
      if (json) return printJson(overview);
      print(`${overview.from} to ${overview.until}`);
      printTable(
        ['channel', 'opened', 'escalated', 'confirmed', 'assumed', 'reopened', 'ratings', 'mean rating'],
        overview.channels.map((c) => [
          c.channel,
          ...[c.opened, c.escalated, c.confirmed, c.assumed, c.reopened, c.ratings].map(String),
          c.rating === null ? '–' : c.rating.toFixed(2),
        ]),
      );
    });
}
