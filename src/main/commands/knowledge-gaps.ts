// ledgerdesk knowledge gaps: what customers asked and no article answered.
import type { Command } from 'commander';
import { stemmer } from 'stemmer';
import { findGaps } from '../../application/knowledge/find-gaps.ts';
import { tellingWords } from '../../domain/knowledge/words.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable, progress } from '../output.ts';
import { openSession } from '../session.ts';
import { limitFrom } from './deciding.ts';

const dayMs = 24 * 60 * 60 * 1000;
const longestExample = 80;

export function knowledgeGapsCommand(knowledge: Command): void {
  knowledge
    .command('gaps')
    .description('questions that no article answered, brought together by what they are about')
    .option('--days <number>', 'of the last days', '30')
    .option('--limit <number>', 'at most so many gaps, the largest first', '20')
    .option('--json', 'for machines, with the tickets')
    .action(async (options: { days: string; limit: string; json?: true }) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1) throw new Failure('--days is a whole number from 1 on', 2);
      const limit = limitFrom(options.limit);
      await using session = await openSession('ledgerdesk knowledge');
      const bar = progress('events');
      const found = await findGaps(session.core.ledger, {
        since: session.core.clock.now() - days * dayMs,
        stemsOf: (text) => tellingWords(text).map(stemmer),
        onProgress: bar.show,
      });
      bar.end();
      const gaps = found.slice(0, limit);
      if (options.json)
        return printJson(gaps.map((gap) => ({ ...gap, latest: new Date(gap.latest).toISOString() })));
      if (gaps.length === 0) return print('every question found an article');
      printTable(
        ['questions', 'tickets', 'latest', 'for example'],
        gaps.map(({ questions, tickets, latest, example }) => [
          String(questions),
          String(tickets.length),
          new Date(latest).toISOString().slice(0, 10),
          example.replace(/\s+/g, ' ').slice(0, longestExample),
        ]),
      );
    });
}
