import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Migration,
  migrate,
  readMigrations,
  requireKnownSchema,
  SchemaMismatch,
} from '../../../src/adapters/postgres/migrations.ts';
import { sqlFolder } from '../../infra/migrated.ts';
import { thrownBy } from '../../infra/sample.ts';
import { onDatabases, type SqlWorld } from '../../infra/worlds.ts';

const migration = (number: number, text: string, breaking = false): Migration => ({
  number,
  name: `test_${number}`,
  text,
  digest: createHash('sha256').update(text).digest('hex'),
  breaking,
});

/** Migrations belong to the owner, not to the runtime role. */
async function asOwner<T>({ database }: SqlWorld, run: (sql: typeof database.sql) => Promise<T>): Promise<T> {
  return database
    .asSuperuser(async (tx) => {
      await tx`grant create on schema public to ledgerdesk_runtime`;
      await tx`grant insert, select on migrations to ledgerdesk_runtime`;
      return undefined;
    })
    .then(() => run(database.sql));
}

onDatabases('migrations', (it) => {
  it('are all applied, and applying them again does nothing', async (world) => {
    const known = await readMigrations(sqlFolder);
    await requireKnownSchema(world.database.sql, known);
    await asOwner(world, async (sql) => {
      expect(await migrate(sql, known)).toEqual([]);
    });
  });

  it('are applied once by two programs that start at once', async (world) => {
    const known = [
      ...(await readMigrations(sqlFolder)),
      migration(9001, 'create table made_once (a int); insert into made_once values (1);'),
    ];
    await asOwner(world, async (sql) => {
      const applied = await Promise.all([
        migrate(sql, known),
        migrate(world.database.connectAgain(1), known),
      ]);
      expect(applied.flat()).toEqual(['test_9001']);
      expect([...(await sql`select a from made_once`)]).toEqual([{ a: 1 }]);
    });
  });

  it('are refused when a file was edited after it was applied', async ({ database }) => {
    const [first, ...others] = await readMigrations(sqlFolder);
    if (!first) throw new Error('no migrations');
    const edited = [{ ...first, digest: 'another' }, ...others];
    for (const run of [migrate, requireKnownSchema]) {
      const error = await thrownBy(run(database.sql, edited));
      expect(error).toBeInstanceOf(SchemaMismatch);
      expect(String(error)).toContain('was edited');
    }
  });

  it('leave nothing behind when one of them fails', async (world) => {
    const known = await readMigrations(sqlFolder);
    const broken = [
      ...known,
      migration(9002, 'create table half (a int)'),
      migration(9003, 'create table half (a int)'),
    ];
    await asOwner(world, async (sql) => {
      const error = await thrownBy(migrate(sql, broken));
      expect(error).toBeInstanceOf(SchemaMismatch);
      expect(error).toMatchObject({ cause: { code: '42P07' } });
      // Which of the files it was (bug: the driver's words alone do not say).
      expect(String(error)).toContain('migration 9003 test_9003 cannot be applied (42P07)');
      const [found] = await sql`select to_regclass('half') is null as gone`;
      expect(found).toEqual({ gone: true });
      await requireKnownSchema(sql, known);
    });
  });

  it('of a newer program are accepted unless they break this one', async (world) => {
    const known = await readMigrations(sqlFolder);
    await asOwner(world, async (sql) => {
      await migrate(sql, [...known, migration(9004, 'select 1')]);
      await requireKnownSchema(sql, known);
      expect(await migrate(sql, known)).toEqual([]);
      await migrate(sql, [...known, migration(9005, '-- breaking\nselect 1', true)]);
      for (const run of [migrate, requireKnownSchema]) {
        const error = await thrownBy(run(sql, known));
        expect(error).toMatchObject({ code: 'schema-mismatch' });
        expect(String(error)).toContain('update the program');
      }
    });
  });

  it('are missed by a program that is newer than the database, which says what to do', async ({
    database,
  }) => {
    const newer = [...(await readMigrations(sqlFolder)), migration(9006, 'select 1')];
    const known = newer.concat(migration(9005, '-- breaking\nselect 1', true));
    const error = await thrownBy(requireKnownSchema(database.sql, known));
    expect(String(error)).toContain('test_9006: run "ledgerdesk migrate"');
  });
});

describe('reading migrations', () => {
  test('takes numbered files in order and notes which break older programs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-sql-'));
    writeFileSync(join(folder, '0002_second.sql'), '-- breaking: drops a column\nselect 2');
    writeFileSync(join(folder, '0001_first.sql'), 'select 1');
    writeFileSync(join(folder, 'notes.txt'), 'not a migration');
    const read = await readMigrations(folder);
    expect(read.map(({ number, name, breaking }) => ({ number, name, breaking }))).toEqual([
      { number: 1, name: 'first', breaking: false },
      { number: 2, name: 'second', breaking: true },
    ]);
    writeFileSync(join(folder, '0002_again.sql'), 'select 3');
    expect(await thrownBy(readMigrations(folder))).toBeInstanceOf(SchemaMismatch);
    rmSync(join(folder, '0002_again.sql'));
    writeFileSync(join(folder, 'third.sql'), 'select 3');
    expect(await thrownBy(readMigrations(folder))).toBeInstanceOf(SchemaMismatch);
    rmSync(folder, { recursive: true });
  });
});
