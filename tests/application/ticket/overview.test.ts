// Counts of how tickets went on: each resolution counts as what it is, and once.
import { expect } from 'bun:test';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { sumOf } from '../../../src/application/ticket/overview.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { id, metadata, noon } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const hour = 3_600_000;

/** A ticket that goes through these, an hour apart. */
async function ticket(world: World, channel: Channel, later: readonly TicketEvent[]): Promise<void> {
  const ticketId = id();
  const customerId = id();
  const reference = `LD-${ticketId.slice(-4)}-${ticketId.slice(-8, -4)}`.toUpperCase();
  const opened: TicketEvent = {
    type: 'TicketOpened',
    data: {
      ticketId,
      reference,
      customerId,
      channel,
      category: 'general',
      priority: 'normal',
      subject: 'Labels',
    },
  };
  for (const [version, event] of [opened, ...later].entries())
    await world.events.append({
      streams: [{ streamId: `ticket-${ticketId}`, expectedVersion: version, customerId, events: [event] }],
      metadata,
      at: noon + version * hour,
    });
}

async function catchUp(world: World): Promise<void> {
  await world.sequenceAll();
  const from = await world.followers.position('outcomes');
  const { position: to } = await world.ledger.head();
  const entries = await world.ledger.read(from, 1_000);
  await world.followers.advance(
    'outcomes',
    { from, to },
    entries.flatMap(({ event }) => followedProjection(event)),
  );
}

const resolved = (basis: 'confirmed' | 'assumed'): TicketEvent => ({
  type: 'TicketResolved',
  data: { basis, by: 'timer' },
});
const reopened: TicketEvent = { type: 'TicketReopened', data: { messageId: id() } };
const rated = (rating: number): TicketEvent => ({ type: 'TicketRated', data: { rating } });
const escalated: TicketEvent = {
  type: 'TicketEscalated',
  data: { reason: 'legal', by: 'policy', evidence: 'a lawyer', priority: 'high', messageIds: [] },
};

everywhere('the overview', (it) => {
  it('counts what came of tickets, for each channel', async (world) => {
    await ticket(world, 'email', [resolved('assumed')]);
    await ticket(world, 'email', [resolved('confirmed'), rated(5)]);
    await ticket(world, 'email', [resolved('assumed'), reopened]);
    await ticket(world, 'whatsapp', [
      resolved('assumed'),
      reopened,
      resolved('confirmed'),
      rated(2),
      rated(3),
    ]);
    await ticket(world, 'whatsapp', [escalated, resolved('assumed'), reopened, escalated]);
    await catchUp(world);
    const counts = await world.overviews.counts(noon, noon + 10 * hour);
    expect(counts).toEqual([
      {
        channel: 'email',
        opened: 3,
        escalated: 0,
        confirmed: 1,
        assumed: 1,
        reopened: 1,
        ratings: 1,
        ratingSum: 5,
        satisfied: 1,
      },
      {
        channel: 'whatsapp',
        opened: 2,
        escalated: 1,
        confirmed: 1,
        assumed: 0,
        reopened: 2,
        ratings: 2,
        ratingSum: 5,
        satisfied: 0,
      },
    ]);
    expect(sumOf(counts)).toMatchObject({
      channel: 'all',
      opened: 5,
      confirmed: 2,
      assumed: 1,
      reopened: 3,
      ratings: 3,
    });
  });

  it('counts what happened in the period, and nothing before or after it', async (world) => {
    const counts = await world.overviews.counts(noon + hour, noon + 2 * hour);
    expect(counts).toEqual([
      {
        channel: 'email',
        opened: 0,
        escalated: 0,
        confirmed: 1,
        assumed: 2,
        reopened: 0,
        ratings: 0,
        ratingSum: 0,
        satisfied: 0,
      },
      {
        channel: 'whatsapp',
        opened: 0,
        escalated: 1,
        confirmed: 0,
        assumed: 1,
        reopened: 0,
        ratings: 0,
        ratingSum: 0,
        satisfied: 0,
      },
    ]);
    expect(await world.overviews.counts(0, noon)).toEqual([]);
  });
});

const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
const received = (messageId: string, channel: Channel): TicketEvent => ({
  type: 'CustomerMessageReceived',
  data: {
    messageId,
    customerId: id(),
    channel,
    providerMessageId: messageId,
    evidence: 'attested',
    handling: 'agent',
    senderName: 'Ada',
    text: 'Blank labels.',
  },
});
const composed = (
  replyId: string,
  messageId: string,
  kind: 'answer' | 'acknowledgement',
  channel: Channel = 'email',
): TicketEvent => ({
  type: 'ReplyComposed',
  data: {
    replyId,
    kind,
    channel,
    answers: [messageId],
    text: 'Turn the roll over.',
    citations: [],
    agent: 'extractive',
    usage: noUsage,
  },
});
const sent = (replyId: string): TicketEvent => ({ type: 'ReplySent', data: { replyId } });
const failed = (replyId: string, permanent: boolean): TicketEvent => ({
  type: 'ReplyFailed',
  data: { replyId, code: 'bad-address', permanent },
});
const cost = (costMicros: number): TicketEvent => ({
  type: 'ModelCalled',
  data: {
    runId: id(),
    model: 'm',
    outcome: 'ok',
    usage: { inputTokens: 1, outputTokens: 1, costMicros },
    durationMs: 1,
  },
});
const searched = (runId: string, sufficient: boolean): TicketEvent => ({
  type: 'KnowledgeSearched',
  data: { runId, query: 'labels', results: [], confidence: 0.4, sufficient },
});

