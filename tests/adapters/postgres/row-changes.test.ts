import { expect } from 'bun:test';
import fc from 'fast-check';
import { memoryTables } from '../../../src/adapters/memory/database.ts';
import { translate } from '../../../src/adapters/postgres/faults.ts';
import { dumpTable } from '../../../src/adapters/postgres/rebuilding.ts';
import { applyChanges, coalesce, splitChanges } from '../../../src/adapters/postgres/row-changes.ts';
import { UniqueConflict } from '../../../src/application/log/event-store.ts';
import type { Row, RowChange, Table } from '../../../src/application/projection/row-change.ts';
import { inMemory, onDatabases } from '../../infra/worlds.ts';

const things: Table = { name: 'things', key: ['id'], unique: { things_name_key: ['name'] } };
const links: Table = { name: 'links', key: ['kind', 'value'] };

const small = fc.integer({ min: 1, max: 3 });
const word = fc.constantFrom('a', 'b', 'c');
const thing = fc.record({
  id: small,
  name: word,
  size: small,
  tags: fc.constantFrom<Row[string]>([], ['x'], null),
});
const link = fc.record({ kind: word, value: word, owner: small });

const change: fc.Arbitrary<RowChange> = fc.oneof(
  thing.map((row): RowChange => ({ op: 'add', table: things, row })),
  thing.map((row): RowChange => ({ op: 'put', table: things, row })),
  fc
    .tuple(small, thing)
    .map(
      ([id, { size, tags }]): RowChange => ({ op: 'patch', table: things, key: { id }, set: { size, tags } }),
    ),
  fc
    .tuple(small, word)
    .map(([id, name]): RowChange => ({ op: 'patch', table: things, key: { id }, set: { name } })),
  fc.tuple(small, thing).map(
    ([id, { size, tags }]): RowChange => ({
      op: 'patch',
      table: things,
      key: { id },
      set: { size },
      fill: { tags },
    }),
  ),
  small.map((id): RowChange => ({ op: 'patch', table: things, key: { id }, set: { tags: null } })),
  small.map((id): RowChange => ({ op: 'remove', table: things, where: { id } })),
  small.map((size): RowChange => ({ op: 'remove', table: things, where: { size } })),
  link.map((row): RowChange => ({ op: 'add', table: links, row })),
  link.map((row): RowChange => ({ op: 'put', table: links, row })),
  link.map(
    ({ kind, value, owner }): RowChange => ({
      op: 'patch',
      table: links,
      key: { kind, value },
      set: { owner },
    }),
  ),
  link.map(({ kind, value }): RowChange => ({ op: 'remove', table: links, where: { kind, value } })),
  link.map(({ kind, owner }): RowChange => ({ op: 'remove', table: links, where: { kind, owner } })),
);

const byKey = (table: Table) => (a: Row, b: Row) => {
  const [left, right] = [a, b].map((row) => JSON.stringify(table.key.map((c) => row[c])));
  return String(left) < String(right) ? -1 : 1;
};
type Tables = Record<string, readonly Row[]>;

/** What the changes do one after the other, or the constraint at which they stop. */
function oneByOne(before: readonly RowChange[], changes: readonly RowChange[]): Tables | string {
  const tables = memoryTables();
  for (const one of before) tables.apply([one]);
  try {
    tables.apply(changes);
  } catch (error) {
    if (error instanceof UniqueConflict) return 'conflict';
    throw error;
  }
  return Object.fromEntries([things, links].map((t) => [t.name, [...tables.rows(t)].sort(byKey(t))]));
}

const start: readonly RowChange[] = [
  { op: 'add', table: things, row: { id: 1, name: 'a', size: 1, tags: ['x'] } },
  { op: 'add', table: links, row: { kind: 'a', value: 'a', owner: 1 } },
  { op: 'add', table: links, row: { kind: 'b', value: 'a', owner: 2 } },
];

onDatabases('row changes', (it) => {
  it('do in few statements what they would do one by one', async ({ database }) => {
    await database.asSuperuser(async (tx) => {
      await tx`create table things (id int primary key, name text constraint things_name_key unique, size int, tags jsonb)`;
      await tx`create table links (kind text, value text, owner int, primary key (kind, value))`;
      await tx`grant all on things, links to ledgerdesk_runtime`;
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const { sql } = database;
        for (const { name } of [things, links]) await sql`delete from ${sql(name)}`;
        await applyChanges(sql, start);
        const outcome = await sql
          .begin((tx) => applyChanges(tx, changes))
          .then(
            async () => ({
              things: await dumpTable(sql, 'things', things.key),
              links: await dumpTable(sql, 'links', links.key),
            }),
            (error: unknown) => {
              if (translate(error) instanceof UniqueConflict) return 'conflict';
              throw error;
            },
          );
        expect<unknown>(outcome).toEqual(oneByOne(start, changes));
      }),
      { numRuns: 250 },
    );
  });
});

inMemory('merged row changes', (it) => {
  it('a key that is added, patched and added again is found taken', async () => {
    const row = { kind: 'c', value: 'b', owner: 1 };
    const changes: RowChange[] = [
      { op: 'add', table: links, row },
      { op: 'patch', table: links, key: { kind: 'c', value: 'b' }, set: { owner: 1 } },
      { op: 'add', table: links, row },
    ];
    expect(splitChanges(changes).map((batch) => batch.length)).toEqual([2, 1]);
  });

  it('touch a row once per statement and lose nothing', async () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const batches = splitChanges(changes);
        expect(batches.flat()).toEqual(changes);
        for (const batch of batches) {
          const merged = coalesce(batch);
          const rows = merged.flatMap((c) => {
            const row = 'row' in c ? c.row : 'where' in c ? c.where : c.key;
            return c.table.key.every((k) => k in row)
              ? [JSON.stringify([c.table.name, c.table.key.map((k) => row[k])])]
              : [];
          });
          expect(new Set(rows).size).toBe(rows.length);
        }
        const merged = batches.flatMap((batch) => coalesce(batch));
        expect(oneByOne(start, merged)).toEqual(oneByOne(start, changes));
      }),
    );
  });

  it('are none for none', async () => {
    expect(splitChanges([])).toEqual([]);
    expect(coalesce([])).toEqual([]);
  });
});
