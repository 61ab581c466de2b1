// ledgerdesk start: the desk, or some of its roles, until it is told to stop.
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Core } from '../core.ts';
import { Failure } from '../failure.ts';
import { passagesWithoutVector, vectorsMissing } from '../missing-vectors.ts';
import { print } from '../output.ts';
import { checkpointFileOf, erasureFileOf, unwritable } from '../outside-files.ts';
import { allRoles, type Role, usesMailboxes } from '../roles.ts';
import { type ServeOptions, type Serving, serve } from '../serve.ts';
import { configuration } from '../session.ts';
import { goOnStarting, hearStop, StoppedWhileStarting, stopAsked } from '../stopping.ts';
import { createTelemetry, type ProgramTelemetry } from '../telemetry.ts';
import { importFolder, importLine } from './knowledge.ts';

/** For closing connections once the work has ended or was cut off. */
const CLOSING_SECONDS = 5;

interface StartOptions {
  readonly import?: string;
  readonly roles: string;
}

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run the desk: form, agent, delivery and log, in one process or spread over several')
    .option('--roles <list>', `which of ${allRoles.join(', ')} this process has`, allRoles.join(','))
    .option('--import <folder>', 'bring the articles of a folder up to date first')
    .action(start);
}

async function start({ import: folder, roles: named }: StartOptions): Promise<void> {
  const roles = rolesOf(named);
  const config = configuration({ usesMailboxes: roles.some(usesMailboxes) });
  const telemetry = createTelemetry(config, (line) => process.stderr.write(line), roles);
  const stop = Promise.withResolvers<string | undefined>();
  hearStop(); // as the first process of a container nobody else would end us
  void stopAsked.then(() => stop.resolve(undefined));
  void stop.promise.then((fatal) => {
    if (fatal !== undefined) process.stderr.write(`ledgerdesk: ${fatal}\n`);
    print('stopping …');
  });
  const serving = await startServing({
    config,
    roles,
    telemetry,
    onFatal: stop.resolve,
    goOn: goOnStarting,
    prepare: async (core) => {
      if (folder !== undefined) {
        const result = await importFolder(core, folder, false);
        print(importLine(result));
        for (const { file, problem } of result.problems) print(`  ${file}: ${problem}`);
      }
      await tellMissingVectors(core);
      tellUnwritable(config, roles, telemetry);
    },
  });
  if (serving) welcome(serving, roles);
  const fatal = await stop.promise;
  // Not while it was starting: making a database takes as long as it takes, and a second signal ends that too.
  forceAfter(config.shutdownSeconds + CLOSING_SECONDS);
  if (serving) await stopGently(serving);
  print('stopped');
  await telemetry.close();
  process.exit(fatal === undefined ? 0 : 1); // idle sockets of clients must not hold the program
}

/** @returns undefined when a signal came first: what had been opened is closed again */
async function startServing(options: ServeOptions): Promise<Serving | undefined> {
  try {
    return await serve(options);
  } catch (error) {
    if (error instanceof StoppedWhileStarting) return undefined;
    throw error;
  }
}

/** After an upgrade or another embedding model; in the log too, where a supervisor shows nothing else. */
async function tellMissingVectors(core: Core): Promise<void> {
  const { model } = core.embedder;
  const missing = vectorsMissing(await passagesWithoutVector(core), model);
  if (missing === undefined) return;
  print(`Attention: ${missing}.`);
  core.telemetry.log('warn', 'passages have no vector: run knowledge embed', { model });
}

/** Work goes on without these files, and what they are for does not: whoever starts the desk has to hear of it. */
function tellUnwritable(config: Config, roles: readonly Role[], telemetry: ProgramTelemetry): void {
  const files = [
    ...(roles.includes('relay') ? [checkpointFileOf(config)] : []),
    ...(roles.includes('api') || roles.includes('scheduler') ? [erasureFileOf(config)] : []),
  ];
  for (const problem of files.map(unwritable)) {
    if (problem === undefined) continue;
    print(`Attention: ${problem}.`);
    telemetry.log('error', 'a file outside the database cannot be written', { problem });
  }
}

function rolesOf(named: string): readonly Role[] {
  const names = named.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !allRoles.some((role) => role === name));
  if (unknown.length > 0)
    throw new Failure(`not a role: ${unknown.join(', ')}; roles are ${allRoles.join(', ')}`, 2);
  return allRoles.filter((role) => names.includes(role));
}

function welcome({ url, localKey, isSandbox, signInLink }: Serving, roles: readonly Role[]): void {
  if (!roles.includes('api')) {
    print(`Ledgerdesk runs ${roles.join(', ')}; health at ${url}/health`);
    return;
  }
  const key = localKey === undefined ? '' : `#key=${localKey}`;
  print('');
  print('Ledgerdesk is running. Ctrl-C stops it; a second Ctrl-C stops it at once.');
  print(`  form      ${url}/`);
  if (signInLink === undefined) print(`  staff     ${url}/sign-in`);
  else print(`  staff     ${url}/sign-in#link=${signInLink}  (signs you in once, within 15 minutes)`);
  print(`  API docs  ${url}/docs`);
  print(`  audit     ${url}/audit${key}`);
  if (isSandbox) print(`  sandbox   ${url}/sandbox${key}`);
}

/** A part that does not end must not keep the program: what it held is picked up by whoever runs next. */
function forceAfter(seconds: number): void {
  const timer = setTimeout(() => {
    process.stderr.write(
      `ledgerdesk: not everything stopped within ${seconds} s; nothing accepted is lost\n`,
    );
    process.exit(1);
  }, seconds * 1000);
  timer.unref();
}

async function stopGently(serving: Serving): Promise<void> {
  try {
    await serving[Symbol.asyncDispose]();
  } catch (error) {
    throw new Failure('not everything stopped cleanly; nothing accepted is lost', 1, { cause: error });
  }
}
