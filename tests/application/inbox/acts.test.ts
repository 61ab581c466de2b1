import { expect } from 'bun:test';
import fc from 'fast-check';
import {
  addNote,
  close,
  giveTo,
  handBack,
  reopen,
  reply,
  resolve,
  takeOver,
} from '../../../src/application/inbox/acts.ts';
import { isMovedOn } from '../../../src/application/inbox/what-matters.ts';
import { InvalidInput } from '../../../src/application/ticket/prepare-submission.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, message, noon, note, onTicket, thrownBy } from '../../infra/sample.ts';
import { everywhere, inMemory } from '../../infra/worlds.ts';
import {
  answered,
  assigned,
  closed,
  handedBack,
  portsOf,
  resolved,
  ticketWith,
  typesOf,
  withStaff,
} from './desk.ts';

const anna = (seen?: number) => ({ staffId: 'anna', ...(seen === undefined ? {} : { seen }) });
const ben = (seen?: number) => ({ staffId: 'ben', ...(seen === undefined ? {} : { seen }) });
const words = (text = 'A person here.') => ({ replyId: id(), text });

inMemory('taking over', (it) => {
  it('gives a ticket of the agent to who takes it, and tells who waits', async (world) => {
    const one = await ticketWith(world);
    expect(await takeOver(portsOf(world), one.reference, anna(2))).toEqual({ version: 5 });
    expect((await typesOf(world, one)).slice(2)).toEqual([
      'TicketEscalated',
      'ReplyComposed',
      'TicketAssigned',
    ]);
    const [told] = (await world.tickets.messagesOf(one.ticketId)).slice(-1);
    expect(told).toMatchObject({ kind: 'acknowledgement', author: 'agent' });
    expect(told?.text).toContain(one.reference);
    expect(await world.tickets.byId(one.ticketId)).toMatchObject({ status: 'escalated', assignedTo: 'anna' });
  });

  it('changes nothing the second time', async (world) => {
    const one = await withStaff(world);
    expect(await takeOver(portsOf(world), one.reference, anna(3))).toEqual({ version: 4 });
    expect(await takeOver(portsOf(world), one.reference, anna(3))).toEqual({ version: 4 });
    expect(await typesOf(world, one)).toHaveLength(4);
  });

  it('is a conflict when a colleague was faster, unless it is theirs that is wanted', async (world) => {
    const one = await withStaff(world);
    await takeOver(portsOf(world), one.reference, ben(3));
    expect(await takeOver(portsOf(world), one.reference, anna(3))).toEqual({
      conflict: { version: 4, what: 'taken', by: 'ben', at: noon + 3_600_000 },
    });
    expect(await takeOver(portsOf(world), one.reference, anna(4))).toEqual({ version: 5 });
  });

  it('takes from the agent although it has just answered', async (world) => {
    const one = await answered(world);
    expect(await takeOver(portsOf(world), one.reference, anna(2))).toEqual({ version: 5 });
    expect((await typesOf(world, one)).slice(3)).toEqual(['TicketEscalated', 'TicketAssigned']);
  });

  it('gives to somebody else under the name of who decided', async (world) => {
    const one = await withStaff(world);
    await giveTo(portsOf(world), one.reference, anna(3), 'ben');
    const last = (await world.events.readStream(one.streamId)).at(-1);
    expect(last?.data).toEqual({ staffId: 'ben', by: 'anna' });
    expect(last?.metadata.actor).toEqual({ kind: 'staff', id: 'anna' });
  });

  it('knows no ticket of another reference', async (world) =>
    expect(await takeOver(portsOf(world), 'LD-0000-0000', anna())).toMatchObject({
      rejected: 'ticket-unknown',
    }));
});

