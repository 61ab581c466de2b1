// The counts of the queues, and what they may leave out: nothing from before the position they are told with.
import { expect, test } from 'bun:test';
import type { Inbox } from '../../../src/application/inbox/inbox.ts';
import { countingQueues } from '../../../src/application/inbox/queues.ts';
import { serviceLevel } from '../../../src/application/inbox/service-level.ts';
import { noon } from '../../infra/sample.ts';

test('every queue is counted behind the position', async () => {
  const asked: string[] = [];
  const count = (queue: 'mine' | 'all') => ({ queue, count: 0, overdue: 0, oldestAt: null });
  const inbox: Pick<Inbox, 'counts' | 'mineOf'> = {
    counts: async () => {
      asked.push('all');
      return [count('all')];
    },
    mineOf: async () => {
      asked.push('mine');
      return count('mine');
    },
  };
  const head = async () => {
    asked.push('position');
    return { position: 7n, hash: '' };
  };
  const minutes = { urgent: 1, high: 1, normal: 1, low: 1 };
  const ports = {
    inbox: inbox as Inbox,
    ledger: { head },
    serviceLevel: serviceLevel(minutes, undefined),
    clock: { now: () => noon },
  };
  const { position, queues } = await countingQueues(ports)('anna');
  expect(asked[0]).toBe('position');
  expect(asked.toSorted()).toEqual(['all', 'mine', 'position']);
  expect([position, queues.map(({ queue }) => queue)]).toEqual([7n, ['mine', 'all']]);
});
