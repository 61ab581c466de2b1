// ledgerdesk knowledge suggestions: articles that resolved tickets suggest; only what somebody approves is published.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { openSession } from '../session.ts';
import { createSuggestionDesk } from '../suggestion-desk.ts';
import { decider, limitFrom, looking } from './deciding.ts';

export function knowledgeSuggestionsCommand(knowledge: Command): void {
  const suggestions = knowledge
    .command('suggestions')
    .description('articles drafted from tickets that a person answered');

  suggestions
    .command('list')
    .description('drafts nobody has decided about')
    .option('--limit <number>', 'at most this many', '20')
    .option('--json', 'for machines')
    .action(async (options: { limit: string; json?: true }) => {
      const limit = limitFrom(options.limit);
      await using session = await openSession('ledgerdesk knowledge');
      await looking(session.core, 'suggestions');
      const found = await createSuggestionDesk(session.core).list(limit);
      if (options.json) return printJson(found);
      if (found.length === 0) return print('nothing is suggested');
      for (const { reference, title, category, language, text, draft } of found)
        print(
          `${reference}  ${title}  (${category}, ${language})  draft ${draft.slice(0, 12)}\n${text.replace(/^/gm, '    ')}\n`,
        );
    });

  suggestions
    .command('approve')
    .argument('<ticket>', 'reference')
    .description('publish it; read it first, for rules do not find everything that is about a person')
    .option(
      '--draft <digest>',
      'the draft you have read, as the list shows it; not needed with both of these:',
    )
    .option('--title <text>', 'instead of the drafted one')
    .option('--text <file>', 'a file with the text instead of the drafted one')
    .option('--json', 'for machines')
    .action(
      async (reference: string, options: { draft?: string; title?: string; text?: string; json?: true }) => {
        const { draft, title, text: file } = options;
        const text = file === undefined ? undefined : await textIn(file);
        const edited = {
          ...(draft === undefined ? {} : { draft }),
          ...(title === undefined ? {} : { title }),
          ...(text === undefined ? {} : { text }),
        };
        await using session = await openSession('ledgerdesk knowledge');
        const desk = createSuggestionDesk(session.core);
        const approved = await desk.approve(reference, edited, { staffId: decider() });
        if (isRejection(approved)) throw new Failure(approved.detail);
        if (options.json) return printJson(approved);
        print(`published as ${approved.slug}`);
      },
    );

  suggestions
    .command('reject')
    .argument('<ticket>', 'reference')
    .description('do not suggest it again')
    .action(async (reference: string) => {
      await using session = await openSession('ledgerdesk knowledge');
      const rejected = await createSuggestionDesk(session.core).reject(reference, { staffId: decider() });
      if (typeof rejected !== 'string') throw new Failure(rejected.detail);
      print('rejected');
    });
}

async function textIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Failure(`${file} cannot be read`, 2, { cause });
  }
}
