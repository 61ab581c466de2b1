// ledgerdesk knowledge: bring articles in, and see what a question finds.

import { Value } from '@sinclair/typebox/value';
import type { Command } from 'commander';
import { readArticles } from '../../adapters/articles/read-articles.ts';
import { confidencePolicy } from '../../application/knowledge/confidence-policy.ts';
import { consult } from '../../application/knowledge/consult.ts';
import { importKnowledge } from '../../application/knowledge/import.ts';
import { embedPublished } from '../../application/knowledge/vectors.ts';
import { Category } from '../../domain/ticket/classification.ts';
import type { Core } from '../core.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable, progress } from '../output.ts';
import { openSession, settle } from '../session.ts';
import { knowledgeGapsCommand } from './knowledge-gaps.ts';
import { knowledgeSuggestionsCommand } from './knowledge-suggestions.ts';

export function knowledgeCommands(program: Command): void {
  const knowledge = program.command('knowledge').description('import and search articles');

  knowledge
    .command('import')
    .argument('<folder>', 'Markdown with front matter, and HTML')
    .description('publish new articles and revise changed ones; unchanged ones are skipped')
    .option('--prune', 'withdraw published articles that are not in the folder')
    .option('--json', 'for machines')
    .action(async (folder: string, { prune, json }: { prune?: true; json?: true }) => {
      await using session = await openSession('ledgerdesk knowledge', { begins: true });
      const result = await importFolder(session.core, folder, prune === true);
      await settle(session.core);
      if (json) printJson(result);
      else {
        print(importLine(result));
        for (const { file, problem } of result.problems) print(`${file}: ${problem}`);
      }
      if (result.problems.length > 0) process.exitCode = 1;
    });

  knowledge
    .command('embed')
    .description('vectors for passages that have none: after another embedding model or other synonyms')
    .option('--json', 'for machines')
    .action(async ({ json }: { json?: true }) => {
      await using session = await openSession('ledgerdesk knowledge');
      const bar = progress('passages');
      const embedded = await embedPublished(session.core, (done) => bar.show(done, done));
      bar.end();
      const { model } = session.core.embedder;
      if (json) printJson({ model, embedded });
      else print(`passages embedded with ${model}: ${embedded}`);
    });

  knowledge
    .command('search')
    .argument('<question>')
    .description('the passages a question finds, and whether they would be enough to answer it')
    .option('--category <slug>', 'only this category')
    .option('--limit <number>', 'at most this many passages', '5')
    .option('--json', 'for machines')
    .action(async (text: string, options: { category?: string; limit: string; json?: true }) => {
      const { category } = options;
      if (category !== undefined && !Value.Check(Category, category))
        throw new Failure(`${category} is not a category`, 2);
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 100)
        throw new Failure('--limit is a whole number from 1 to 100', 2);
      await using session = await openSession('ledgerdesk knowledge');
      const policy = confidencePolicy(session.core.embedder, session.config.confidenceThreshold);
      const inquiry = { text, limit, ...(category === undefined ? {} : { category }) };
      const { passages, ...judged } = await consult(session.core.knowledge, inquiry, policy);
      if (options.json) return printJson({ ...judged, passages });
      print(
        `confidence ${judged.confidence.toFixed(2)}: ${judged.sufficient ? 'enough to answer from' : 'not enough, a person would take over'}`,
      );
      printTable(
        ['article', 'heading', 'coverage', 'similarity'],
        passages.map((p) => [p.slug, p.heading, p.coverage.toFixed(2), p.similarity?.toFixed(2) ?? '–']),
      );
    });

  knowledgeGapsCommand(knowledge);
  knowledgeSuggestionsCommand(knowledge);
}

export type ImportResult = Awaited<ReturnType<typeof importFolder>>;

/** Imports a folder with a progress line. @throws Failure when the folder cannot be read */
export async function importFolder(core: Core, folder: string, prune: boolean) {
  const sources = await readArticles(folder, core.sha256).catch((cause) => {
    throw new Failure(`the folder ${folder} cannot be read`, 1, { cause });
  });
  const bar = progress('articles');
  const result = await importKnowledge(core, sources, {
    prune,
    onProgress: ({ done, of }) => bar.show(done, of),
  });
  bar.end();
  return result;
}

export function importLine(result: ImportResult): string {
  const { published, revised, unchanged, withdrawn, problems } = result;
  const parts = [`${published} published`, `${revised} revised`, `${unchanged} unchanged`];
  if (withdrawn > 0) parts.push(`${withdrawn} withdrawn`);
  if (problems.length > 0) parts.push(`${problems.length} with problems`);
  return `articles: ${parts.join(', ')}`;
}
