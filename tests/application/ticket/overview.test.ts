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
      },
    ]);
    expect(await world.overviews.counts(0, noon)).toEqual([]);
  });
});
