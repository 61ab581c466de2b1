// What the processes of a desk say of themselves, in memory.
import type { Clock } from '../../application/platform/clock.ts';
import type { ProcessReport, ProcessReports } from '../../application/platform/process-reports.ts';

const DAY_MS = 86_400_000;

export function memoryProcessReports({ now }: Pick<Clock, 'now'>): ProcessReports {
  const kept = new Map<string, { readonly report: ProcessReport; readonly at: number }>();
  return {
    put: async (report) => {
      for (const [process, { at }] of kept) if (at < now() - DAY_MS) kept.delete(process);
      kept.set(report.process, { report: structuredClone(report), at: now() });
    },
    recent: async (youngerThanMs) =>
      [...kept.values()]
        .filter(({ at }) => at > now() - youngerThanMs)
        .map(({ report }) => report)
        .sort((a, b) => (a.process < b.process ? -1 : 1)),
  };
}
