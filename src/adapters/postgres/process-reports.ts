// What the processes of a desk say of themselves, one row each.
import type { ProcessReport, ProcessReports } from '../../application/platform/process-reports.ts';
import type { Db } from './connection.ts';
import { answering } from './faults.ts';

export function postgresProcessReports(sql: Db): ProcessReports {
  return {
    put: async ({ process, roles, breakers, busLag }) => {
      const report = JSON.stringify({ breakers, busLag });
      await answering(sql`
        with forgotten as (delete from process_reports where reported_at < now() - interval '1 day' and process <> ${process})
        insert into process_reports (process, roles, report) values (${process}, ${[...roles]}::text[], ${report}::text::jsonb)
        on conflict (process) do update set roles = excluded.roles, report = excluded.report, reported_at = now()`);
    },
    recent: async (youngerThanMs) => {
      const rows = await answering(sql<
        (Pick<ProcessReport, 'process' | 'roles'> & {
          readonly report: Pick<ProcessReport, 'breakers' | 'busLag'>;
        })[]
      >`
        select process, roles, report from process_reports
        where reported_at > now() - ${youngerThanMs} * interval '1 millisecond' order by process collate "C"`);
      return rows.map(({ process, roles, report }) => ({ process, roles, ...report }));
    },
  };
}
