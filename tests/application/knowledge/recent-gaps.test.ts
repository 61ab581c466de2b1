// What customers asked in vain, found without reading the whole log.
import { expect } from 'bun:test';
import { recentGaps } from '../../../src/application/knowledge/recent-gaps.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { firstContact, id, newCase, noon, onTicket } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const stemsOf = (text: string) => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
const searched = (runId: string, query: string, sufficient = false): TicketEvent => ({
  type: 'KnowledgeSearched',
  data: { runId, query, results: [], confidence: 0.2, sufficient },
});

async function asked(world: World, at: number, searches: readonly TicketEvent[]) {
  const one = newCase();
  await world.events.append(firstContact(one, at));
  await world.events.append(onTicket(one, 2, searches, at));
  await world.sequenceAll();
  const from = await world.followers.position('outcomes');
  const { position: to } = await world.ledger.head();
  const entries = await world.ledger.read(from, 1_000);
  const rows = entries.flatMap(({ event }) => followedProjection(event));
  await world.followers.advance('outcomes', { from, to }, rows);
  return one;
}

everywhere('recent gaps', (it) => {
  it('bring together the first questions of runs that found nothing, with their tickets', async (world) => {
    const gift = [searched(id(), 'gift cards balance'), searched(id(), 'balance gift cards')];
    const first = await asked(world, noon, gift);
    const second = await asked(world, noon + 1_000, [searched(id(), 'gift cards balance again')]);
    const lucky = id();
    await asked(world, noon, [searched(lucky, 'zebra stripes'), searched(lucky, 'zebra', true)]);
    await asked(world, noon - 1_000_000, [searched(id(), 'ancient history')]);
    const erased = await asked(world, noon, [searched(id(), 'secret matters')]);
    await world.erase(erased.customerId);
    const gaps = await recentGaps(world, { since: noon - 1_000, limit: 10, stemsOf });
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ questions: 3, tickets: 2, latest: noon + 1_000 });
    expect(gaps[0]?.references).toEqual([second.reference, first.reference]);
    expect(await world.searchLog.inVain(noon + 1_000, 10)).toMatchObject([
      { ticketId: second.ticketId, version: 3 },
    ]);
  });
});
