// ledgerdesk projections: read models from the log, again.
import type { Command } from 'commander';
import { connect } from '../../adapters/postgres/connection.ts';
import { followedProjection } from '../../application/projection/inline.ts';
import { rebuildProjections } from '../../application/projection/rebuild.ts';
import { buildCore, type Core } from '../core.ts';
import { print, printJson, progress } from '../output.ts';
import { openSession, type Session, settle } from '../session.ts';
import { outcomesFollower } from '../wiring.ts';

export function projectionCommands(program: Command): void {
  program
    .command('projections')
    .description('the tables derived from the log')
    .command('rebuild')
    .description('empty every read model and fill it from the log; appends wait meanwhile')
    .option('--json', 'for machines')
    .action(async ({ json }: { json?: true }) => {
      await using session = await openSession('ledgerdesk projections');
      await settle(session.core);
      const bar = progress('events');
      const events = await withOwner(session, (core) =>
        rebuildProjections(core.rebuilding, {
          inline: core.project,
          followed: followedProjection,
          follower: outcomesFollower,
          onProgress: bar.show,
        }),
      );
      bar.end();
      if (json) printJson({ events });
      else print(`rebuilt from ${events} events`);
    });
}

/** Emptying tables under a lock on the log is the schema owner's right, not the runtime role's. */
async function withOwner<T>(
  { config, secrets, core, telemetry }: Session,
  run: (core: Core) => Promise<T>,
): Promise<T> {
  const url = config.migrationDatabaseUrl;
  if (url === undefined) return run(core);
  const sql = connect({ url, max: 2, applicationName: 'ledgerdesk projections' });
  try {
    return await run(buildCore(config, secrets, { sql }, telemetry));
  } finally {
    await sql.end({ timeout: 5 });
  }
}
