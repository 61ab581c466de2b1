// What the database sums up for the overview: after a rebuild from the log it is what it was, and it heals with it.
import { expect } from 'bun:test';
import { followOnce } from '../../../src/application/log/follow.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import { liveThrough } from '../../infra/history.ts';
import { onDatabases, project, type SqlWorld } from '../../infra/worlds.ts';

const options = { inline: project, followed: followedProjection, follower: 'outcomes' };

async function sums({ database: { sql } }: SqlWorld) {
  return [
    [...(await sql`select * from overview_hours order by hour, channel`)],
    [...(await sql`select * from ticket_courses order by ticket_id`)],
    [...(await sql`select * from repeated_settlements order by ticket_id, version`)],
    [...(await sql`select * from search_hours order by hour`)],
  ];
}

onDatabases('the sums of the overview', (it) => {
  it('are the same after they were made anew from the log', async (world) => {
    await liveThrough(world, { seed: 8, tickets: 30, steps: 25 });
    await world.sequenceAll();
    const handle = async (entries: Parameters<Parameters<typeof followOnce>[1]['handle']>[0]) =>
      entries.flatMap(({ event }) => followedProjection(event));
    while (await followOnce(world, { name: 'outcomes', handle }));
    const live = await sums(world);
    for (const rows of live) expect(rows.length).toBeGreaterThan(0);
    await world.database.sql`update overview_hours set confirmed = confirmed + 1, opened = 0`;
    await world.database.sql`delete from ticket_courses`;
    expect(await sums(world)).not.toEqual(live);
    await rebuildProjections(world.rebuilding, options);
    expect(await sums(world)).toEqual(live);
  });
});
