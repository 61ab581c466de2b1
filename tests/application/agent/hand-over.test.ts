import { describe, expect, test } from 'bun:test';
import { createScriptedAgent } from '../../../src/adapters/scripted-agent/agent.ts';
import { escalateOverdue, requestHuman } from '../../../src/application/agent/hand-over.ts';
import { customerId, messageId, openDesk, question, ticketId, traceparent } from './desk.ts';

const desk = () => openDesk({ agent: createScriptedAgent({ runs: [] }) });
const metadata = { correlationId: 'click', actor: { kind: 'customer', id: customerId } } as const;
const wish = { evidence: 'The button “Talk to a person”.', metadata };

describe('a customer who asks for a human', () => {
  test('gets one, with every open message, and is told', async () => {
    const ports = await desk();
    await ports.write({ id: '1', text: question });
    expect(await requestHuman(ports, ticketId, wish)).toMatchObject({
      changed: true,
      ticket: { status: 'escalated' },
    });
    const [escalated, told] = (await ports.stream()).slice(2);
    expect(escalated).toMatchObject({
      type: 'TicketEscalated',
      data: {
        reason: 'human-requested',
        by: 'customer',
        evidence: wish.evidence,
        messageIds: [messageId('1')],
      },
      metadata,
    });
    expect(told).toMatchObject({ type: 'ReplyComposed', data: { kind: 'acknowledgement' } });
    expect(ports.telemetry.counted('messages_escalated', { reason: 'human-requested' })).toBe(1);
  });

  test('gets one on an answered ticket too, which counts no message', async () => {
    const ports = await desk();
    expect(await requestHuman(ports, ticketId, wish)).toMatchObject({ changed: true });
    expect(ports.telemetry.counted('messages_escalated')).toBe(0);
  });

  test('is told in their language, and when nobody is at work', async () => {
    const ports = await desk();
    await ports.write({
      id: '1',
      text: 'Guten Tag, ich habe eine Frage und möchte bitte mit Ihnen sprechen.',
    });
    await requestHuman({ ...ports, isOffHours: () => true }, ticketId, wish);
    const told = (await ports.stream()).find((event) => event.type === 'ReplyComposed');
    const text = told?.type === 'ReplyComposed' ? told.data.text : '';
    expect(text).toContain('nach einem Menschen gefragt');
    expect(text).toContain('nicht im Dienst');
  });

  test('asking again changes nothing', async () => {
    const ports = await desk();
    await requestHuman(ports, ticketId, wish);
    expect(await requestHuman(ports, ticketId, wish)).toMatchObject({ changed: false });
    expect(await ports.types()).toHaveLength(1);
  });

  test('on a ticket that is closed or not there is refused', async () => {
    const ports = await desk();
    expect(await requestHuman(ports, messageId('404'), wish)).toMatchObject({ rejected: 'ticket-unknown' });
    await ports.apply({ command: 'Resolve', basis: 'confirmed', by: 'customer' });
    await ports.apply({ command: 'Close', by: 'timer' });
    expect(await requestHuman(ports, ticketId, wish)).toMatchObject({ rejected: 'ticket-closed' });
  });
});

describe('a message that waited too long', () => {
  test('goes to a human with at least high priority, because of the message, by the timer', async () => {
    const ports = await desk();
    await ports.write({ id: '1', text: question });
    expect(await escalateOverdue(ports, ticketId)).toMatchObject({ changed: true });
    expect((await ports.stream()).at(-2)).toMatchObject({
      data: { reason: 'overdue', by: 'timer', priority: 'high', messageIds: [messageId('1')] },
      metadata: {
        correlationId: 'correlation-1',
        causationId: messageId('1'),
        actor: { kind: 'system', id: 'timer' },
        traceparent,
      },
    });
  });

  test('nothing happens when it has been dealt with, or a human is in charge', async () => {
    const ports = await desk();
    expect(await escalateOverdue(ports, ticketId)).toMatchObject({ changed: false });
    await requestHuman(ports, ticketId, wish);
    await ports.write({ id: '1', text: question });
    expect(await escalateOverdue(ports, ticketId)).toMatchObject({ changed: false });
  });

  test('an unknown ticket is a rejection', async () => {
    expect(await escalateOverdue(await desk(), messageId('404'))).toMatchObject({
      rejected: 'ticket-unknown',
    });
  });
});
