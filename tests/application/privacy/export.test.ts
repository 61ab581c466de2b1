import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { exportPerson } from '../../../src/application/privacy/export.ts';
import { escapeHtml, personHtml } from '../../../src/application/privacy/export-html.ts';
import { recordingReads } from '../../../src/application/privacy/reads.ts';
import {
  answer,
  firstContact,
  id,
  linked,
  newCase,
  onCustomer,
  onTicket,
  registered,
} from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const hostile = `</script><img src=x onerror="alert(1)">&'`;

async function somebody(world: World) {
  const one = newCase();
  const { customerId } = one;
  const address = `${customerId}@example.org`;
  const stop = {
    type: 'ConsentWithdrawn',
    data: { customerId, channel: 'whatsapp', address: 'whatsapp:+15555550123' },
  };
  const named = { type: 'CustomerNamed', data: { customerId, name: hostile, evidence: 'claimed' } };
  const events = [registered(customerId), linked(customerId, address), stop, named];
  await world.events.append(onCustomer(customerId, 0, events));
  await world.events.append(firstContact(one));
  await world.events.append(onTicket(one, 2, [answer(one, id(), hostile)]));
  return { ...one, address };
}

everywhere('an export', (it) => {
  it('has everything about the person, and nothing of anybody else', async (world) => {
    const [one, other] = [await somebody(world), await somebody(world)];
    const ports = { ...world, clock: systemClock };
    const record = recordingReads({ ...ports, ids: systemIds });
    await record({ staff: 'anna', role: 'admin', what: 'export', customerId: one.customerId });
    await world.sequenceAll();
    const exported = await exportPerson(ports, one.customerId);
    expect(exported).toMatchObject({
      customerIds: [one.customerId],
      isErased: false,
      name: hostile,
      identifiers: [{ kind: 'email', value: one.address, evidence: 'claimed' }],
      consents: [{ channel: 'whatsapp', address: 'whatsapp:+15555550123', wish: 'stop' }],
      reads: [{ staff: 'anna', what: 'export', customerId: one.customerId }],
    });
    const [ticket] = exported?.tickets ?? [];
    expect(ticket?.messages.map((m) => [m.author, m.text])).toEqual([
      ['customer', 'It prints blank pages.'],
      ['agent', hostile],
    ]);
    expect(ticket?.events.map((event) => event.type)).toEqual([
      'TicketOpened',
      'CustomerMessageReceived',
      'ReplyComposed',
    ]);
    for (const event of [...(exported?.events ?? []), ...(ticket?.events ?? [])]) {
      expect(event.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(Number(event.position)).toBeGreaterThan(0);
    }
    const text = JSON.stringify(exported);
    for (const theirs of [other.customerId, other.address, other.ticketId, other.reference])
      expect(text).not.toContain(theirs);
    expect(await exportPerson(ports, id())).toBeUndefined();
  });

  it('of somebody who was erased says so, and nothing personal', async (world) => {
    const one = await somebody(world);
    const erasureList = { add: async () => {} };
    const ports = { ...world, clock: systemClock, ids: systemIds, erasureList };
    await erasePerson(ports, one.customerId, { basis: 'request', staffId: 'anna' });
    const exported = await exportPerson(ports, one.customerId);
    expect(exported).toMatchObject({ isErased: true, name: null, identifiers: [], files: [] });
    const text = JSON.stringify(exported);
    for (const gone of [one.address, 'blank pages', '+15555550123', 'onerror'])
      expect(text).not.toContain(gone);
  });

  it('as a page shows hostile text as text, and loads and runs nothing', async (world) => {
    const one = await somebody(world);
    const exported = await exportPerson({ ...world, clock: systemClock }, one.customerId);
    if (!exported) throw new Error('no export');
    const page = personHtml(exported);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script');
    expect(/<[^>]*\b(?:src|href|on\w+)\s*=/.test(page)).toBe(false);
    expect(page).toContain(escapeHtml(hostile));
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(one.reference);
  });
});

describe('escaping', () => {
  test('leaves no character that could end a text or an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!#\d+;)/);
        const back = escaped.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
        expect(back).toBe(text);
      }),
    );
  });
});
