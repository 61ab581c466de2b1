// What comes between an answer and its customer, on real databases with several processes: a person, an erasure, a further
// message. Each is asked for when the answer is appended, and again when it is sent.
import { expect } from 'bun:test';
import { createScriptedAgent, upToSearch } from '../../../src/adapters/scripted-agent/agent.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { answerTicket } from '../../../src/application/agent/answer-ticket.ts';
import type { ChannelGateway } from '../../../src/application/channel/channel-gateway.ts';
import { takeOver } from '../../../src/application/inbox/acts.ts';
import type { EventStore } from '../../../src/application/log/event-store.ts';
import { followOnce } from '../../../src/application/log/follow.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { outcomes, timers } from '../../../src/application/projection/tables.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { deliverReply } from '../../../src/application/ticket/deliver-reply.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { firstContact, id, metadata, newCase, onCustomer, registered, thrownBy } from '../../infra/sample.ts';
import { onDatabases, portsOn, type SqlWorld } from '../../infra/worlds.ts';
import { delivery, goodAnswer, openDesk, question } from '../agent/desk.ts';

const answers = { tool: 'send_response', args: { text: goodAnswer, citations: ['labels#1'] } } as const;
const races = 12;

/** A ticket with one message, and the processes around it, each with its own view of the same rows. */
async function around(world: SqlWorld) {
  const agent = createScriptedAgent({ runs: [[...upToSearch(question), answers]] });
  const desk = await openDesk({ agent });
  const { sql } = world.database;
  // Nobody drives the clock while several wait for their next round.
  const clock = { ...desk.clock, sleep: systemClock.sleep };
  const process = () => ({ ...portsOn(sql, desk.clock), ids: desk.ids, clock });
  const one = newCase();
  await world.events.append(onCustomer(one.customerId, 0, [registered(one.customerId)], desk.clock.now()));
  await world.events.append(firstContact(one, desk.clock.now()));
  const sent: string[] = [];
  /** Each runs before one append of whoever is overtaken. */
  const beforeAppend: (() => Promise<unknown>)[] = [];
  const overtaken = ({ events }: { readonly events: EventStore }): EventStore => ({
    ...events,
    append: async (request) => {
      await beforeAppend.shift()?.();
      return events.append(request);
    },
  });
  const gateway: ChannelGateway = {
    channel: 'webform',
    // Who comes second leaves alone what may be on its way.
    sendLimitMs: 60_000,
    send: async ({ replyId }) => {
      sent.push(replyId);
      return { outcome: 'sent' };
    },
    reconcile: async () => ({ state: 'unknown' }),
  };
  const gateways = new Map([[gateway.channel, gateway]]);
  const { telemetry } = desk;
  const load = () => loadTicket(world, one.ticketId);
  const apply = async (command: TicketCommand) => {
    const done = await changeTicket(process(), one.ticketId, metadata, (ticket) => decide(command, ticket));
    if (isRejection(done)) throw new Error(done.detail);
  };
  return {
    one,
    desk,
    sent,
    beforeAppend,
    load,
    apply,
    types: async () => (await load()).events.slice(2).map(({ type }) => type),
    outcomes: async () => (await load()).ticket?.messages.map(({ outcome }) => outcome),
    answer: () => {
      const own = process();
      const ports = { ...desk, events: overtaken(own), tickets: own.tickets };
      return answerTicket(ports, one.ticketId, delivery());
    },
    deliver: (replyId: string) => {
      const own = process();
      const ports = { ...own, telemetry, gateways, events: overtaken(own), signature: '' };
      return deliverReply(ports, one.ticketId, replyId);
    },
    replies: async () =>
      ((await load()).ticket?.replies ?? [])
        .filter(({ kind, author }) => kind === 'answer' && author === 'agent')
        .map(({ replyId }) => replyId),
    person: () => takeOver(process(), one.reference, { staffId: 'anna' }),
    erase: () => {
      const own = process();
      const ports = { ...own, erasureList: { add: async () => {} } };
      return erasePerson(ports, one.customerId, { basis: 'request', staffId: 'anna' });
    },
    writes: (messageId = id()) =>
      apply({
        command: 'ReceiveMessage',
        messageId,
        customerId: one.customerId,
        channel: 'webform',
        providerMessageId: `form:${messageId}`,
        evidence: 'claimed',
        senderName: 'Ada Marsh',
        text: question,
      }),
  };
}

async function composed(world: SqlWorld) {
  const all = await around(world);
  expect(await all.answer()).toBe('answered');
  const [replyId = ''] = await all.replies();
  return { ...all, replyId };
}

async function standing(world: SqlWorld, ticketId: string) {
  await world.sequenceAll();
  const handle = async (entries: Parameters<Parameters<typeof followOnce>[1]['handle']>[0]) =>
    entries.flatMap(({ event }) => followedProjection(event));
  while (await followOnce(world, { name: 'outcomes', handle }));
  return (await world.dump(outcomes))
    .filter((row) => row['ticket_id'] === ticketId)
    .map((row) => row['outcome']);
}

const waitingFor = async (world: SqlWorld, ticketId: string) =>
  (await world.dump(timers)).filter((row) => row['ticket_id'] === ticketId).map((row) => row['kind']);

