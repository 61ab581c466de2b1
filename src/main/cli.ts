// The command line.
import { Command } from 'commander';
import { auditCommands } from './commands/audit.ts';
import { deadLetterCommands } from './commands/dead-letters.ts';
import { doctorCommand } from './commands/doctor.ts';
import { knowledgeCommands } from './commands/knowledge.ts';
import { projectionCommands } from './commands/projections.ts';
import { simulateCommands } from './commands/simulate.ts';
import { startCommand } from './commands/start.ts';
import { migrateDatabase } from './database.ts';
import { Failure, lineFor } from './failure.ts';
import { print } from './output.ts';
import { configuration } from './session.ts';

const program = new Command('ledgerdesk')
  .description('A customer-support desk that answers around the clock and can prove what happened.')
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });

startCommand(program);
program
  .command('migrate')
  .description('bring the database schema up to date')
  .action(async () => {
    const applied = await migrateDatabase(configuration());
    print(applied.length === 0 ? 'the schema is up to date' : `applied: ${applied.join(', ')}`);
  });
knowledgeCommands(program);
auditCommands(program);
projectionCommands(program);
simulateCommands(program);
deadLetterCommands(program);
doctorCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`ledgerdesk: ${lineFor(error)}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
}
// A pool or a timer that is still open must not keep a finished command alive.
process.exit();
