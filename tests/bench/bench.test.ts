// Every benchmark in a tiny size, on the embedded database: that it runs and reports, not what it measures.
import { describe, expect, test } from 'bun:test';
import { migratedFolder } from '../infra/migrated.ts';
import { ran } from '../infra/ran.ts';

const runner = new URL('../../bench/run.ts', import.meta.url).pathname;
const names = [
  'append',
  'replay',
  'accept',
  'verify',
  'search',
  'memory',
  'ingest',
  'identity',
  'inbox',
  'overview',
];

async function run(...words: string[]) {
  const { LEDGERDESK_TEST_DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, LEDGERDESK_BENCH_MIGRATED: await migratedFolder() };
  return await ran([process.execPath, runner, ...words], { env });
}

describe('the benchmarks', () => {
  for (const name of names) {
    test(`${name} runs on PGlite and judges its targets`, async () => {
      const { output, error, code } = await run(name, '--quick');
      expect(error).toBe('');
      expect(code).toBe(0);
      expect(output).toContain(`${name}: `);
      expect(output).toMatch(/^store: PGlite/m);
      expect(output).toMatch(/^(met|MISSED) .*\(target /m);
      expect(output).not.toContain('NaN');
    }, 120_000);
  }

  test('are listed when none is named', async () => {
    const { output, code } = await run();
    expect(code).toBe(0);
    for (const name of [...names, 'all']) expect(output).toMatch(new RegExp(`^${name} `, 'm'));
  });

  test('refuse a name that is none', async () => {
    const { error, code } = await run('nothing');
    expect(code).toBe(2);
    expect(error).toContain('There is no benchmark nothing.');
  });
});
