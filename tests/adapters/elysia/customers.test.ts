// Customers over HTTP: who may see and decide, and what comes back.
import { describe, expect, test } from 'bun:test';
import { bearer, conflict, customer, fakeDesk, problemOf, surface } from './fixture.ts';

const decided: unknown[] = [];
const { customers } = fakeDesk();
const { get, post } = surface({
  desk: {
    customers: {
      ...customers,
      merge: (customerId, into, decision) => {
        decided.push({ customerId, into, staffId: decision.staffId, reason: decision.reason });
        return customers.merge(customerId, into, decision);
      },
    },
  },
});
const { customerId } = customer;
const { otherId } = conflict;
const at = (path: string) => `/api/customers/${path}`;
const decide = (path: string, body: unknown, key = 'agent-key') => post(at(path), body, bearer(key));

describe('customers over HTTP', () => {
  test.each(['conflicts', customerId, `${customerId}/merge?into=${otherId}`])(
    '%s needs the key of an agent or an admin',
    async (path) => {
      expect((await problemOf(await get(at(path)))).code).toBe('unauthorised');
      expect((await problemOf(await get(at(path), bearer('auditor-key')))).code).toBe('forbidden');
      const seen = await get(at(path), bearer('agent-key'));
      expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store']);
    },
  );

  test.each(['merge', 'unmerge', 'link', 'unlink', 'conflicts/dismiss'])(
    '%s is decided by nobody without a key',
    async (path) => {
      expect((await problemOf(await decide(`${customerId}/${path}`, {}, 'nonsense'))).code).toBe(
        'unauthorised',
      );
      expect((await problemOf(await decide(`${customerId}/${path}`, {}, 'auditor-key'))).code).toBe(
        'forbidden',
      );
    },
  );

  test('shows conflicts and a customer', async () => {
    expect(await (await get(at('conflicts'), bearer('agent-key'))).json()).toEqual({ conflicts: [conflict] });
    expect(await (await get(at(customerId), bearer('agent-key'))).json()).toEqual(customer);
    expect((await problemOf(await get(at(otherId), bearer('agent-key')))).code).toBe('customer-unknown');
    expect((await problemOf(await get(at('nonsense'), bearer('agent-key')))).code).toBe('customer-unknown');
  });

  test('merges under the name of the key, with the reason', async () => {
    const answer = await decide(`${customerId}/merge`, { into: otherId, reason: 'They called.' });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { customerId, other: otherId, ticketsMoved: 1 },
    ]);
    expect(decided).toEqual([{ customerId, into: otherId, staffId: 'the-agent', reason: 'They called.' }]);
  });

  test('says why something is refused', async () => {
    const codeOf = async (path: string, body: unknown) =>
      (await problemOf(await decide(`${customerId}/${path}`, body))).code;
    expect(await codeOf('merge', { into: customerId })).toBe('same-customer');
    expect(await codeOf('merge', { into: 'x'.repeat(36) })).toBe('customer-unknown');
    expect(await codeOf('merge', { into: otherId, extra: 1 })).toBe('invalid-fields');
    expect(await codeOf('unmerge', {})).toBe('not-merged');
    expect(await codeOf('unlink', { kind: 'email', value: 'ada@example.org' })).toBe('identifier-unknown');
    expect(await codeOf('link', { kind: 'fax', value: '1' })).toBe('invalid-fields');
    expect(await codeOf('link', { kind: 'email', value: 'a'.repeat(10_000) })).toBe('invalid-fields');
  });
});
