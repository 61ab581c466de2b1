// The command line: every command there is.
import { Command, CommanderError } from 'commander';
import { translate } from '../adapters/postgres/faults.ts';
import { auditCommands } from './commands/audit.ts';
import { customerCommands } from './commands/customers.ts';
import { deadLetterCommands } from './commands/dead-letters.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { keysCommands } from './commands/keys.ts';
import { knowledgeCommands } from './commands/knowledge.ts';
import { migrateCommand } from './commands/migrate.ts';
import { overviewCommand } from './commands/overview.ts';
import { privacyCommands } from './commands/privacy.ts';
import { projectionCommands } from './commands/projections.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { sessionCommands } from './commands/sessions.ts';
import { signInLinkCommand } from './commands/sign-in-link.ts';
import { simulateCommands } from './commands/simulate/commands.ts';
import { spendingCommands } from './commands/spending.ts';
import { startCommand } from './commands/start.ts';
import { suppressedCommands } from './commands/suppressed.ts';
import { undeliveredCommands } from './commands/undelivered.ts';
import { Failure, lineFor } from './failure.ts';

const program = new Command('ledgerdesk')
  .description('A customer-support desk that answers around the clock and can prove what happened.')
  .showHelpAfterError('(--help shows what there is)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ledgerdesk: ')) })
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

startCommand(program);
migrateCommand(program);
knowledgeCommands(program);
auditCommands(program);
projectionCommands(program);
simulateCommands(program);
sandboxCommand(program);
suppressedCommands(program);
customerCommands(program);
undeliveredCommands(program);
deadLetterCommands(program);
spendingCommands(program);
privacyCommands(program);
keysCommands(program);
signInLinkCommand(program);
sessionCommands(program);
overviewCommand(program);
doctorCommand(program);
evalCommand(program);

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

  try {
    await program.parseAsync();
  } catch (error) {
    // What commander throws it has also printed: help, or what is wrong with the command line.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      process.exitCode = error instanceof Failure ? error.exitCode : 1;
      process.stderr.write(`ledgerdesk: ${lineFor(translate(error))}\n`);
    }
  }
  // A pool or a timer that is still open must not keep a finished command alive.
  process.exit();
}