everywhere('the overview over time', (it) => {
  it('puts messages into the slice that they were accepted in, whenever their outcome came', async (world) => {
    const [first, second, third] = [id(), id(), id()];
    const reply = id();
    await ticket(world, 'email', [
      received(first, 'email'),
      cost(400),
      composed(reply, first, 'answer'),
      sent(reply),
      received(second, 'email'),
      cost(100),
    ]);
    await ticket(world, 'whatsapp', [
      received(third, 'whatsapp'),
      { type: 'MessageSuppressed', data: { messageId: third, reason: 'spam' } },
    ]);
    await catchUp(world);
    const nothing = { confirmed: 0, assumed: 0, reopened: 0, ratings: 0, ratingSum: 0 };
    const messages = { answered: 0, escalated: 0, suppressed: 0, unanswered: 0, stuck: 0 };
    const edges = [noon, noon + 2 * hour, noon + 4 * hour, noon + 6 * hour];
    const slices = await world.overviews.slices(edges, noon + 6 * hour);
    expect([...slices].map((slice) => ({ ...slice }))).toEqual([
      {
        slice: 0,
        channel: 'email',
        accepted: 1,
        opened: 1,
        costMicros: 500,
        ...messages,
        answered: 1,
        ...nothing,
      },
      {
        slice: 0,
        channel: 'whatsapp',
        accepted: 1,
        opened: 1,
        costMicros: 0,
        ...messages,
        suppressed: 1,
        ...nothing,
      },
      {
        slice: 2,
        channel: 'email',
        accepted: 1,
        opened: 0,
        costMicros: 0,
        ...messages,
        unanswered: 1,
        stuck: 1,
        ...nothing,
      },
    ]);
    expect((await world.overviews.slices(edges, noon)).map(({ stuck }) => stuck)).toEqual([0, 0, 0]);
    expect(await world.overviews.slices([noon], noon)).toEqual([]);
  });

  it('takes the time to the first real answer that left, and to the end that holds', async (world) => {
    const long = noon + 1000 * hour;
    const slow = [id(), id(), id()] as const;
    await ticket(world, 'webform', [
      received(slow[0], 'webform'),
      composed(slow[1], slow[0], 'acknowledgement', 'webform'),
      sent(slow[1]),
      composed(slow[2], slow[0], 'answer', 'webform'),
      sent(slow[2]),
      resolved('assumed'),
      reopened,
      resolved('confirmed'),
    ]);
    await ticket(world, 'webform', [resolved('assumed'), reopened]);
    await catchUp(world);
    const timings = await world.overviews.timings(noon, long);
    expect(timings.filter(({ channel }) => channel === 'webform').map((one) => ({ ...one }))).toEqual([
      { channel: 'webform', kind: 'confirmed', tickets: 1, medianMs: 8 * hour, p95Ms: 8 * hour },
      { channel: 'webform', kind: 'first-response', tickets: 1, medianMs: 5 * hour, p95Ms: 5 * hour },
    ]);
    expect(
      timings.filter(({ channel }) => channel === 'all').map(({ kind, tickets }) => [kind, tickets]),
    ).toEqual([
      ['confirmed', 1],
      ['first-response', 2],
    ]);
    expect(await world.overviews.timings(long, 2 * long)).toEqual([]);
  });

  it('counts runs that searched in vain once, however often they searched', async (world) => {
    const [vain, lucky] = [id(), id()];
    await ticket(world, 'email', [
      searched(vain, false),
      searched(vain, false),
      searched(lucky, false),
      searched(lucky, true),
    ]);
    await catchUp(world);
    expect(await world.overviews.searched(noon, noon + 100 * hour)).toEqual({ runs: 2, withoutEnough: 1 });
    expect(await world.overviews.searched(0, noon)).toEqual({ runs: 0, withoutEnough: 0 });
  });

  it('says of each channel what came and left last, what waits, and what failed for good', async (world) => {
    const message = id();
    const [gone, mended, lost, put] = [id(), id(), id(), id()];
    await ticket(world, 'whatsapp', [
      received(message, 'whatsapp'),
      composed(gone, id(), 'answer', 'whatsapp'),
      failed(gone, true),
      composed(mended, id(), 'answer', 'whatsapp'),
      failed(mended, true),
      sent(mended),
      composed(lost, id(), 'answer', 'whatsapp'),
      failed(lost, false),
      composed(put, id(), 'answer', 'whatsapp'),
      failed(put, true),
      {
        type: 'StaffReplied',
        data: { replyId: id(), staffId: 'kim', channel: 'email', text: 'x', inPlaceOf: put },
      },
      { type: 'ReplyWithdrawn', data: { replyId: lost, reason: 'human-in-charge', messageIds: [] } },
    ]);
    await catchUp(world);
    const standing = await world.overviews.standing(noon + 2 * hour);
    const whatsapp = standing.find(({ channel }) => channel === 'whatsapp');
    expect({ ...whatsapp }).toEqual({
      channel: 'whatsapp',
      lastAcceptedAt: noon + hour,
      lastSentAt: noon + 6 * hour,
      failed: 1,
      waiting: 1,
      stuck: 1,
      oldestWaitingAt: noon + hour,
    });
    expect(await world.overviews.withStaff()).toBe(0);
  });
});
