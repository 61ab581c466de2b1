// What every inbox answers, fed by appends of events and by what follows the ledger.
import { expect } from 'bun:test';
import {
  type PageRequest,
  placeAfter,
  type QueueCount,
  type Thresholds,
} from '../../src/application/inbox/inbox.ts';
import { defaultServiceMinutes, serviceLevel } from '../../src/application/inbox/service-level.ts';
import { followOnce } from '../../src/application/log/follow.ts';
import { followedProjection } from '../../src/application/projection/inline.ts';
import type { Priority } from '../../src/domain/ticket/classification.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import {
  answer,
  type Case,
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
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const always = serviceLevel();
/** Somebody is at work from noon to six, by UTC. */
const afternoons = serviceLevel(defaultServiceMinutes, (at) => {
  const hour = Math.floor(at / HOUR) % 24;
  return hour < 12 || hour >= 18;
});
const never: Thresholds = { urgent: 0, high: 0, normal: 0, low: 0 };
const escalated = (of: Case, priority: Priority = 'normal', messageIds = [of.messageId]): TicketEvent => ({
  type: 'TicketEscalated',
  data: { reason: 'legal', by: 'policy', evidence: 'court', priority, messageIds },
});
const assigned = (staffId: string): TicketEvent => ({
  type: 'TicketAssigned',
  data: { staffId, by: staffId },
});
const replied = (replyId = id()): TicketEvent => ({
  type: 'StaffReplied',
  data: { replyId, staffId: 'anna', channel: 'webform', text: 'A person\n  here.' },
});
const failed = (replyId: string): TicketEvent => ({
  type: 'ReplyFailed',
  data: { replyId, code: 'bad-address', permanent: true },
});

async function follow(world: World): Promise<void> {
  await world.sequenceAll();
  const handle = async (entries: Parameters<Parameters<typeof followOnce>[1]['handle']>[0]) =>
    entries.flatMap(({ event }) => followedProjection(event));
  while (await followOnce(world, { name: 'outcomes', handle }));
}

/** A ticket with a first message and what follows, a minute later each. */
async function live(
  { events }: World,
  more: (of: Case) => readonly TicketEvent[] = () => [],
  { at = noon, subject = 'Label will not print', text = 'It prints blank pages.' } = {},
): Promise<Case> {
  const one = newCase();
  await events.append(onTicket(one, 0, [opened(one, subject), message(one, { text })], at));
  for (const [n, event] of more(one).entries())
    await events.append(onTicket(one, 2 + n, [event], at + (n + 1) * MINUTE));
  return one;
}

const staff = () => `staff-${id()}`;
const listed = async ({ inbox }: World, request: Partial<PageRequest> & Pick<PageRequest, 'queue'>) =>
  inbox.page({ staffId: 'nobody', limit: 100, dueAt: always.dueAt, ...request });
const refs = (tickets: readonly { readonly reference: string }[]) => tickets.map((t) => t.reference);
const count = async ({ inbox }: World, queue: QueueCount['queue'], thresholds = never) =>
  (await inbox.counts(thresholds)).find((one) => one.queue === queue);

/** Read one at a time, each from where the one before ended. */
async function pageByPage(
  world: World,
  request: Pick<PageRequest, 'queue' | 'staffId'> & Partial<PageRequest>,
) {
  const paged: string[] = [];
  for (let after: PageRequest['after']; ; ) {
    const [last] = await listed(world, { ...request, limit: 1, ...(after ? { after } : {}) });
    if (!last) return paged;
    paged.push(last.reference);
    after = placeAfter(request.queue, last);
  }
}

