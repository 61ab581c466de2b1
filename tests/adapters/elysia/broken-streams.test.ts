import { expect, test } from 'bun:test';
import { ran } from '../../infra/ran.ts';

test('an answer that breaks off says so in the log and nowhere else (bug: the runtime printed the error)', async () => {
  const child = new URL('broken-streams.child.ts', import.meta.url).pathname;
  const { output, error } = await ran([process.execPath, child]);
  expect(error).not.toMatch(/zqsecretzq|broken-streams|error:/);
  expect(output.trim().split('\n')).toEqual([
    '/api/audit/export broken off',
    '/api/feed broken off',
    'the export broke off',
    'the feed broke off',
  ]);
});
