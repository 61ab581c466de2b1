import { expect, test } from 'bun:test';
import { vectorsMissing } from '../../src/main/missing-vectors.ts';

test('who has passages without vectors is told what to run, and nobody else anything', () => {
  expect(vectorsMissing(0, 'local-2')).toBeUndefined();
  expect(vectorsMissing(12, 'local-2')).toBe(
    '12 passages have no vector of local-2 and are found by words alone: run `ledgerdesk knowledge embed` once',
  );
  expect(vectorsMissing(1_000, 'local-2')).toStartWith('1000 or more passages');
});
