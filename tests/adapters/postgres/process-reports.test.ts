// Reports of processes as rows, through the contract.
import { postgresProcessReports } from '../../../src/adapters/postgres/process-reports.ts';
import { processReportsContract } from '../../contract/process-reports.ts';
import { onDatabases } from '../../infra/worlds.ts';

onDatabases('process reports', (it) => {
  processReportsContract((name, body) =>
    it(name, ({ database: { sql } }) =>
      body({
        reports: postgresProcessReports(sql),
        silence: async (ms) => {
          await sql`update process_reports set reported_at = reported_at - ${ms} * interval '1 millisecond'`;
        },
      }),
    ),
  );
});
