import { expect, test } from 'bun:test';
import { recordingReads } from '../../../src/application/privacy/reads.ts';
import { personalReads } from '../../../src/application/projection/tables.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { id, thrownBy } from '../../infra/sample.ts';

const anna = { staff: 'anna', role: 'agent', what: 'history' } as const;

function recorder() {
  const desk = memoryDesk();
  let appends = 0;
  const faults: Error[] = [];
  const events = {
    ...desk.events,
    append: async (request: Parameters<typeof desk.events.append>[0]) => {
      appends += 1;
      const fault = faults.shift();
      if (fault) throw fault;
      return desk.events.append(request);
    },
  };
  const rows = async () => (await desk.dump(personalReads)).map((row) => [row['staff'], row['ticket_id']]);
  return {
    desk,
    faults,
    rows,
    record: recordingReads({ events, clock: desk.clock, ids: desk.ids }),
    appends: () => appends,
  };
}

test('a look is on record before it is answered, once within ten minutes', async () => {
  const { record, rows, desk } = recorder();
  const [one, other] = [id(), id()];
  for (let i = 0; i < 5; i++) await record({ ...anna, ticketId: one });
  await record({ ...anna, ticketId: other });
  await record({ ...anna, staff: 'ben', ticketId: one });
  await record({ ...anna, what: 'state', ticketId: one });
  expect((await rows()).length).toBe(4);
  await desk.clock.advance(10 * 60_000);
  await record({ ...anna, ticketId: one });
  expect((await rows()).length).toBe(5);
});

test('looks at the same time are one append, and each is there', async () => {
  const { record, rows, appends } = recorder();
  const tickets = Array.from({ length: 50 }, id);
  await Promise.all(tickets.map((ticketId) => record({ ...anna, ticketId })));
  const seen = (await rows()).map(([, ticketId]) => ticketId);
  expect(new Set<unknown>(seen)).toEqual(new Set<unknown>(tickets));
  expect(appends()).toBeLessThan(4);
});

test('a look that is not on record is refused, and the next one is recorded all the same', async () => {
  const { record, rows, faults } = recorder();
  await record({ ...anna, ticketId: id() });
  faults.push(new Error('away'));
  const ticketId = id();
  expect(await thrownBy(record({ ...anna, ticketId }))).toMatchObject({ message: 'away' });
  await record({ ...anna, ticketId });
  expect((await rows()).length).toBe(2);
});