inMemory('replying', (it) => {
  it('sends the words once, however often they come', async (world) => {
    const one = await withStaff(world);
    const said = words();
    const ports = portsOf(world);
    expect(await reply(ports, one.reference, anna(3), said)).toEqual({ version: 4 });
    expect(await reply(ports, one.reference, anna(3), said)).toEqual({ version: 4 });
    expect((await typesOf(world, one)).filter((type) => type === 'StaffReplied')).toHaveLength(1);
  });

  it('of somebody else under the same id is refused', async (world) => {
    const one = await withStaff(world);
    const said = words();
    await reply(portsOf(world), one.reference, anna(3), said);
    expect(await reply(portsOf(world), one.reference, ben(4), said)).toMatchObject({
      rejected: 'reply-known',
    });
  });

  it('is a conflict after another reply, also one’s own from another window', async (world) => {
    const one = await withStaff(world);
    await reply(portsOf(world), one.reference, anna(3), words());
    for (const who of [ben(3), anna(3)])
      expect(await reply(portsOf(world), one.reference, who, words())).toMatchObject({
        conflict: { what: 'replied', by: 'anna', version: 4 },
      });
    expect(await reply(portsOf(world), one.reference, anna(4), words('And one more.'))).toEqual({
      version: 5,
    });
  });

  it('is a conflict when the customer wrote again, and none for notes and news', async (world) => {
    const one = await withStaff(world);
    await world.events.append(onTicket(one, 3, [note()]));
    expect(await reply(portsOf(world), one.reference, anna(3), words())).toEqual({ version: 5 });
    await world.events.append(onTicket(one, 5, [message(one, { messageId: id(), handling: 'staff' })]));
    expect(await reply(portsOf(world), one.reference, anna(5), words())).toEqual({
      conflict: { version: 6, what: 'customer-wrote', by: 'system', at: noon },
    });
  });

  it('is refused where the ticket is the agent’s, and where it would not arrive', async (world) => {
    const one = await answered(world);
    expect(await reply(portsOf(world), one.reference, anna(), words())).toMatchObject({
      rejected: 'not-escalated',
    });
    const other = await withStaff(world);
    const ports = { ...portsOf(world), sendsOn: new Set(['email'] as const) };
    expect(await reply(ports, other.reference, anna(), words())).toEqual({
      rejected: 'reply-not-possible',
      detail: 'it would not arrive: channel-off',
    });
    expect(await reply(portsOf(world), other.reference, anna(), words('x'.repeat(4_001)))).toMatchObject({
      rejected: 'reply-too-long',
    });
  });
});

inMemory('notes, ends and beginnings', (it) => {
  it('a note is taken once and needs no version', async (world) => {
    const one = await withStaff(world);
    const said = { noteId: id(), text: 'Called back.\u0000' };
    expect(await addNote(portsOf(world), one.reference, anna(1), said)).toEqual({ version: 4 });
    expect(await addNote(portsOf(world), one.reference, anna(1), said)).toEqual({ version: 4 });
    const last = (await world.events.readStream(one.streamId)).at(-1);
    expect(last?.data).toMatchObject({ text: 'Called back.', staffId: 'anna' });
  });

  it('an answered ticket is handed back once, and one that waits is not', async (world) => {
    const one = await withStaff(world);
    const ports = portsOf(world);
    expect(await handBack(ports, one.reference, anna(3))).toMatchObject({ rejected: 'not-answered' });
    await reply(ports, one.reference, anna(3), words());
    expect(await handBack(ports, one.reference, anna(4))).toEqual({ version: 5 });
    expect(await handBack(ports, one.reference, anna(4))).toEqual({ version: 5 });
    expect(await handBack(ports, one.reference, ben(4))).toMatchObject({ conflict: { what: 'handed-back' } });
  });

  it('is resolved, closed and reopened by staff, each once', async (world) => {
    const one = await withStaff(world);
    const ports = portsOf(world);
    await reply(ports, one.reference, anna(3), words());
    expect(await resolve(ports, one.reference, anna(4), 'assumed')).toEqual({ version: 5 });
    expect(await resolve(ports, one.reference, anna(4), 'assumed')).toEqual({ version: 5 });
    expect(await close(ports, one.reference, anna(5))).toEqual({ version: 6 });
    expect(await reopen(ports, one.reference, anna(6))).toEqual({ version: 9 });
    expect(await reopen(ports, one.reference, anna(6))).toEqual({ version: 9 });
    expect((await typesOf(world, one)).slice(4)).toEqual([
      'TicketResolved',
      'TicketClosed',
      'TicketReopened',
      'TicketEscalated',
      'TicketAssigned',
    ]);
    expect(await world.tickets.byId(one.ticketId)).toMatchObject({ status: 'escalated', assignedTo: 'anna' });
  });

  it('nothing is resolved over the head of a customer who wrote again', async (world) => {
    const one = await withStaff(world);
    await reply(portsOf(world), one.reference, anna(3), words());
    await world.events.append(onTicket(one, 4, [message(one, { messageId: id(), handling: 'staff' })]));
    expect(await resolve(portsOf(world), one.reference, anna(4), 'assumed')).toMatchObject({
      conflict: { what: 'customer-wrote' },
    });
    expect(await resolve(portsOf(world), one.reference, anna(5), 'assumed')).toMatchObject({
      rejected: 'not-answered',
    });
  });

  it('a ticket that was taken, handed back, resolved or closed meanwhile is a conflict for who takes it', async (world) => {
    for (const [events, what] of [
      [[assigned('ben')], 'taken'],
      [[assigned('ben'), handedBack], 'handed-back'],
      [[resolved], 'resolved'],
      [[resolved, closed], 'closed'],
    ] as const) {
      const one = await withStaff(world);
      await world.events.append(onTicket(one, 3, events));
      expect(await takeOver(portsOf(world), one.reference, anna(3))).toMatchObject({ conflict: { what } });
    }
  });
});

