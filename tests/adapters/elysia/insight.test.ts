// What staff learn from over HTTP: what is asked for, and what is answered. Who may ask is in roles.test.ts.
import { expect, test } from 'bun:test';
import { bearer, customer, problemOf, reference, surface, why } from './fixture.ts';

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

test('a period is a number of days', async () => {
  expect((await get('/api/overview?days=7', staff)).status).toBe(200);
  for (const days of ['0', '-1', 'week', '10000'])
    expect(await problemOf(await get(`/api/overview?days=${days}`, staff))).toMatchObject({
      code: 'invalid-fields',
    });
});
