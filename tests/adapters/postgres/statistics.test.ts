// Statistics of tables: gathered anew where a table has grown tenfold, also by the role that the program runs as.
import { expect } from 'bun:test';
import { postgresStatistics } from '../../../src/adapters/postgres/statistics.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import { onDatabases, project, type SqlWorld } from '../../infra/worlds.ts';

type Sql = SqlWorld['database']['sql'];

async function known(sql: Sql, name: string): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select reltuples::float8 as rows from pg_class where oid = to_regclass(${name})`;
  return row?.rows ?? Number.NaN;
}

const grow = (sql: Sql, rows: number) => sql`
  insert into searches (ticket_id, version, run_id, sufficient, at)
  select gen_random_uuid(), 1, gen_random_uuid(), true, now() from generate_series(1, ${rows}::int)`;

/** As the role that the program runs as. @returns the tables of which they were */
async function renewAll(sql: Sql): Promise<readonly string[]> {
  const [me] = await sql`select current_user as name`;
  expect(me?.['name']).toBe('ledgerdesk_runtime');
  for (const names: string[] = []; ; ) {
    const name = await postgresStatistics(sql).renew();
    if (name === undefined) return names;
    names.push(name);
  }
}

onDatabases('statistics', (it) => {
  it('are gathered of a table that has grown tenfold, and then only when it has again', async (world) => {
    const { sql } = world.database;
    await sql.begin(async (tx) => {
      await tx`set local role none`;
      await tx`alter table searches set (autovacuum_enabled = off)`; // a server would be at it too
    });
    await grow(sql, 2_000);
    expect(await renewAll(sql)).toContain('searches');
    expect(await known(sql, 'searches')).toBe(2_000);
    await grow(sql, 8_000);
    expect(await renewAll(sql)).not.toContain('searches');
    await grow(sql, 15_000);
    expect(await renewAll(sql)).toContain('searches');
    expect(await known(sql, 'searches')).toBe(25_000);
    expect(await renewAll(sql)).toEqual([]);
  });

  it('are those of the rows that a rebuild has written', async (world) => {
    const { sql } = world.database;
    expect(await known(sql, 'searches')).toBe(25_000);
    await rebuildProjections(world.rebuilding, {
      inline: project,
      followed: followedProjection,
      follower: 'outcomes',
    });
    expect(await known(sql, 'searches')).toBe(0);
  });
});
