// What every store of process reports has to do.
import { expect } from 'bun:test';
import type { ProcessReport, ProcessReports } from '../../src/application/platform/process-reports.ts';

type It = (
  name: string,
  body: (world: { readonly reports: ProcessReports; silence(ms: number): Promise<void> }) => Promise<void>,
) => void;

const MINUTE = 60_000;
const report = (process: string, more: Partial<ProcessReport> = {}): ProcessReport => ({
  process,
  roles: ['agent'],
  breakers: { model: 'closed' },
  busLag: {},
  ...more,
});

export function processReportsContract(it: It): void {
  it('keeps the last word of each process', async ({ reports }) => {
    await reports.put(report('a'));
    await reports.put(report('b', { roles: ['relay'], busLag: { agent: 7 } }));
    await reports.put(report('a', { breakers: { model: 'open' } }));
    expect(await reports.recent(MINUTE)).toEqual([
      report('a', { breakers: { model: 'open' } }),
      report('b', { roles: ['relay'], busLag: { agent: 7 } }),
    ]);
  });

  it('does not speak for a process that is silent, and forgets it after a day', async (world) => {
    await world.silence(2 * MINUTE);
    expect(await world.reports.recent(MINUTE)).toEqual([]);
    expect(await world.reports.recent(10 * MINUTE)).toHaveLength(2);
    await world.silence(25 * 60 * MINUTE);
    await world.reports.put(report('c'));
    expect(await world.reports.recent(100 * 60 * MINUTE)).toEqual([report('c')]);
  });
}
