// ledgerdesk start: the desk, until it is told to stop.
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { print } from '../output.ts';
import { type Serving, serve } from '../serve.ts';
import { configuration } from '../session.ts';
import { createTelemetry } from '../telemetry.ts';
import { importFolder, importLine } from './knowledge.ts';

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run the desk: form, agent, delivery and log in one process')
    .option('--import <folder>', 'bring the articles of a folder up to date first')
    .action(async ({ import: folder }: { import?: string }) => {
      const config = configuration();
      const telemetry = createTelemetry(config, (line) => process.stderr.write(line));
      const serving = await serve(config, telemetry, async (core) => {
        if (folder === undefined) return;
        const result = await importFolder(core, folder, false);
        print(importLine(result));
        for (const { file, problem } of result.problems) print(`  ${file}: ${problem}`);
      });
      welcome(serving);
      await untilStopped(serving);
    });
}

function welcome({ url, localKey }: Serving): void {
  const key = localKey === undefined ? '' : `#key=${localKey}`;
  print('');
  print('Ledgerdesk is running. Ctrl-C stops it; a second Ctrl-C stops it at once.');
  print(`  form      ${url}/`);
  print(`  API docs  ${url}/docs`);
  print(`  audit     ${url}/audit${key}`);
  print(`  sandbox   ${url}/sandbox`);
}

/** First signal: finish what is running. Second: leave at once. What was accepted is safe in both cases. */
async function untilStopped(serving: Serving): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.stderr.write('stopped at once\n');
      process.exit(130);
    });
  }
  print('stopping …');
  try {
    await serving[Symbol.asyncDispose]();
  } catch (error) {
    throw new Failure('not everything stopped cleanly; nothing accepted is lost', 1, { cause: error });
  }
  print('stopped');
  process.exit(0); // idle sockets of clients must not hold the program
}
