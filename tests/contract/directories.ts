// What every directory of tickets, customers and timers answers, fed by appends of events.
import { expect } from 'bun:test';
import {
  answer,
  firstContact,
  id,
  linked,
  message,
  metadata,
  newCase,
  noon,
  onCustomer,
  onTicket,
  opened,
  registered,
} from '../infra/sample.ts';
import { durations, type World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const MINUTE = 60_000;
const plain = <T>(rows: readonly T[]): T[] => [...rows].map((row) => ({ ...row }));

export function ticketDirectoryContract(it: It): void {
  it('finds a ticket by reference and by id, as its events left it', async ({ events, tickets }) => {
    const one = newCase();
    await events.append(firstContact(one));
    const expected = {
      ticketId: one.ticketId,
      reference: one.reference,
      customerId: one.customerId,
      status: 'open',
      channel: 'webform',
      category: 'technical',
      priority: 'normal',
      subject: 'Label will not print',
      openedAt: noon,
      updatedAt: noon,
      lastInboundAt: noon,
      escalationReason: null,
      assignedTo: null,
      rating: null,
    } as const;
    expect({ ...(await tickets.byReference(one.reference)) }).toEqual({ ...expected });
    expect({ ...(await tickets.byId(one.ticketId)) }).toEqual({ ...expected });
    expect(await tickets.byReference('LD-NONE-NONE')).toBeUndefined();
    expect(await tickets.byId(id())).toBeUndefined();
  });

  it('follows a ticket through its life', async ({ events, tickets }) => {
    const one = newCase();
    const replyId = id();
    await events.append(firstContact(one));
    await events.append(
      onTicket(
        one,
        2,
        [
          answer(one, replyId),
          { type: 'TicketRated', data: { rating: 2 } },
          { type: 'TicketAssigned', data: { staffId: 'staff-7', by: 'staff-7' } },
          {
            type: 'TicketEscalated',
            data: { reason: 'anger', by: 'policy', evidence: 'x', priority: 'high', messageIds: [] },
          },
        ],
        noon + MINUTE,
      ),
    );
    expect(await tickets.byId(one.ticketId)).toMatchObject({
      status: 'escalated',
      priority: 'high',
      escalationReason: 'anger',
      assignedTo: 'staff-7',
      rating: 2,
      openedAt: noon,
      lastInboundAt: noon,
      updatedAt: noon + MINUTE,
    });
    await events.append(
      onTicket(one, 6, [
        { type: 'TicketHandedBack', data: { staffId: 'staff-7' } },
        { type: 'TicketResolved', data: { basis: 'assumed', by: 'timer' } },
        { type: 'TicketClosed', data: { by: 'timer' } },
      ]),
    );
    expect(await tickets.byId(one.ticketId)).toMatchObject({
      status: 'closed',
      assignedTo: null,
      escalationReason: null,
    });
  });

  it('gives the messages of a ticket in order, with the way of each', async ({ events, tickets }) => {
    const one = newCase();
    const [replyId, further] = [id(), id()];
    await events.append(firstContact(one));
    await events.append(onTicket(one, 2, [answer(one, replyId)], noon + MINUTE));
    const reply = { replyId, attempt: 1, channel: 'webform' } as const;
    await events.append(onTicket(one, 3, [{ type: 'ReplyAttempted', data: reply }], noon + MINUTE));
    await events.append(onTicket(one, 4, [message(one, { messageId: further })], noon + 2 * MINUTE));
    const found = plain(await tickets.messagesOf(one.ticketId));
    expect(found).toMatchObject([
      {
        messageId: one.messageId,
        version: 2,
        author: 'customer',
        kind: 'message',
        senderName: 'Ada Marsh',
        text: 'It prints blank pages.',
        citations: [],
        state: 'answered',
        at: noon,
      },
      {
        messageId: replyId,
        version: 3,
        author: 'agent',
        kind: 'answer',
        senderName: null,
        state: 'attempted',
        at: noon + MINUTE,
      },
      { messageId: further, version: 5, author: 'customer', state: 'unanswered', at: noon + 2 * MINUTE },
    ]);
    expect(found[1]?.citations).toMatchObject([{ slug: 'labels', title: 'Labels', heading: 'Blank pages' }]);
    expect(plain(await tickets.messagesOf(id()))).toEqual([]);
  });

  it('lists what changed last first, by status if asked, and a customer’s tickets newest first', async (world) => {
    const customerId = id();
    const cases = [newCase(customerId), newCase(customerId), newCase(customerId)];
    const far = Date.UTC(2030, 0, 1);
    for (const [i, each] of cases.entries()) await world.events.append(firstContact(each, far + i * MINUTE));
    const [first, second, third] = cases.map((c) => c.ticketId);
    const [oldest] = cases;
    if (!oldest) throw new Error('no case');
    const resolved = { type: 'TicketResolved', data: { basis: 'confirmed', by: 'customer' } } as const;
    await world.events.append(onTicket(oldest, 2, [resolved], far + 9 * MINUTE));
    const ids = async (rows: Promise<readonly { readonly ticketId: string }[]>) =>
      (await rows).map((t) => t.ticketId);
    expect(await ids(world.tickets.ofCustomer(customerId, 10))).toEqual([third, second, first].map(String));
    expect(await ids(world.tickets.ofCustomer(customerId, 1))).toEqual([String(third)]);
    expect(await ids(world.tickets.recent({ limit: 3 }))).toEqual([first, third, second].map(String));
    expect(await ids(world.tickets.recent({ status: 'open', limit: 2 }))).toEqual(
      [third, second].map(String),
    );
    expect(await ids(world.tickets.recent({ status: 'resolved', limit: 1 }))).toEqual([String(first)]);
  });

  it('lists replies only once they went out, newest first', async ({ events, tickets }) => {
    const one = newCase();
    const replies = [id(), id(), id()];
    const far = Date.UTC(2031, 0, 1);
    await events.append(onTicket(one, 0, [opened(one), message(one)], far));
    for (const [i, replyId] of replies.entries())
      await events.append(onTicket(one, 2 + i, [answer(one, replyId, `answer ${i}`)], far + i * MINUTE));
    const [first, second] = replies.map(String);
    if (!first || !second) throw new Error('no replies');
    await events.append(onTicket(one, 5, [{ type: 'ReplySent', data: { replyId: second } }], far));
    await events.append(onTicket(one, 6, [{ type: 'ReplyRead', data: { replyId: first } }], far));
    expect(plain(await tickets.recentReplies(2))).toEqual([
      {
        replyId: second,
        reference: one.reference,
        subject: 'Label will not print',
        channel: 'webform',
        text: 'answer 1',
        at: far + MINUTE,
      },
      {
        replyId: first,
        reference: one.reference,
        subject: 'Label will not print',
        channel: 'webform',
        text: 'answer 0',
        at: far,
      },
    ]);
  });

  it('lists what nobody answers, newest first, until staff releases it', async ({ events, tickets }) => {
    const one = newCase();
    const far = Date.UTC(2032, 0, 1);
    const filed = [id(), id(), id()];
    const because = 'header Precedence';
    await events.append(onTicket(one, 0, [opened(one), message(one)], far));
    for (const [i, messageId] of filed.entries()) {
      const suppressed = { messageId, reason: 'automatic', ...(i === 0 ? {} : { because }) } as const;
      const senderName = `Sender ${i}`;
      const arrival = message(one, { messageId, handling: 'nobody', text: `text ${i}`, senderName });
      const events_ = [arrival, { type: 'MessageSuppressed', data: suppressed } as const];
      await events.append(onTicket(one, 2 + 2 * i, events_, far + i * MINUTE));
    }
    const [first, second, third] = filed.map(String);
    if (!first || !second || !third) throw new Error('no messages');
    const release = { messageId: second, staffId: 'kim', handling: 'agent' } as const;
    await events.append(onTicket(one, 8, [{ type: 'MessageReleased', data: release }], far));
    const shown = { reference: one.reference, channel: 'webform', reason: 'automatic' } as const;
    const rows = [
      {
        messageId: third,
        ...shown,
        because,
        senderName: 'Sender 2',
        text: 'text 2',
        at: far + 2 * MINUTE,
      },
      { messageId: first, ...shown, because: null, senderName: 'Sender 0', text: 'text 0', at: far },
    ];
    expect(plain(await tickets.suppressed(2))).toEqual(rows);
    expect(plain(await tickets.suppressed(1))).toEqual(rows.slice(0, 1));
    expect(await tickets.ticketOf(second)).toBe(one.ticketId);
    expect(await tickets.ticketOf(id())).toBeUndefined();
  });

  it('lists replies that failed for good, newest first, until another goes out in their place', async (world) => {
    const { events, tickets } = world;
    const one = newCase();
    const far = Date.UTC(2033, 0, 1);
    const replies = [id(), id(), id(), id()];
    await events.append(onTicket(one, 0, [opened(one), message(one)], far));
    for (const [i, replyId] of replies.entries()) {
      // The last one failed only for now.
      const failure = { replyId, code: `code ${i}`, permanent: i < 3 };
      const failed = [answer(one, replyId, `text ${i}`), { type: 'ReplyFailed', data: failure } as const];
      await events.append(onTicket(one, 2 + 2 * i, failed, far + i * MINUTE));
    }
    const [first, second, third] = replies.map(String);
    if (!first || !second || !third) throw new Error('no replies');
    const shown = {
      ticketId: one.ticketId,
      reference: one.reference,
      status: 'pending',
      channel: 'webform',
      author: 'agent',
      kind: 'answer',
    } as const;
    const row = (replyId: string, i: number) => ({
      replyId,
      ...shown,
      reason: `code ${i}`,
      text: `text ${i}`,
      at: far + i * MINUTE,
    });
    expect(plain(await tickets.undelivered(2))).toEqual([row(third, 2), row(second, 1)]);
    const elsewhere = {
      replyId: id(),
      staffId: 'kim',
      channel: 'email',
      text: 'x',
      to: 'a@b.example',
    } as const;
    const rerouted = { ...elsewhere, inPlaceOf: third };
    await events.append(onTicket(one, 10, [{ type: 'StaffReplied', data: rerouted }], far));
    expect(plain(await tickets.undelivered(2))).toEqual([row(second, 1), row(first, 0)]);
    expect((await tickets.messagesOf(one.ticketId)).find((m) => m.messageId === third)?.state).toBe(
      'rerouted',
    );
    expect(await tickets.ticketOf(third)).toBe(one.ticketId);
  });

  it('tells where a provider’s message was filed', async ({ events, tickets }) => {
    const one = newCase();
    await events.append(firstContact(one));
    const filed = { ticketId: one.ticketId, messageId: one.messageId };
    expect({ ...(await tickets.claim('webform', `form:${one.messageId}`)) }).toEqual(filed);
    expect(await tickets.claim('email', `form:${one.messageId}`)).toBeUndefined();
    expect(await tickets.claim('webform', 'form:other')).toBeUndefined();
  });

  it('tells each of many who ask at once where their message was filed', async ({ events, tickets }) => {
    const cases = Array.from({ length: 12 }, newCase);
    for (const one of cases) await events.append(firstContact(one));
    // The same ids of another channel are in the same statement, and are nobody's.
    const asked = cases.flatMap(({ messageId }) =>
      (['webform', 'email'] as const).map((channel) => tickets.claim(channel, `form:${messageId}`)),
    );
    expect((await Promise.all(asked)).map((claim) => claim && { ...claim })).toEqual(
      cases.flatMap(({ ticketId, messageId }) => [{ ticketId, messageId }, undefined]),
    );
  });
}

export function customerDirectoryContract(it: It): void {
  it('finds those of the identifiers that are linked, and to whom', async ({ events, customers }) => {
    const [a, b] = [id(), id()];
    const mail = (customerId: string) => `${customerId}@example.org`;
    const unlink = {
      type: 'IdentifierUnlinked',
      data: { customerId: b, kind: 'email', value: mail(b), because: 'test' },
    } as const;
    const raise = {
      type: 'IdentifierEvidenceRaised',
      data: { customerId: a, kind: 'email', value: mail(a), from: 'claimed', to: 'verified' },
    } as const;
    for (const customerId of [a, b]) {
      const streamId = `customer-${customerId}`;
      const first = [registered(customerId), linked(customerId, mail(customerId))];
      await events.append({
        streams: [{ streamId, expectedVersion: 0, customerId, events: first }],
        metadata,
        at: noon,
      });
    }
    const wanted = [a, b].map((customerId) => ({ kind: 'email' as const, value: mail(customerId) }));
    const found = await customers.findIdentifiers([
      ...wanted,
      { kind: 'email', value: 'nobody@example.org' },
    ]);
    expect(plain(found).sort((x, y) => (x.value < y.value ? -1 : 1))).toEqual(
      [a, b].sort().map((customerId) => ({
        kind: 'email',
        value: mail(customerId),
        customerId,
        evidence: 'claimed',
        linkedAt: noon,
      })),
    );
    for (const [customerId, event] of [
      [a, raise],
      [b, unlink],
    ] as const)
      await events.append(onCustomer(customerId, 2, [event]));
    expect(plain(await customers.findIdentifiers(wanted))).toEqual([
      { kind: 'email', value: mail(a), customerId: a, evidence: 'verified', linkedAt: noon },
    ]);
    expect(plain(await customers.findIdentifiers([]))).toEqual([]);
    expect(plain(await customers.findIdentifiers([{ kind: 'phone', value: mail(a) }]))).toEqual([]);
  });

  it('tells each of many who ask at once whose their identifiers are', async ({ events, customers }) => {
    const people = Array.from({ length: 12 }, id);
    for (const customerId of people) {
      const known = [registered(customerId), linked(customerId, `${customerId}@example.org`)];
      await events.append(onCustomer(customerId, 0, known));
    }
    // The same value of another kind is in the same statement, and is nobody's.
    const asked = people.flatMap((customerId) =>
      (['email', 'phone'] as const).map((kind) =>
        customers.findIdentifiers([{ kind, value: `${customerId}@example.org` }]),
      ),
    );
    expect((await Promise.all(asked)).map((found) => found.map((known) => known.customerId))).toEqual(
      people.flatMap((customerId) => [[customerId], []]),
    );
  });
}

/** Before every other suite's timers, so that these come first. */
const era = Date.UTC(2001, 0, 1);
const HOUR = 3_600_000;
const EVERY = 10_000;

export function timersContract(it: It): void {
  it('gives a timer to whoever claims it first, until the claim runs out', async ({ events, timers }) => {
    const one = newCase();
    const first = firstContact(one, era);
    await events.append({ ...first, metadata: { ...first.metadata, traceparent: 'trace' } });
    const claim = async (claimMs: number) =>
      plain(await timers.claimDue(EVERY, claimMs))
        .filter((t) => t.ticketId === one.ticketId)
        .map((t) => ({ ...t, lateMs: 0 }));
    const expected = {
      timerId: `answer:${one.messageId}`,
      kind: 'answer',
      ticketId: one.ticketId,
      customerId: one.customerId,
      subjectId: one.messageId,
      dueAt: era + durations.answer,
      traceparent: 'trace',
      lateMs: 0,
    } as const;
    expect(await claim(0)).toEqual([{ ...expected }]);
    expect(await claim(HOUR)).toEqual([{ ...expected }]);
    expect(await claim(HOUR)).toEqual([]);
    await events.append(onTicket(one, 2, [answer(one)], era));
    const later = await claim(HOUR);
    expect(later.map((t) => [t.kind, t.traceparent])).toEqual([
      ['deliver', null],
      ['auto-resolve', null],
    ]);
  });

  it('gives a timer that was set anew since it was claimed to whoever comes next (bug: every retry after the first waited for the end of the claim)', async ({
    events,
    timers,
  }) => {
    const one = newCase();
    const replyId = id();
    const ours = async () =>
      (await timers.claimDue(EVERY, HOUR)).filter((t) => t.subjectId === replyId).map((t) => t.kind);
    await events.append(firstContact(one, era));
    await events.append(onTicket(one, 2, [answer(one, replyId)], era));
    expect(await ours()).toEqual(['deliver']);
    expect(await ours()).toEqual([]);
    const failed = { replyId, code: 'provider-trouble', permanent: false, retryInMs: 1 } as const;
    const version = (await events.readStream(`ticket-${one.ticketId}`)).length;
    await events.append(onTicket(one, version, [{ type: 'ReplyFailed', data: failed }], Date.now()));
    let again: readonly string[] = [];
    while (again.length === 0) again = await ours();
    expect(again).toEqual(['deliver']);
    expect(await ours()).toEqual([]);
  });

  it('tells by its own clock what is due, and for how long it has been', async ({ events, timers }) => {
    const [late, early] = [newCase(), newCase()];
    const at = Date.now();
    await events.append(firstContact(late, at - durations.answer - HOUR));
    await events.append(firstContact(early, at + HOUR));
    const ours = (await timers.claimDue(EVERY, HOUR)).filter((t) =>
      [late, early].some(({ ticketId }) => ticketId === t.ticketId),
    );
    expect(ours.map((t) => t.ticketId)).toEqual([late.ticketId]);
    expect(ours[0]?.lateMs).toBeGreaterThanOrEqual(HOUR);
    expect(ours[0]?.lateMs).toBeLessThan(HOUR + MINUTE);
  });

  it('never hands one timer to two who ask at once', async ({ events, timers }) => {
    const start = era - HOUR;
    const cases = Array.from({ length: 30 }, () => newCase());
    for (const each of cases) await events.append(firstContact(each, start));
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => timers.claimDue(20, MINUTE)))).flat();
    const late = await timers.claimDue(EVERY, MINUTE);
    const ids = [...claimed, ...late].map((t) => t.timerId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const each of cases) expect(ids).toContain(`answer:${each.messageId}`);
  });

  it('gives the oldest first, and no more than asked for', async ({ events, timers }) => {
    const start = era - 24 * HOUR;
    const cases = [newCase(), newCase(), newCase()];
    for (const [i, each] of cases.entries()) await events.append(firstContact(each, start - i * MINUTE));
    const order: string[] = [];
    for (let i = 0; i < cases.length; i++) {
      const claimed = await timers.claimDue(1, HOUR);
      order.push(...claimed.map((t) => t.ticketId));
    }
    expect(order).toEqual(cases.map((c) => c.ticketId).reverse());
  });

  it('lists what waits of a kind, due or not, oldest first', async ({ events, timers }) => {
    const cases = [newCase(), newCase()];
    const replies = [id(), id()];
    const start = era - 48 * HOUR;
    for (const [i, each] of cases.entries()) {
      await events.append(firstContact(each, start - i));
      await events.append(onTicket(each, 2, [answer(each, replies[i])], start - i));
    }
    const waiting = (await timers.waiting('deliver', 1_000)).map((t) => t.subjectId);
    expect(waiting.filter((subject) => replies.includes(subject))).toEqual([...replies].reverse());
    expect(await timers.waiting('deliver', 1)).toHaveLength(1);
    const kinds = new Set((await timers.waiting('auto-resolve', 1_000)).map((t) => t.kind));
    expect([...kinds]).toEqual(['auto-resolve']);
  });
}