export function inboxContract(it: It): void {
  it('counts nothing where there is nothing', async ({ inbox }) => {
    const counted = (await inbox.counts(never)).map((one) => ({ ...one }));
    expect(counted).toEqual(
      (['escalated', 'failed', 'suppressed', 'conflicts', 'all'] as const).map((queue) => ({
        queue,
        count: 0,
        overdue: 0,
        oldestAt: null,
      })),
    );
    expect({ ...(await inbox.mineOf('anna', never)) }).toEqual({
      queue: 'mine',
      count: 0,
      overdue: 0,
      oldestAt: null,
    });
    expect(await inbox.page({ queue: 'all', staffId: 'anna', limit: 5, dueAt: always.dueAt })).toHaveLength(
      0,
    );
  });

  it('shows a ticket as staff need it', async (world) => {
    const customerId = id();
    const named = { type: 'CustomerNamed', data: { customerId, name: 'Ada Marsh', evidence: 'claimed' } };
    await world.events.append(onCustomer(customerId, 0, [registered(customerId), named]));
    const one = newCase(customerId);
    const mine = staff();
    await world.events.append(
      onTicket(one, 0, [opened(one), message(one), escalated(one, 'high'), assigned(mine)]),
    );
    const [found] = await listed(world, { queue: 'mine', staffId: mine });
    expect({ ...found }).toEqual({
      ticketId: one.ticketId,
      reference: one.reference,
      customerId,
      customerName: 'Ada Marsh',
      subject: 'Label will not print',
      channel: 'webform',
      status: 'escalated',
      priority: 'high',
      reason: 'legal',
      assignee: mine,
      waitingSince: noon,
      lastMessageAt: noon,
      excerpt: 'It prints blank pages.',
    });
  });

  it('knows since when a customer waits, whatever else they write', async (world) => {
    const mine = staff();
    const waits = async () => (await listed(world, { queue: 'mine', staffId: mine }))[0]?.waitingSince;
    const one = await live(world, (of) => [
      assigned(mine),
      message(of, { messageId: id() }),
      escalated(of),
      message(of, { messageId: id(), handling: 'staff' }),
    ]);
    expect(await waits()).toBe(noon);
    await world.events.append(onTicket(one, 6, [replied()], noon + 10 * MINUTE));
    expect(await waits()).toBeNull();
    const [listedNow] = await listed(world, { queue: 'mine', staffId: mine });
    expect([listedNow?.excerpt, listedNow?.lastMessageAt]).toEqual(['A person here.', noon + 10 * MINUTE]);
    await world.events.append(
      onTicket(one, 7, [message(one, { messageId: id(), handling: 'staff' })], noon + 11 * MINUTE),
    );
    await world.events.append(
      onTicket(one, 8, [message(one, { messageId: id(), handling: 'staff' })], noon + 12 * MINUTE),
    );
    expect(await waits()).toBe(noon + 11 * MINUTE);
    await world.events.append(
      onTicket(one, 9, [replied(), { type: 'TicketHandedBack', data: { staffId: mine } }]),
    );
    expect(await waits()).toBeUndefined();
  });

  it('knows since when a customer waits whose answer never went out', async (world) => {
    const mine = staff();
    const waits = async () => (await listed(world, { queue: 'mine', staffId: mine }))[0]?.waitingSince;
    const [first, second] = [id(), id()];
    const withdrawn = (
      replyId: string,
      how: { waitingSince: number } | { isDealtWith: true },
    ): TicketEvent => ({
      type: 'ReplyWithdrawn',
      data: { replyId, reason: 'human-in-charge', messageIds: [one.messageId], ...how },
    });
    const one = await live(world, (of) => [answer(of, first), answer(of, second)]);
    const taken = [escalated(one, 'normal', []), assigned(mine)];
    await world.events.append(onTicket(one, 4, taken, noon + 5 * MINUTE));
    expect(await waits()).toBe(noon + 5 * MINUTE);
    const back = withdrawn(first, { waitingSince: noon });
    await world.events.append(onTicket(one, 6, [back], noon + 6 * MINUTE));
    expect(await waits()).toBe(noon);
    await world.events.append(onTicket(one, 7, [replied()], noon + 6 * MINUTE));
    await world.events.append(
      onTicket(one, 8, [withdrawn(second, { isDealtWith: true })], noon + 7 * MINUTE),
    );
    expect(await waits()).toBeNull();
  });

  it('lists who has waited longest first and who waits for nothing last, page by page', async (world) => {
    const mine = staff();
    const late = await live(world, (of) => [escalated(of), assigned(mine)], { at: noon + 60 * MINUTE });
    const early = await live(world, (of) => [escalated(of), assigned(mine)]);
    const told = await live(world, (of) => [escalated(of), assigned(mine), replied()]);
    const also = await live(world, (of) => [escalated(of), assigned(mine), replied()]);
    const done = [told, also].sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
    const expected = refs([early, late, ...done]);
    expect(refs(await listed(world, { queue: 'mine', staffId: mine }))).toEqual(expected);
    expect(await pageByPage(world, { queue: 'mine', staffId: mine })).toEqual(expected);
    const held = refs(await listed(world, { queue: 'escalated' }));
    expect(held.filter((one) => expected.includes(one))).toEqual(expected);
    const counted = await world.inbox.mineOf(mine, { ...never, normal: noon });
    expect({ ...counted }).toEqual({ queue: 'mine', count: 4, overdue: 1, oldestAt: noon });
  });

  it('lists first whose answer is due first, then by priority, in whatever opening hours', async (world) => {
    const mine = staff();
    const held = (priority: Priority, at: number) =>
      live(world, (of) => [escalated(of, priority), assigned(mine)], { at });
    const low = await held('low', noon - 5 * HOUR);
    const normal = await held('normal', noon - 2 * HOUR);
    const urgent = await held('urgent', noon);
    const high = await held('high', noon - 90 * MINUTE);
    const told = await live(world, (of) => [escalated(of, 'urgent'), assigned(mine), replied()]);
    const toldToo = await live(world, (of) => [escalated(of, 'low'), assigned(mine), replied()]);
    // Two hours of the afternoon, and a night more for the others: the high one and the urgent one are due at one moment.
    const tie = await held('high', noon - 3 * HOUR);
    const expected = {
      always: refs([tie, urgent, high, normal, low, told, toldToo]),
      afternoons: refs([urgent, tie, high, normal, low, told, toldToo]),
    };
    for (const [hours, level] of Object.entries({ always, afternoons })) {
      const request = { queue: 'mine', staffId: mine, dueAt: level.dueAt } as const;
      expect([hours, refs(await listed(world, request))]).toEqual([hours, expected[hours as 'always']]);
      expect([hours, await pageByPage(world, request)]).toEqual([hours, expected[hours as 'always']]);
      const all = refs(await listed(world, { queue: 'escalated', dueAt: level.dueAt }));
      expect(all.filter((one) => expected.always.includes(one))).toEqual(expected[hours as 'always']);
    }
  });

  it('lists who is due at one moment by priority, page by page', async (world) => {
    const mine = staff();
    const sameTime = { dueAt: () => noon };
    const found: Case[] = [];
    for (const priority of ['low', 'urgent', 'normal', 'high'] as const)
      for (const at of [noon, noon - HOUR])
        found.push(await live(world, (of) => [escalated(of, priority), assigned(mine)], { at }));
    const request = { queue: 'mine', staffId: mine, ...sameTime } as const;
    const expected = refs([3, 2, 7, 6, 5, 4, 1, 0].flatMap((n) => found[n] ?? []));
    expect(refs(await listed(world, request))).toEqual(expected);
    expect(await pageByPage(world, request)).toEqual(expected);
  });

  it('lists all that is not closed, the last message first', async (world) => {
    const before = (await count(world, 'all'))?.count ?? 0;
    const old = await live(world, () => [], { at: noon + 100 * MINUTE });
    const young = await live(world, () => [], { at: noon + 101 * MINUTE });
    const over = await live(world, () => [{ type: 'TicketClosed', data: { by: 'timer' } }], {
      at: noon + 102 * MINUTE,
    });
    const all = await listed(world, { queue: 'all' });
    expect(refs(all).slice(0, 2)).toEqual(refs([young, old]));
    expect(refs(all)).not.toContain(over.reference);
    expect((await count(world, 'all'))?.count).toBe(before + 2);
    const [first] = all;
    if (!first) throw new Error('nothing is listed');
    const rest = await listed(world, { queue: 'all', limit: 1, after: placeAfter('all', first) });
    expect(refs(rest)).toEqual([old.reference]);
  });

  it('counts as overdue who has waited too long for their priority', async (world) => {
    const at = noon - 1_000 * MINUTE;
    await live(world, (of) => [escalated(of, 'urgent')], { at });
    await live(world, (of) => [escalated(of, 'low')], { at });
    expect(await count(world, 'escalated', { ...never, urgent: at })).toMatchObject({
      overdue: 1,
      oldestAt: at,
    });
    expect(await count(world, 'escalated', { ...never, urgent: at - 1 })).toMatchObject({ overdue: 0 });
    const most = { urgent: at, high: at, normal: at, low: at };
    expect(await count(world, 'escalated', most)).toMatchObject({ overdue: 2 });
    expect(await count(world, 'all', most)).toMatchObject({ overdue: 2 });
  });

  it('lists tickets with a reply that failed for good, until it has gone out elsewhere', async (world) => {
    const replyId = id();
    const one = await live(world, (of) => [answer(of, replyId), failed(replyId)]);
    expect(refs(await listed(world, { queue: 'failed' }))).toEqual([one.reference]);
    expect(await count(world, 'failed')).toMatchObject({ count: 1, oldestAt: noon + MINUTE });
    await world.events.append(
      onTicket(one, 4, [
        {
          type: 'StaffReplied',
          data: { replyId: id(), staffId: 'anna', channel: 'email', text: 'Again', inPlaceOf: replyId },
        },
      ]),
    );
    expect(await listed(world, { queue: 'failed' })).toHaveLength(0);
  });

  it('counts suppressed messages', async (world) => {
    const before = (await count(world, 'suppressed'))?.count ?? 0;
    await live(world, (of) => [
      message(of, { messageId: id(), handling: 'nobody' }),
      { type: 'MessageSuppressed', data: { messageId: of.messageId, reason: 'spam' } },
    ]);
    expect((await count(world, 'suppressed'))?.count).toBe(before + 2);
  });

  it('counts who may be one person only until they are one', async (world) => {
    const before = (await count(world, 'conflicts'))?.count ?? 0;
    const [customerId, other] = [id(), id()];
    const found = { type: 'IdentityConflictFound', data: { customerId, others: [other], kinds: ['phone'] } };
    const merging = { members: [] };
    await world.events.append(onCustomer(other, 0, [registered(other)]));
    await world.events.append(onCustomer(customerId, 0, [registered(customerId), found]));
    expect(await count(world, 'conflicts')).toMatchObject({ count: before + 1, oldestAt: noon });
    const merged = { type: 'CustomerMerged', data: { customerId: other, into: customerId, ...merging } };
    await world.events.append(onCustomer(other, 1, [merged]));
    expect(await count(world, 'conflicts')).toMatchObject({ count: before });
    const undone = { type: 'CustomerUnmerged', data: { customerId: other, from: customerId, ...merging } };
    await world.events.append(onCustomer(other, 2, [undone]));
    expect(await count(world, 'conflicts')).toMatchObject({ count: before + 1 });
  });

  it('shows the words of a message that was released, and none while it is suppressed', async (world) => {
    const one = newCase();
    const mine = staff();
    const because = { messageId: one.messageId, reason: 'spam' } as const;
    await world.events.append(
      onTicket(one, 0, [
        opened(one),
        message(one, { handling: 'nobody', text: 'Not  spam\nat all.' }),
        { type: 'MessageSuppressed', data: because },
        assigned(mine),
      ]),
    );
    const excerpt = async () => (await listed(world, { queue: 'mine', staffId: mine }))[0]?.excerpt;
    expect(await excerpt()).toBe('');
    const release = { messageId: one.messageId, staffId: mine, handling: 'staff' } as const;
    await world.events.append(onTicket(one, 4, [{ type: 'MessageReleased', data: release }]));
    expect(await excerpt()).toBe('Not spam at all.');
  });

  it('finds tickets by words of subject and messages, by reference, name and address', async (world) => {
    const unusual = `zebra${Date.now()}`;
    const one = await live(world, () => [], {
      subject: `Stripes of a ${unusual}`,
      text: 'My parcel is late.',
    });
    const other = await live(world, () => [{ type: 'TicketClosed', data: { by: 'timer' } }], {
      text: `Where is the ${unusual}?`,
    });
    const streamId = `customer-${one.customerId}`;
    const { customerId } = one;
    const address = `${unusual}x@example.org`;
    const name = `Grace ${unusual}q`;
    await world.events.append({
      streams: [
        {
          streamId,
          expectedVersion: 0,
          customerId,
          events: [
            { type: 'CustomerRegistered', data: { customerId } },
            { type: 'CustomerNamed', data: { customerId, name, evidence: 'claimed' } },
            linked(customerId, address),
          ],
        },
      ],
      metadata,
      at: noon,
    });
    await follow(world);
    const found = async (search: string) => refs(await listed(world, { queue: 'all', search })).sort();
    expect(await found(unusual.slice(0, -1))).toEqual(refs([one, other]).sort());
    expect(await found(`stripes ${unusual}`)).toEqual([one.reference]);
    expect(await found('grace zebra')).toEqual([one.reference]);
    expect(await found(address.toUpperCase())).toEqual([one.reference]);
    for (const asked of [
      one.reference,
      one.reference.toLowerCase(),
      one.reference.replaceAll('-', '').slice(2),
    ])
      expect(await found(asked)).toEqual([one.reference]);
    for (const named of [
      customerId,
      `customer:${customerId}`,
      one.ticketId.toUpperCase(),
      `ticket-${one.ticketId}`,
    ])
      expect(await found(named)).toEqual([one.reference]);
    for (const unknown of [
      `customer:${id()}`,
      id(),
      'LD-ZZZZ-ZZZZ',
      'nobody@example.org',
      '+49 1511 2345678',
    ])
      expect(await found(unknown)).toEqual([]);
    for (const hostile of ["'", "x' | y:*", ':*', '(', '', '\\', '%', 'no such word'])
      expect(await found(hostile)).toEqual([]);
  });

  it('has nothing of a ticket that was erased but that it was there', async (world) => {
    const word = `walrus${Date.now()}`;
    const one = await live(world, () => [], { subject: word, text: word });
    await follow(world);
    await world.events.append(
      onTicket(one, 2, [{ type: 'TicketErased', data: { customerId: one.customerId, messageIds: [] } }]),
    );
    const [found] = await listed(world, { queue: 'all', search: one.reference });
    expect(found).toMatchObject({ subject: '[erased]', excerpt: '', status: 'closed', waitingSince: null });
    expect(await listed(world, { queue: 'all', search: word })).toHaveLength(0);
    await follow(world);
    expect(await listed(world, { queue: 'all', search: word })).toHaveLength(0);
  });

  it('names whom open tickets are assigned to', async (world) => {
    const [busy, done] = [staff(), staff()];
    await live(world, (of) => [escalated(of), assigned(busy)]);
    await live(world, (of) => [
      escalated(of),
      assigned(done),
      { type: 'TicketClosed', data: { by: 'timer' } },
    ]);
    const names = await world.inbox.assignees();
    expect(names).toContain(busy);
    expect(names).not.toContain(done);
  });

  it('names who has signed in without a key and may work on tickets, by the last time', async (world) => {
    const [byKey, byLink, auditor, moved] = [staff(), staff(), staff(), staff()];
    const signIn = async (name: string, role: 'agent' | 'auditor', way: 'key' | 'link' | 'oidc') => {
      const sessionId = id();
      const events = [{ type: 'StaffSignedIn' as const, data: { sessionId, name, role, way } }];
      const streams = [{ streamId: `staff-session-${sessionId}`, expectedVersion: 0, events }];
      await world.events.append({ streams, metadata, at: noon });
    };
    await signIn(byKey, 'agent', 'key');
    await signIn(byLink, 'agent', 'link');
    await signIn(auditor, 'auditor', 'oidc');
    await signIn(moved, 'auditor', 'oidc');
    await signIn(moved, 'agent', 'oidc');
    const names = await world.inbox.signedInWithoutKey();
    expect(names.filter((name) => [byKey, byLink, auditor, moved].includes(name)).sort()).toEqual(
      [byLink, moved].sort(),
    );
  });

  it('names tickets by their references', async (world) => {
    const one = await live(world);
    const found = await world.inbox.references([one.ticketId, id()]);
    expect([...found]).toEqual([[one.ticketId, one.reference]]);
    expect((await world.inbox.references([])).size).toBe(0);
  });
}
