// The command line: every command there is.
import { Command, CommanderError } from 'commander';
import { translate } from '../adapters/postgres/faults.ts';
import { Failure, lineFor } from './failure.ts';

type Register = (program: Command) => void;

/** In the order of the help. What a command needs is loaded with it: of everything it would take twice as long to begin. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  knowledge: async () => (await import('./commands/knowledge.ts')).knowledgeCommands,
  audit: async () => (await import('./commands/audit.ts')).auditCommands,
  projections: async () => (await import('./commands/projections.ts')).projectionCommands,
  simulate: async () => (await import('./commands/simulate/commands.ts')).simulateCommands,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand,
  suppressed: async () => (await import('./commands/suppressed.ts')).suppressedCommands,
  customers: async () => (await import('./commands/customers.ts')).customerCommands,
  undelivered: async () => (await import('./commands/undelivered.ts')).undeliveredCommands,
  'dead-letters': async () => (await import('./commands/dead-letters.ts')).deadLetterCommands,
  spending: async () => (await import('./commands/spending.ts')).spendingCommands,
  privacy: async () => (await import('./commands/privacy.ts')).privacyCommands,
  keys: async () => (await import('./commands/keys.ts')).keysCommands,
  'sign-in-link': async () => (await import('./commands/sign-in-link.ts')).signInLinkCommand,
  sessions: async () => (await import('./commands/sessions.ts')).sessionCommands,
  overview: async () => (await import('./commands/overview.ts')).overviewCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  eval: async () => (await import('./commands/eval.ts')).evalCommand,
};

/**
 * @param asked the command that is to be run; all of them where it is none of them: for the help, and to name the likeliest
 * @returns the program with what was asked for
 */
export async function programWith(asked?: string): Promise<Command> {
  const program = new Command('ledgerdesk')
    .description('A customer-support desk that answers around the clock and can prove what happened.')
    .showHelpAfterError('(--help shows what there is)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ledgerdesk: ')) })
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  const one = asked === undefined || !Object.hasOwn(commands, asked) ? undefined : commands[asked];
  for (const load of one ? [one] : Object.values(commands)) (await load())(program);
  return program;
}

/**
 * Runs a command to its end; what it says goes to standard output and standard error.
 * @returns the exit code: 2 for what is wrong with the arguments, 1 or the command's own for what it met
 */
export async function run(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  try {
    const program = await programWith(args[0]);
    await program.parseAsync(args, { from: 'user' });
    return process.exitCode;
  } catch (error) {
    // What commander throws it has also printed: help, or what is wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`ledgerdesk: ${lineFor(translate(error))}\n`);
    return error instanceof Failure ? error.exitCode : 1;
  }
}

/** Runs the command that the process was started with, and ends the process. */
export async function runProgram(): Promise<never> {
  // Whoever reads our output may stop early, as `head` does: that is no failure, and hides none that is known already.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  // What is said beside it is no reason to stop.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

  process.exitCode = await run(process.argv.slice(2));
  // An exit cuts off what a slow reader has not taken yet.
  await Promise.all([process.stdout, process.stderr].map(allTaken));
  // A pool or a timer that is still open must not keep a finished command alive.
  process.exit();
}

/** Ends it: of an empty write Bun says at once that it is out. */
const allTaken = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.end(() => resolve()));
