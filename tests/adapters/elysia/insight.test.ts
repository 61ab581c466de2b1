// What staff learn from over HTTP: what is asked for, and what is answered. Who may ask is in roles.test.ts.
import { expect, test } from 'bun:test';
import { bearer, customer, overview, problemOf, reference, surface, why } from './fixture.ts';

const { get } = surface();
const staff = bearer('agent-key');

test('why is answered for a ticket there is, in any case of its reference', async () => {
  expect(await (await get(`/api/tickets/${reference.toLowerCase()}/why`, staff)).json()).toEqual(why);
  for (const other of ['LD-0000-0000', 'nonsense'])
    expect(await problemOf(await get(`/api/tickets/${other}/why`, staff))).toMatchObject({
      status: 404,
      code: 'ticket-unknown',
    });
});

test('how a customer’s messages sounded is a list, and an empty one for what is no id', async () => {
  expect(await (await get(`/api/customers/${customer.customerId}/mood`, staff)).json()).toEqual({
    moods: why.moods,
  });
  expect(await (await get('/api/customers/nobody/mood', staff)).json()).toEqual({ moods: [] });
});

test('a period is a number of days, or goes from one moment to another, in hours or days of a zone', async () => {
  const good = ['days=7', 'from=2026-11-01T00:00:00Z&until=2026-11-02T12:30Z&unit=hour&zone=Europe/Berlin'];
  for (const query of good) {
    const answer = await get(`/api/overview?${query}`, staff);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(overview);
  }
  const bad = [
    'days=0',
    'days=-1',
    'days=week',
    'days=10000',
    'from=yesterday',
    'unit=week',
    'zone=Mars/Olympus',
  ];
  for (const query of bad)
    expect(await problemOf(await get(`/api/overview?${query}`, staff))).toMatchObject({
      code: 'invalid-fields',
    });
});

test.each(['from', 'until'])(
  'a period with no such moment as its %s is refused (bug: 31 November was 1 December)',
  async (field) => {
    const query = new URLSearchParams({ from: '2026-11-01T00:00:00Z', [field]: '2026-11-31T00:00:00Z' });
    const { document } = await problemOf(await get(`/api/overview?${query}`, staff));
    expect(document.errors).toEqual([{ field, message: 'There is no such moment.' }]);
  },
);
