import { describe, expect, test } from 'bun:test';
import { createScriptedAgent } from '../../../src/adapters/scripted-agent/agent.ts';
import { VersionConflict } from '../../../src/application/log/event-store.ts';
import { changeTicket, conflictRounds } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { messageId, openDesk, ticketId } from '../agent/desk.ts';

const metadata = { correlationId: 'c', actor: { kind: 'system' } } as const;

async function desk() {
  const { events, stream, apply, beforeAppend, clock } = await openDesk({
    agent: createScriptedAgent({ runs: [] }),
  });
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  return {
    events,
    stream,
    apply,
    beforeAppend,
    clock: { ...clock, now: () => clock.now() + 5_000, sleep },
    slept,
  };
}

const note = (noteId: string, text = 'Called back.') =>
  ({ type: 'NoteAdded', data: { noteId: messageId(noteId), staffId: 'staff-1', text } }) as const;

describe('changing a ticket', () => {
  test('appends the decision at the version it was made on, and returns the new state', async () => {
    const ports = await desk();
    const outcome = await changeTicket(ports, ticketId, metadata, (ticket) =>
      decide({ command: 'Assign', staffId: 'staff-1', by: 'staff-1' }, ticket),
    );
    expect(outcome).toMatchObject({ changed: true, ticket: { assignedTo: 'staff-1' } });
    const assigned = (await ports.stream()).at(-1);
    expect(assigned).toMatchObject({
      version: 2,
      type: 'TicketAssigned',
      data: { staffId: 'staff-1', by: 'staff-1' },
      at: ports.clock.now(),
      metadata,
    });
  });

  test('decides again on the moved ticket after a conflict', async () => {
    const ports = await desk();
    ports.beforeAppend.push(() =>
      ports.apply({ command: 'AddNote', noteId: messageId('1'), staffId: 'staff-2', text: 'Waiting.' }),
    );
    let asked = 0;
    const outcome = await changeTicket(ports, ticketId, metadata, () => {
      asked++;
      return [note('2')];
    });
    expect(asked).toBe(2);
    expect(outcome).toMatchObject({ changed: true });
    expect((await ports.stream()).map((event) => event.version)).toEqual([1, 2, 3]);
  });

  test('gives up with the conflict after its rounds, waiting longer each time and at most 24 ms', async () => {
    const ports = await desk();
    const always = { ...ports.events, append: () => Promise.reject(new VersionConflict('ticket')) };
    const change = changeTicket({ ...ports, events: always }, ticketId, metadata, () => [note('1')]);
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
    expect(await ports.stream()).toHaveLength(1);
  });

  test('a decision without events changes nothing', async () => {
    const ports = await desk();
    expect(await changeTicket(ports, ticketId, metadata, () => [])).toMatchObject({ changed: false });
    expect(await ports.stream()).toHaveLength(1);
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
    const change = changeTicket({ ...ports, events: broken }, ticketId, metadata, () => [note('1')]);
    expect(await change.catch((error: unknown) => error)).toEqual(new Error('disk full'));
    expect(ports.slept).toEqual([]);
  });
});