onDatabases('the fence before an answer', (it) => {
  it('a person who takes over while the agent works: its answer is not appended', async (world) => {
    const { answer, beforeAppend, person, types, outcomes: of } = await around(world);
    beforeAppend.push(person);
    expect(await answer()).toBe('dropped');
    expect(await types()).toEqual(['TicketEscalated', 'ReplyComposed', 'TicketAssigned']);
    expect(await of()).toEqual(['escalated']);
    expect(await answer()).toBe('idle');
  });

  it('an erasure while the agent works: nothing of its answer is appended', async (world) => {
    const { answer, beforeAppend, erase, types, one } = await around(world);
    beforeAppend.push(erase);
    expect(await answer()).toBe('dropped');
    expect(await types()).toEqual(['TicketErased']);
    expect(await answer()).toBe('idle');
    expect(await waitingFor(world, one.ticketId)).toEqual([]);
  });

  it('a message while the agent works: one answer is for both', async (world) => {
    const { answer, beforeAppend, writes, load, replies } = await around(world);
    beforeAppend.push(() => writes());
    expect(await answer()).toBe('answered');
    const { ticket } = await load();
    expect(await replies()).toHaveLength(1);
    expect(ticket?.replies[0]?.answers).toEqual(ticket?.messages.map(({ messageId }) => messageId));
  });

  it('a person who takes over before the attempt is recorded: nothing is sent', async (world) => {
    const { deliver, replyId, beforeAppend, person, sent, load, one, types } = await composed(world);
    beforeAppend.push(person);
    await deliver(replyId);
    await deliver(replyId);
    expect(sent).toEqual([]);
    expect((await types()).slice(-3)).toEqual(['TicketEscalated', 'TicketAssigned', 'ReplyWithdrawn']);
    const { ticket } = await load();
    expect(ticket?.awaitsStaff).toBe(true);
    expect(ticket?.messages.map(({ outcome }) => outcome)).toEqual(['escalated']);
    expect(await standing(world, one.ticketId)).toEqual(['escalated']);
    expect(await waitingFor(world, one.ticketId)).toEqual([]);
  });

  it('an erasure before the attempt is recorded: nothing is sent, nor written any more', async (world) => {
    const { deliver, replyId, beforeAppend, erase, sent, types, one } = await composed(world);
    beforeAppend.push(erase);
    await deliver(replyId);
    await deliver(replyId);
    expect(sent).toEqual([]);
    expect((await types()).at(-1)).toBe('TicketErased');
    expect((await types()).filter((type) => type === 'ReplyAttempted')).toEqual([]);
    expect(await waitingFor(world, one.ticketId)).toEqual([]);
  });

  it('a message before the attempt is recorded: one reply is sent, for both, and each counts as answered once', async (world) => {
    const all = await composed(world);
    const { deliver, replyId, beforeAppend, writes, sent, answer, replies, one, outcomes: of } = all;
    beforeAppend.push(() => writes());
    await deliver(replyId);
    expect(await of()).toEqual(['unanswered', 'unanswered']);
    expect(await standing(world, one.ticketId)).toEqual(['unanswered', 'unanswered']);
    expect(await waitingFor(world, one.ticketId)).toEqual(['answer', 'answer']);
    expect(await answer()).toBe('answered');
    const [, both = ''] = await replies();
    await deliver(both);
    await deliver(replyId);
    expect(sent).toEqual([both]);
    expect(await standing(world, one.ticketId)).toEqual(['answered', 'answered']);
    const [hours] = await world.database.sql`
      select sum(accepted)::int - sum(answered)::int - sum(escalated)::int - sum(suppressed)::int as open from overview_hours`;
    const [rows] = await world.database
      .sql`select count(*)::int as open from outcomes where outcome = 'unanswered'`;
    expect(hours).toEqual(rows);
  });

  it('an erasure after an answer was taken back ends what waits again', async (world) => {
    const { deliver, replyId, beforeAppend, writes, erase, sent, one, load } = await composed(world);
    beforeAppend.push(() => writes());
    await deliver(replyId);
    await erase();
    const { ticket, events } = await load();
    expect(ticket?.messages.map(({ outcome }) => outcome)).toEqual(['suppressed', 'suppressed']);
    expect(events.at(-1)?.data).toMatchObject({ messageIds: ticket?.messages.map((m) => m.messageId) });
    expect(await standing(world, one.ticketId)).toEqual(['suppressed', 'suppressed']);
    expect(await waitingFor(world, one.ticketId)).toEqual([]);
    expect(sent).toEqual([]);
  });

  for (const [what, ended] of [
    ['person', 'TicketEscalated'],
    ['erase', 'TicketErased'],
    ['writes', 'CustomerMessageReceived'],
  ] as const)
    it(`two deliveries and, at once, ${ended}: never an attempt behind it, and one at most`, async (world) => {
      for (let race = 0; race < races; race++) {
        const all = await composed(world);
        const { deliver, replyId, sent, types } = all;
        const begun = [() => deliver(replyId), () => all[what](), () => deliver(replyId)];
        if (race % 2 === 0) begun.reverse();
        await Promise.all(begun.map((one) => one()));
        await deliver(replyId);
        const after = (await types()).slice((await types()).indexOf('ReplyComposed'));
        const attempts = after.filter((type) => type === 'ReplyAttempted').length;
        expect(sent.length).toBe(attempts);
        expect(attempts).toBeLessThanOrEqual(1);
        const withdrawn = after.filter((type) => type === 'ReplyWithdrawn').length;
        if (attempts === 1) expect(after.indexOf('ReplyAttempted')).toBeLessThan(after.indexOf(ended));
        expect(withdrawn).toBe(attempts === 1 || what === 'erase' ? 0 : 1);
      }
    });

  it('refuses what a process decides that looked before the answer was taken back', async (world) => {
    const { deliver, replyId, beforeAppend, writes, apply } = await composed(world);
    beforeAppend.push(() => writes());
    await deliver(replyId);
    const late = await thrownBy(apply({ command: 'AttemptReply', replyId }));
    expect(late).toEqual(new Error('the reply is already withdrawn'));
  });
});
