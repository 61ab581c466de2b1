import { describe, expect, test } from 'bun:test';
import { VersionConflict } from '../../../src/application/log/event-store.ts';
import { changeTicket, conflictRounds } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { logFake } from '../log-fake.ts';

const ticketId = '018f0000-0000-7000-8000-000000000001';
const customerId = '018f0000-0000-7000-8000-000000000002';
const metadata = { correlationId: 'c', actor: { kind: 'system' } } as const;

async function desk() {
  const events = logFake();
  const slept: number[] = [];
  const clock = { now: () => 5_000, sleep: async (ms: number) => void slept.push(ms) };
  const opened = decide(
    {
      command: 'OpenTicket',
      ticketId,
      reference: 'LD-1',
      customerId,
      channel: 'webform',
      category: 'general',
      priority: 'normal',
      subject: 'Labels',
    },
    undefined,
  );
  if ('rejected' in opened) throw new Error(opened.detail);
  const streams = [{ streamId: `ticket-${ticketId}`, expectedVersion: 0, customerId, events: opened }];
  await events.append({ streams, metadata, at: 1_000 });
  return { events, clock, slept };
}

const note = (noteId: string, text = 'Called back.') =>
  ({ type: 'NoteAdded', data: { noteId, staffId: 'staff-1', text } }) as const;

describe('changing a ticket', () => {
  test('appends the decision at the version it was made on, sealed for the customer, and returns the new state', async () => {
    const ports = await desk();
    const outcome = await changeTicket(ports, ticketId, metadata, (ticket) =>
      decide({ command: 'Assign', staffId: 'staff-1', by: 'staff-1' }, ticket),
    );
    expect(outcome).toMatchObject({ changed: true, ticket: { assignedTo: 'staff-1' } });
    expect(ports.events.requests.at(-1)).toEqual({
      streams: [
        {
          streamId: `ticket-${ticketId}`,
          expectedVersion: 1,
          customerId,
          events: [{ type: 'TicketAssigned', data: { staffId: 'staff-1', by: 'staff-1' } }],
        },
      ],
      metadata,
      at: 5_000,
    });
  });

  test('decides again on the moved ticket after a conflict', async () => {
    const ports = await desk();
    ports.events.before.push(async () => {
      await ports.events.append({
        streams: [{ streamId: `ticket-${ticketId}`, expectedVersion: 1, customerId, events: [note('n1')] }],
        metadata,
        at: 2_000,
      });
    });
    let asked = 0;
    const outcome = await changeTicket(ports, ticketId, metadata, () => {
      asked++;
      return [note('n2')];
    });
    expect(asked).toBe(2);
    expect(outcome).toMatchObject({ changed: true });
    expect(ports.events.log.map((event) => event.version)).toEqual([1, 2, 3]);
  });

  test('gives up with the conflict after its rounds, waiting longer each time and at most 24 ms', async () => {
    const ports = await desk();
    const always = { ...ports.events, append: () => Promise.reject(new VersionConflict('ticket')) };
    const change = changeTicket({ ...ports, events: always }, ticketId, metadata, () => [note('n1')]);
    expect(await change.catch((error: unknown) => error)).toBeInstanceOf(VersionConflict);
    expect(ports.slept).toHaveLength(conflictRounds - 2);
    expect(ports.slept[0]).toBe(2);
    expect(Math.max(...ports.slept)).toBeLessThanOrEqual(24);
  });

  test('hands back a rejection and appends nothing', async () => {
    const ports = await desk();
    const outcome = await changeTicket(ports, ticketId, metadata, (ticket) =>
      decide({ command: 'HandBack', staffId: 'staff-1' }, ticket),
    );
    expect(outcome).toMatchObject({ rejected: 'not-escalated' });
    expect(ports.events.log).toHaveLength(1);
  });

  test('a decision without events changes nothing', async () => {
    const ports = await desk();
    expect(await changeTicket(ports, ticketId, metadata, () => [])).toMatchObject({ changed: false });
    expect(ports.events.log).toHaveLength(1);
  });

  test('an unknown ticket is a rejection', async () => {
    const ports = await desk();
    expect(await changeTicket(ports, 'nobody', metadata, () => [])).toMatchObject({
      rejected: 'ticket-unknown',
    });
    expect(await loadTicket(ports, 'nobody')).toEqual({ ticket: undefined, version: 0, events: [] });
  });

  test('a fault of the store is passed on at once', async () => {
    const ports = await desk();
    const broken = { ...ports.events, append: () => Promise.reject(new Error('disk full')) };
    const change = changeTicket({ ...ports, events: broken }, ticketId, metadata, () => [note('n1')]);
    expect(await change.catch((error: unknown) => error)).toEqual(new Error('disk full'));
    expect(ports.slept).toEqual([]);
  });
});
