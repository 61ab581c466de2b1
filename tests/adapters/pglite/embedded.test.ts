import { afterAll, describe, expect, test } from 'bun:test';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DataDirectoryDamaged,
  embeddedSocketFile,
  openEmbedded,
} from '../../../src/adapters/pglite/embedded.ts';
import {
  DataDirectoryInUse,
  DataDirectoryNotLocked,
  lockDirectory,
  requireUnlocked,
} from '../../../src/adapters/pglite/lock.ts';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { databaseKinds } from '../../infra/postgres.ts';
import { thrownBy } from '../../infra/sample.ts';

const root = mkdtempSync(join(tmpdir(), 'ledgerdesk-embedded-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = (name: string) => {
  const path = join(root, name);
  mkdirSync(path);
  return path;
};
const holder = new URL('hold.ts', import.meta.url).pathname;

/** Another process that holds the lock. */
async function holdElsewhere(path: string) {
  const child = Bun.spawn([process.execPath, holder, path], { stdout: 'pipe', stderr: 'inherit' });
  const { value } = await child.stdout.getReader().read();
  expect(new TextDecoder().decode(value)).toContain('held');
  return child;
}

describe('the lock of a data directory', () => {
  test('refuses a second process and names the first, until that is gone, however it went', async () => {
    const path = folder('killed');
    const child = await holdElsewhere(path);
    const error = await thrownBy(openEmbedded(path));
    expect(error).toBeInstanceOf(DataDirectoryInUse);
    expect(error).toMatchObject({ code: 'data-directory-in-use' });
    expect(String(error)).toContain(`process ${child.pid}`);
    child.kill(9);
    await child.exited;
    lockDirectory(path)[Symbol.dispose]();
  });

  test('refuses a second opening in the same process', () => {
    const path = folder('same');
    const lock = lockDirectory(path);
    expect(() => lockDirectory(path)).toThrow(DataDirectoryInUse);
    lock[Symbol.dispose]();
    lockDirectory(path)[Symbol.dispose]();
  });

  test('does not call a directory in use that cannot be written', () => {
    expect(() => lockDirectory(join(root, 'missing'))).toThrow();
    expect(() => lockDirectory(join(root, 'missing'))).not.toThrow(DataDirectoryInUse);
  });
});

describe('a lock that cannot be taken', () => {
  // (bug: whatever SQLite refused for, a process was named that had ended long ago)
  test('names no process when its file is damaged, but the file', async () => {
    const path = folder('garbled');
    writeFileSync(join(path, 'lock'), 'this was never a lock');
    writeFileSync(join(path, 'lock.pid'), '4711');
    const error = await thrownBy(openEmbedded(path));
    expect(error).toBeInstanceOf(DataDirectoryNotLocked);
    expect(String(error)).toContain(`the file lock in ${path} cannot be used (SQLITE_NOTADB)`);
    expect(String(error)).not.toContain('4711');
  });

  test('is told of without being taken', async () => {
    const path = folder('asked');
    expect(() => requireUnlocked(path)).not.toThrow();
    expect(readdirSync(path)).toEqual([]);
    const child = await holdElsewhere(path);
    expect(() => requireUnlocked(path)).toThrow(`${path} is in use by process ${child.pid}`);
    child.kill(9);
    await child.exited;
    requireUnlocked(path);
    requireUnlocked(path);
    lockDirectory(path)[Symbol.dispose]();
  });
});

describe('the embedded database', () => {
  test('keeps its data over a restart, is small and only for this user, and leaves no socket behind', async () => {
    const path = folder('kept');
    for (const expected of [0, 1]) {
      const embedded = await openEmbedded(path);
      expect(statSync(path).mode & 0o077).toBe(0);
      const sql = connect({ socket: embedded.socket, max: 4, applicationName: 'ledgerdesk tests' });
      await sql`create table if not exists kept (a int)`;
      const [count] = await sql`select count(*)::int as rows from kept`;
      expect(count).toEqual({ rows: expected });
      expect([...(await sql`show shared_buffers`)]).toEqual([{ shared_buffers: '32MB' }]);
      await sql`insert into kept values (1)`;
      await embedded.exec('create extension if not exists vector');
      await sql.end();
      expect(existsSync(embeddedSocketFile(path))).toBe(true);
      await embedded[Symbol.asyncDispose]();
      expect(existsSync(embeddedSocketFile(path))).toBe(false);
    }
  }, 60_000);

  test('says so when its files are damaged, and lets go of the lock', async () => {
    const path = folder('damaged');
    mkdirSync(join(path, 'postgres', 'global'), { recursive: true });
    writeFileSync(join(path, 'postgres', 'PG_VERSION'), '17\n');
    writeFileSync(join(path, 'postgres', 'global', 'pg_control'), 'not a control file');
    const error = await thrownBy(openEmbedded(path));
    expect(error).toBeInstanceOf(DataDirectoryDamaged);
    expect(error).toMatchObject({ code: 'data-directory-damaged' });
    expect(String(error)).toContain('Restore the folder from a backup');
    expect(readdirSync(join(path, 'postgres'))).toContain('PG_VERSION');
    lockDirectory(path)[Symbol.dispose]();
  }, 60_000);

  // (bug: PGlite made a new database over it, and every event was gone)
  test('is not made anew over one whose PG_VERSION is gone', async () => {
    const path = folder('no-version');
    await (await openEmbedded(path))[Symbol.asyncDispose]();
    const version = join(path, 'postgres', 'PG_VERSION');
    const text = readFileSync(version, 'utf8');
    const control = readFileSync(join(path, 'postgres', 'global', 'pg_control'));
    rmSync(version);
    expect(await thrownBy(openEmbedded(path))).toBeInstanceOf(DataDirectoryDamaged);
    expect(readFileSync(join(path, 'postgres', 'global', 'pg_control'))).toEqual(control);
    writeFileSync(version, text);
    await (await openEmbedded(path))[Symbol.asyncDispose]();
  }, 60_000);

  test('is made when an earlier start ended before it was', async () => {
    const path = folder('half-made');
    mkdirSync(join(path, 'postgres', 'global'), { recursive: true });
    writeFileSync(join(path, 'postgres', 'global', 'pg_control'), '');
    await (await openEmbedded(path))[Symbol.asyncDispose]();
    expect(readdirSync(join(path, 'postgres'))).toContain('PG_VERSION');
  }, 60_000);

  test('forgets the statements of a connection that is gone, and no others', async () => {
    await using embedded = await openEmbedded(folder('statements'));
    const open = () => connect({ socket: embedded.socket, max: 1, applicationName: 'test' });
    const stays = open();
    const leaves = open();
    const prepared = async () =>
      (await stays<{ statement: string }[]>`select statement from pg_prepared_statements`).map(
        (row) => row.statement,
      );
    try {
      await stays`select ${'mine'}::text as mine`;
      await leaves`select ${'gone'}::text as gone`;
      expect(await prepared()).toContain('select $1::text as gone');
      await leaves.end();
      const left = await prepared();
      expect(left).toContain('select $1::text as mine');
      expect(left).not.toContain('select $1::text as gone');
      expect([...(await stays`select ${'still'}::text as mine`)]).toEqual([{ mine: 'still' }]);
    } finally {
      await stays.end();
    }
  }, 60_000);

  test('gives each connection its own answers, unnamed statements included', async () => {
    const [kind] = databaseKinds;
    const database = await kind?.open();
    if (!database) throw new Error('no database');
    const wrong: unknown[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async (_, worker) => {
        for (let i = 0; i < 25; i++) {
          const value = worker * 1_000 + i;
          const [row] = await database.sql.unsafe(
            `select $1::int as a, ${value} as b, repeat('x', $1) as c`,
            [value],
          );
          if (row?.['a'] !== value || row?.['b'] !== value || row?.['c'].length !== value) wrong.push(row);
        }
      }),
    );
    expect(wrong).toEqual([]);
    await database.close();
  }, 60_000);
});
