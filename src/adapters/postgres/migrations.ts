// Numbered plain SQL files, each applied once, all missing ones in one transaction; a schema the program cannot know is refused.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from './connection.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly digest: string;
  /** Declared by a first line `-- breaking`: programs that do not know it must not run on it. */
  readonly breaking: boolean;
}

export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
  readonly code = 'schema-mismatch';
}

/** Reads `NNNN_name.sql` in order. @throws SchemaMismatch for a doubled number or another name */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort()) {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
    const number = Number(match?.[1]);
    if (!match || migrations.some((m) => m.number === number))
      throw new SchemaMismatch(`${file} is not a migration's name, or its number is taken`);
    const text = await readFile(join(folder, file), 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    migrations.push({ number, name: match[2] ?? '', text, digest, breaking: text.startsWith('-- breaking') });
  }
  return migrations;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly digest: string;
  readonly breaking: boolean;
}

async function applied(sql: Db): Promise<readonly Applied[]> {
  const [exists] = await sql<{ found: boolean }[]>`select to_regclass('migrations') is not null as found`;
  if (!exists?.found) return [];
  return sql<Applied[]>`select number, name, digest, breaking from migrations order by number`;
}

/**
 * Applies what is missing. Two programs may start at once: the second waits and finds nothing to do.
 * @returns the names applied now. @throws SchemaMismatch when an applied file was edited, the database refuses one, or as `requireKnownSchema`
 */
export async function migrate(sql: Db, migrations: readonly Migration[]): Promise<readonly string[]> {
  return sql.begin(async (tx) => {
    // Whoever comes second waits as long as the first takes, and building an index may take longer than any request.
    await tx`set local lock_timeout = 0`;
    await tx`set local statement_timeout = 0`;
    await tx`select pg_advisory_xact_lock(7240118462)`;
    await tx`set local lock_timeout = '5s'`;
    await tx`create table if not exists migrations (
      number integer primary key, name text not null, digest text not null, breaking boolean not null, applied_at timestamptz not null default now())`;
    const done = await tx<Applied[]>`select number, name, digest, breaking from migrations order by number`;
    compare(done, migrations);
    const missing = migrations.filter((m) => !done.some((d) => d.number === m.number));
    for (const { number, name, digest, breaking, text } of missing) {
      await tx.unsafe(text).simple().catch(named({ number, name }));
      await tx`insert into migrations (number, name, digest, breaking) values (${number}, ${name}, ${digest}, ${breaking})`;
    }
    return missing.map((m) => m.name);
  });
}

/** Says which migration the database refuses; what is wrong with the connection stays what it is. */
function named({ number, name }: Pick<Migration, 'number' | 'name'>): (error: unknown) => never {
  return (cause) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!(cause instanceof Error) || !/^(22|23|42)...$/.test(code)) throw cause;
    const why = `migration ${number} ${name} cannot be applied (${code}): ${cause.message}`;
    throw new SchemaMismatch(`${why}. The schema is as it was before`, { cause });
  };
}

/** @throws SchemaMismatch when the database misses a migration, or has a breaking one that this program does not know. */
export async function requireKnownSchema(sql: Db, migrations: readonly Migration[]): Promise<void> {
  const done = await applied(sql);
  compare(done, migrations);
  const missing = migrations.filter((m) => !done.some((d) => d.number === m.number));
  if (missing.length > 0) {
    throw new SchemaMismatch(
      `the database misses ${missing.map((m) => m.name).join(', ')}: run "ledgerdesk migrate"`,
    );
  }
}

function compare(done: readonly Applied[], known: readonly Migration[]): void {
  for (const one of done) {
    const same = known.find((m) => m.number === one.number);
    if (same && same.digest !== one.digest)
      throw new SchemaMismatch(`migration ${one.number} ${one.name} was edited after it was applied`);
    if (!same && one.breaking) {
      throw new SchemaMismatch(
        `the database has the newer schema ${one.number} ${one.name}, which this program does not know: update the program`,
      );
    }
  }
}