everywhere('two people at one ticket', (it) => {
  it('never give the customer a double answer', async (world) => {
    const run = async (people: readonly (0 | 1 | 2)[]) => {
      const one = await withStaff(world);
      const ports = portsOf(world);
      const outcomes = await Promise.all(
        people.map((nr) =>
          reply(ports, one.reference, { staffId: `staff-${nr}`, seen: 3 }, words(`by ${nr}`)),
        ),
      );
      const sent = outcomes.filter((outcome) => !isRejection(outcome) && !isMovedOn(outcome));
      const conflicts = outcomes.filter(isMovedOn);
      expect([sent.length, conflicts.length]).toEqual([1, people.length - 1]);
      expect((await typesOf(world, one)).filter((type) => type === 'StaffReplied')).toHaveLength(1);
    };
    const people = fc.array(fc.constantFrom(0 as const, 1 as const, 2 as const), {
      minLength: 2,
      maxLength: 5,
    });
    await fc.assert(fc.asyncProperty(people, run), { numRuns: 15 });
  });

  it('and one who sends the same words twice at once sends them once', async (world) => {
    const one = await withStaff(world);
    const said = words();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => reply(portsOf(world), one.reference, anna(3), said)),
    );
    expect(outcomes).toEqual([{ version: 4 }, { version: 4 }, { version: 4 }]);
    expect((await typesOf(world, one)).filter((type) => type === 'StaffReplied')).toHaveLength(1);
  });

  it('one has it when both take it over', async (world) => {
    const one = await withStaff(world);
    const outcomes = await Promise.all(
      [anna(3), ben(3)].map((who) => takeOver(portsOf(world), one.reference, who)),
    );
    expect(outcomes.filter(isMovedOn)).toHaveLength(1);
    expect((await typesOf(world, one)).filter((type) => type === 'TicketAssigned')).toHaveLength(1);
  });
});

inMemory('words of staff', (it) => {
  it('that nobody can read are no reply and no note', async (world) => {
    const one = await withStaff(world);
    const ports = portsOf(world);
    for (const text of [' \n ', '\u200b\u2060', '\u2800']) {
      expect(await thrownBy(reply(ports, one.reference, anna(3), words(text)))).toBeInstanceOf(InvalidInput);
      expect(await thrownBy(addNote(ports, one.reference, anna(), { noteId: id(), text }))).toBeInstanceOf(
        InvalidInput,
      );
    }
    expect(await typesOf(world, one)).toHaveLength(3);
  });
});
