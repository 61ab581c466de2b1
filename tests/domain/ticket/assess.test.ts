// What is kept of a message that goes straight to staff: its mood, and what would have called them.
import { describe, expect, test } from 'bun:test';
import { assessed } from '../../../src/domain/ticket/assess.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve, type Ticket } from '../../../src/domain/ticket/state.ts';

const messageId = '01990000-0000-7000-8000-000000000002';
const opened: TicketEvent = {
  type: 'TicketOpened',
  data: {
    ticketId: '01990000-0000-7000-8000-000000000001',
    reference: 'LD-7K2M-9QXA',
    customerId: '01990000-0000-7000-8000-000000000003',
    channel: 'webform',
    category: 'general',
    priority: 'normal',
    subject: 'Labels',
  },
};
const ticket = evolve(undefined, { ...opened, at: 0 }) as Ticket;

describe('a message for staff', () => {
  test('is on record with its mood', () => {
    expect(assessed({ messageId, text: 'Thank you, that was very helpful.' }, ticket)).toMatchObject({
      type: 'SentimentAssessed',
      data: { messageId, score: expect.any(Number) },
    });
    expect(assessed({ messageId, text: 'And the second roll?' }, ticket).data).toEqual({
      messageId,
      score: 0,
    });
  });

  test('that asks for a person says so, although the ticket has a reason already', () => {
    const { data } = assessed({ messageId, text: 'I want to talk to a human.' }, ticket);
    expect(data).toMatchObject({ signals: [{ reason: 'human-requested', messageId }] });
    expect(data).not.toHaveProperty('priority');
  });

  test('that speaks of a danger makes the ticket as urgent as that', () => {
    const event = assessed({ messageId, text: 'Somebody hacked my account.' }, ticket);
    expect(event.data).toMatchObject({ priority: 'urgent', signals: [{ reason: 'security' }] });
    expect(evolve(ticket, { ...event, at: 1 })?.priority).toBe('urgent');
    const calm = assessed({ messageId, text: 'And the second roll?' }, { ...ticket, priority: 'urgent' });
    expect(evolve({ ...ticket, priority: 'urgent' }, { ...calm, at: 1 })?.priority).toBe('urgent');
  });
});
