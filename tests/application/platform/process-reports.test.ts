// Many processes, one answer.
import { expect, test } from 'bun:test';
import { worstBreakers } from '../../../src/application/platform/process-reports.ts';

test('of a provider’s breakers the worst one counts', () => {
  const report = (process: string, breakers: Record<string, 'closed' | 'open' | 'trying'>) => ({
    process,
    roles: [],
    breakers,
    busLag: {},
  });
  const worst = worstBreakers([
    report('a', { email: 'open', model: 'closed' }),
    report('b', { email: 'trying', whatsapp: 'trying' }),
    report('c', { email: 'closed', whatsapp: 'closed' }),
  ]);
  expect([...worst]).toEqual([
    ['email', 'open'],
    ['model', 'closed'],
    ['whatsapp', 'trying'],
  ]);
});
