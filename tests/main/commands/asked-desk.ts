// The data of a desk that was asked two questions, for tests of the commands on it: one ticket answered twice, one escalated.
import { afterAll, beforeAll } from 'bun:test';
import { covered, followUp, legal, type Receipt, replied, submit } from '../../e2e/customer.ts';
import { startDesk, temporaryFolder } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

/** To be called once in a file, before its tests. */
export function askedDesk() {
  const temporary = temporaryFolder();
  const folder = temporary.sub('data');
  const tickets: { answered?: Receipt; escalated?: Receipt } = {};
  const run = (...args: string[]) => ledgerdesk(args, { folder });

  beforeAll(async () => {
    await using desk = await startDesk({ folder });
    const answered = await submit(desk, { message: covered, subject: 'Shown to the auditor' });
    const escalated = await submit(desk, { message: legal, email: 'other@example.org' });
    await replied(desk, escalated);
    await replied(desk, answered);
    await followUp(desk, answered, 'And how do I turn on two-factor authentication?');
    await replied(desk, answered, 2);
    await desk.end('SIGINT');
    Object.assign(tickets, { answered, escalated });
  });
  afterAll(() => temporary[Symbol.dispose]());

  const ticket = (which: 'answered' | 'escalated') => {
    const receipt = tickets[which];
    if (receipt === undefined) throw new Error('asked for before the desk was');
    return receipt;
  };
  return {
    folder,
    /** Path of a file beside the data. */
    sub: temporary.sub,
    run,
    json: async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout),
    answered: () => ticket('answered'),
    escalated: () => ticket('escalated'),
  };
}
