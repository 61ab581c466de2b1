// Reports of processes in memory, through the contract.
import { describe, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryProcessReports } from '../../../src/adapters/memory/process-reports.ts';
import { processReportsContract } from '../../contract/process-reports.ts';

describe('process reports in memory', () => {
  const clock = manualClock();
  const world = {
    reports: memoryProcessReports(clock),
    silence: (ms: number) => clock.advance(ms),
  };
  processReportsContract((name, body) => test(name, () => body(world)));
});
