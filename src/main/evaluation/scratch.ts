// A database of one evaluation, empty and gone afterwards: embedded in a temporary folder, or beside others on a server.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../adapters/pglite/embedded.ts';
import { connect, type Db } from '../../adapters/postgres/connection.ts';
import { migrate, readMigrations } from '../../adapters/postgres/migrations.ts';
import { sqlFolder } from '../database.ts';

export interface Scratch extends AsyncDisposable {
  readonly sql: Db;
}

const applicationName = 'ledgerdesk eval';

/** @param serverUrl a PostgreSQL whose user may create databases; absent: the embedded one */
export async function openScratch(serverUrl?: string): Promise<Scratch> {
  const scratch = serverUrl === undefined ? await embedded() : await onServer(serverUrl);
  try {
    await migrate(scratch.sql, await readMigrations(sqlFolder));
    return scratch;
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
}

async function embedded(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerdesk-eval-'));
  const database = await openEmbedded(folder);
  const sql = connect({ socket: database.socket, max: 1, applicationName });
  return {
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(serverUrl: string): Promise<Scratch> {
  const name = `ledgerdesk_eval_${randomBytes(4).toString('hex')}`;
  const admin = connect({ url: serverUrl, max: 1, applicationName });
  await admin`create database ${admin(name)}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const sql = connect({ url: url.href, max: 1, applicationName });
  return {
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end({ timeout: 5 });
    },
  };
}
