import { describe, expect, test } from 'bun:test';
import { UniqueConflict, VersionConflict } from '../../../src/application/log/event-store.ts';
import { customers, tickets } from '../../../src/application/projection/tables.ts';
import { acceptSubmission, SubmissionReused } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket, conflictRounds } from '../../../src/application/ticket/change-ticket.ts';
import { followUp } from '../../../src/application/ticket/follow-up.ts';
import { InvalidInput } from '../../../src/application/ticket/prepare-submission.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk, submission } from '../../infra/desk.ts';
import { id, metadata, thrownBy } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

/** The use case on any store, with ids of the system so that suites sharing a database do not meet. */
const on = (world: World) => {
  const { telemetry, clock } = memoryDesk();
  return { ...world, telemetry, clock: sleeplessClock(clock.now), ids: systemIds };
};

import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';

describe('accepting a submission', () => {
  test('files customer, ticket and message in one append', async () => {
    const desk = memoryDesk();
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const sent = submission({ name: ' Ada\n Marsh ', email: 'ADA@Example.org ' });
    const accepted = await acceptSubmission(desk, sent, { trace });
    expect(accepted).toMatchObject({ repeated: false, reference: expect.stringMatching(/^LD-/) });
    expect(await desk.typesOf(accepted.ticketId)).toEqual(['TicketOpened', 'CustomerMessageReceived']);
    const [known] = await desk.customers.findIdentifiers([{ kind: 'email', value: 'ada@example.org' }]);
    expect(known).toMatchObject({ evidence: 'claimed' });
    expect(await desk.tickets.byId(accepted.ticketId)).toMatchObject({ customerId: known?.customerId });
    const [message] = await desk.tickets.messagesOf(accepted.ticketId);
    expect(message).toMatchObject({ senderName: 'Ada Marsh', text: sent.message, state: 'unanswered' });
    const stored = desk.log.events.at(-1);
    expect(stored?.metadata).toMatchObject({
      traceparent: trace,
      causationId: `form:${sent.submissionId}`,
      correlationId: message?.messageId,
      actor: { kind: 'customer', id: known?.customerId },
      customerId: known?.customerId,
    });
    expect(desk.telemetry.counted('messages_accepted', { channel: 'webform' })).toBe(1);
  });

  test('files a second question of the same address with the same customer', async () => {
    const desk = memoryDesk();
    const [a, b] = [await acceptSubmission(desk, submission()), await acceptSubmission(desk, submission())];
    expect(a.ticketId).not.toBe(b.ticketId);
    const [first, second] = [await desk.tickets.byId(a.ticketId), await desk.tickets.byId(b.ticketId)];
    expect(first?.customerId).toBe(String(second?.customerId));
    expect(await desk.dump(customers)).toHaveLength(1);
  });

  test('answers a repeated submission as it answered the first, and refuses its id for another text', async () => {
    const desk = memoryDesk();
    const sent = submission();
    const first = await acceptSubmission(desk, sent);
    expect(await acceptSubmission(desk, sent)).toEqual({ ...first, repeated: true });
    const error = await thrownBy(acceptSubmission(desk, { ...sent, message: `${sent.message} And more.` }));
    expect(error).toBeInstanceOf(SubmissionReused);
    expect(error).toMatchObject({ code: 'submission-reused' });
    expect(desk.telemetry.counted('messages_accepted')).toBe(1);
    expect(desk.log.events.filter((e) => e.type === 'TicketOpened')).toHaveLength(1);
  });

  const changes = {
    name: 'Ada Marsh-Hill',
    email: 'ada.marsh@example.org',
    subject: 'Another subject',
    category: 'billing',
    priority: 'urgent',
    message: 'Something else altogether, and long enough.',
  } as const;
  test.each(Object.entries(changes))('refuses its id for another %s', async (field, value) => {
    const desk = memoryDesk();
    const sent = submission();
    await acceptSubmission(desk, sent);
    // The other address belongs to somebody else, or to nobody at all.
    for (const known of [false, true]) {
      if (known) await acceptSubmission(desk, submission({ email: changes.email }));
      const before = desk.log.events.length;
      const again = thrownBy(acceptSubmission(desk, { ...sent, [field]: value }));
      expect(await again).toBeInstanceOf(SubmissionReused);
      expect(desk.log.events).toHaveLength(before);
    }
    expect(await acceptSubmission(desk, sent)).toMatchObject({ repeated: true });
  });

  test('takes the same fields for the same, however they were typed, and after the ticket changed', async () => {
    const desk = memoryDesk();
    const sent = submission();
    const first = await acceptSubmission(desk, sent);
    await changeTicket(desk, first.ticketId, metadata, (ticket) =>
      decide(
        {
          command: 'Escalate',
          reason: 'human-requested',
          by: 'customer',
          evidence: 'asked',
          priority: 'urgent',
          acknowledgement: { replyId: id(), text: 'Somebody takes over.' },
        },
        ticket,
      ),
    );
    const typed = { ...sent, email: ` ${sent.email.toUpperCase()}`, name: ` ${sent.name}\n` };
    expect(await acceptSubmission(desk, typed)).toEqual({ ...first, repeated: true });
  });

  test('refuses the id of a further message', async () => {
    const desk = memoryDesk();
    const sent = submission();
    const { ticketId } = await acceptSubmission(desk, sent);
    const ticket = await desk.tickets.byId(ticketId);
    if (!ticket) throw new Error('no ticket');
    const further = { message: sent.message, submissionId: systemIds.next() };
    await followUp(desk, ticket, further);
    const error = await thrownBy(acceptSubmission(desk, { ...sent, ...further }));
    expect(error).toBeInstanceOf(SubmissionReused);
  });

  test.each([
    ['combining marks', '\u0301'.repeat(30)],
    ['variation selectors and joiners', '\ufe0f\u200d'.repeat(30)],
    ['blank cells', '\u2800'.repeat(30)],
  ])('takes no field of nothing but %s', async (_, nothing) => {
    const desk = memoryDesk();
    const wrong = submission({ name: nothing, subject: nothing, message: nothing });
    const error = await thrownBy(acceptSubmission(desk, wrong));
    expect((error as InvalidInput).problems.map((p) => p.field)).toEqual(['name', 'subject', 'message']);
    expect(desk.log.events).toEqual([]);
  });

  test.each([
    'שלום'.repeat(8),
    'สวัสดี'.repeat(5),
    '12345'.repeat(5),
    '???!'.repeat(5),
    '👍🏽'.repeat(8),
    '€+=§°'.repeat(5),
  ])('takes a message such as %p', async (message) => {
    const desk = memoryDesk();
    expect(await acceptSubmission(desk, submission({ message }))).toMatchObject({ repeated: false });
  });

  test('names every field that is empty once it is cleaned, and stores nothing', async () => {
    const desk = memoryDesk();
    const blank = '\u200b'.repeat(30);
    const wrong = submission({ name: blank, email: 'not an address', subject: blank, message: blank });
    const error = await thrownBy(acceptSubmission(desk, wrong));
    expect(error).toBeInstanceOf(InvalidInput);
    const fields = (error as InvalidInput).problems.map((p) => p.field);
    expect(fields).toEqual(['name', 'email', 'subject', 'message']);
    expect(desk.log.events).toEqual([]);
  });

  test('tries again when a reference is taken by chance', async () => {
    const desk = memoryDesk();
    const taken = await acceptSubmission(desk, submission());
    desk.beforeAppend.push(async () => {
      throw new UniqueConflict('tickets_reference_key');
    });
    const next = await acceptSubmission(desk, submission());
    expect(next.reference).not.toBe(taken.reference);
  });

  test('gives up after many rounds of conflict', async () => {
    const desk = memoryDesk();
    let rounds = 0;
    const events = {
      ...desk.events,
      append: async () => {
        rounds++;
        throw new VersionConflict('customer-1');
      },
    };
    const clock = sleeplessClock(desk.clock.now);
    const error = await thrownBy(acceptSubmission({ ...desk, events, clock }, submission()));
    expect(error).toBeInstanceOf(VersionConflict);
    expect(rounds).toBe(conflictRounds);
  });

  test('passes on a fault at once', async () => {
    const desk = memoryDesk();
    const fault = new Error('disk');
    desk.beforeAppend.push(async () => {
      throw fault;
    });
    expect(await thrownBy(acceptSubmission(desk, submission()))).toBe(fault);
  });
});

everywhere('submissions at once', (it) => {
  it('make one ticket when they are the same', async (world) => {
    const ports = on(world);
    const sent = submission({ email: 'same@example.org' });
    const accepted = await Promise.all(Array.from({ length: 10 }, () => acceptSubmission(ports, sent)));
    expect(new Set(accepted.map((a) => a.reference)).size).toBe(1);
    expect(accepted.filter((a) => !a.repeated)).toHaveLength(1);
    const filed = (await world.dump(tickets)).filter((row) => row['reference'] === accepted[0]?.reference);
    expect(filed).toHaveLength(1);
    expect(ports.telemetry.counted('messages_accepted')).toBe(1);
  });

  it('make one customer of the first contacts of one address', async (world) => {
    const ports = on(world);
    const accepted = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        acceptSubmission(ports, submission({ email: 'first@example.org', name: `Name ${n}` })),
      ),
    );
    const owners = await Promise.all(
      accepted.map(async (a) => (await world.tickets.byId(a.ticketId))?.customerId),
    );
    expect(new Set(owners).size).toBe(1);
    expect(new Set(accepted.map((a) => a.ticketId)).size).toBe(8);
  });
});
