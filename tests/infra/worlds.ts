// One desk's log with everything that lies on it, on memory, PGlite and PostgreSQL, and a runner of suites over them.

import { afterAll, beforeAll, describe, test } from 'bun:test';
import { memoryArticleShelf } from '../../src/adapters/memory/article-shelf.ts';
import { memoryChannelAccounts } from '../../src/adapters/memory/channel-accounts.ts';
import { memoryCheckpoints } from '../../src/adapters/memory/checkpoints.ts';
import { type ManualClock, manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryCodeRequests } from '../../src/adapters/memory/code-requests.ts';
import { memoryCustomerBook } from '../../src/adapters/memory/customer-book.ts';
import {
  memoryCustomerDirectory,
  memoryTicketDirectory,
  memoryTimers,
} from '../../src/adapters/memory/directories.ts';
import { memoryEventStore } from '../../src/adapters/memory/event-store.ts';
import { memoryInbox } from '../../src/adapters/memory/inbox.ts';
import { memoryFollowers, memoryLeases, memoryLedger } from '../../src/adapters/memory/ledger.ts';
import { type MemoryLog, memoryLog } from '../../src/adapters/memory/log.ts';
import { memoryMessageFiles } from '../../src/adapters/memory/message-files.ts';
import { memoryOverviews } from '../../src/adapters/memory/overviews.ts';
import { memoryPeople } from '../../src/adapters/memory/people.ts';
import { memoryRebuilding } from '../../src/adapters/memory/rebuilding.ts';
import { memorySearchLog } from '../../src/adapters/memory/search-log.ts';
import { memorySessionBook } from '../../src/adapters/memory/session-book.ts';
import { memorySpendBook } from '../../src/adapters/memory/spend-book.ts';
import { memoryStaffKeys } from '../../src/adapters/memory/staff-keys.ts';
import { memoryThreadDirectory } from '../../src/adapters/memory/thread-directory.ts';
import { memoryTicketFinder } from '../../src/adapters/memory/ticket-finder.ts';
import { memoryUnstoredMessages } from '../../src/adapters/memory/unstored-messages.ts';
import { memoryWhatsappDirectory } from '../../src/adapters/memory/whatsapp-directory.ts';
import { aesCipher } from '../../src/adapters/node-crypto/cipher.ts';
import { sha256, sha256Hex, systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import { hmacHex } from '../../src/adapters/node-crypto/mac.ts';
import { postgresArticleShelf } from '../../src/adapters/postgres/article-shelf.ts';
import { postgresChannelAccounts } from '../../src/adapters/postgres/channel-accounts.ts';
import { postgresCheckpoints } from '../../src/adapters/postgres/checkpoints.ts';
import { postgresCodeRequests } from '../../src/adapters/postgres/code-requests.ts';
import type { Db } from '../../src/adapters/postgres/connection.ts';
import { postgresCustomerBook } from '../../src/adapters/postgres/customer-book.ts';
import {
  postgresCustomerDirectory,
  postgresTicketDirectory,
} from '../../src/adapters/postgres/directories.ts';
import { postgresEventStore } from '../../src/adapters/postgres/event-store.ts';
import { postgresFollowers } from '../../src/adapters/postgres/followers.ts';
import { postgresInbox } from '../../src/adapters/postgres/inbox.ts';
import { keyStore } from '../../src/adapters/postgres/keys.ts';
import { postgresLeases } from '../../src/adapters/postgres/leases.ts';
import { postgresLedger } from '../../src/adapters/postgres/ledger.ts';
import { postgresMessageFiles } from '../../src/adapters/postgres/message-files.ts';
import { postgresOverviews } from '../../src/adapters/postgres/overviews.ts';
import { postgresPeople } from '../../src/adapters/postgres/people.ts';
import { dumpTable, postgresRebuilding } from '../../src/adapters/postgres/rebuilding.ts';
import { postgresSearchLog } from '../../src/adapters/postgres/search-log.ts';
import { postgresSessionBook } from '../../src/adapters/postgres/session-book.ts';
import { postgresSpendBook } from '../../src/adapters/postgres/spend-book.ts';
import { postgresStaffKeys } from '../../src/adapters/postgres/staff-keys.ts';
import { postgresThreadDirectory } from '../../src/adapters/postgres/thread-directory.ts';
import { postgresTicketFinder } from '../../src/adapters/postgres/ticket-finder.ts';
import { postgresTimers } from '../../src/adapters/postgres/timers.ts';
import { postgresUnstoredMessages } from '../../src/adapters/postgres/unstored-messages.ts';
import { postgresWhatsappDirectory } from '../../src/adapters/postgres/whatsapp-directory.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { SessionBook } from '../../src/application/access/sessions.ts';
import type { StaffKeyBook } from '../../src/application/access/staff-keys.ts';
import type { SpendBook } from '../../src/application/agent/spending.ts';
import type { TicketFinder } from '../../src/application/audit/find-tickets.ts';
import type { ChannelAccounts } from '../../src/application/channel/channel-accounts.ts';
import type { MessageFiles } from '../../src/application/channel/message-files.ts';
import type { ThreadDirectory } from '../../src/application/channel/thread-directory.ts';
import type { UnstoredMessages } from '../../src/application/channel/unstored-messages.ts';
import type { CustomerBook, CustomerDirectory } from '../../src/application/customer/customer-directory.ts';
import type { Inbox } from '../../src/application/inbox/inbox.ts';
import type { ArticleShelf } from '../../src/application/knowledge/article-shelf.ts';
import type { SearchLog } from '../../src/application/knowledge/search-log.ts';
import { type EventCodec, eventCodec } from '../../src/application/log/event-codec.ts';
import type { EventStore } from '../../src/application/log/event-store.ts';
import type { Followers } from '../../src/application/log/follower.ts';
import type { Cipher } from '../../src/application/log/keyring.ts';
import type { CheckpointStore, Leases, Ledger } from '../../src/application/log/ledger.ts';
import type { Timers } from '../../src/application/platform/timers.ts';
import type { PersonDirectory } from '../../src/application/privacy/person.ts';
import { inlineProjection } from '../../src/application/projection/inline.ts';
import type { Rebuilding } from '../../src/application/projection/rebuild.ts';
import type { Row, Table } from '../../src/application/projection/row-change.ts';
import type { Overviews } from '../../src/application/ticket/overview.ts';
import type { TicketDirectory } from '../../src/application/ticket/ticket-directory.ts';
import type { CodeRequests } from '../../src/application/ticket/verification-codes.ts';
import type { WhatsappDirectory } from '../../src/application/whatsapp/whatsapp-directory.ts';
import { quietPeriods } from '../../src/domain/conversation/quiet.ts';
import { catalogue, upcasters } from '../../src/domain/event/catalogue.ts';
import { chainHash } from '../../src/domain/ledger/chain.ts';
import { databaseKinds, type TestDatabase } from './postgres.ts';

/** Everything that reads or writes one log. */
export interface Ports {
  readonly events: EventStore;
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly spending: SpendBook;
  readonly followers: Followers;
  readonly tickets: TicketDirectory;
  readonly finder: TicketFinder;
  readonly overviews: Overviews;
  readonly shelf: ArticleShelf;
  readonly searchLog: SearchLog;
  readonly inbox: Inbox;
  readonly customers: CustomerDirectory;
  readonly book: CustomerBook;
  readonly requestedCodes: CodeRequests;
  readonly timers: Timers;
  readonly threads: ThreadDirectory;
  readonly accounts: ChannelAccounts;
  readonly unstored: UnstoredMessages;
  readonly files: MessageFiles;
  readonly whatsapp: WhatsappDirectory;
  readonly rebuilding: Rebuilding;
  readonly people: PersonDirectory;
  readonly keyBook: StaffKeyBook;
  readonly sessions: SessionBook;
  /** Has opened keys forgotten. */
  readonly forgetKeys: (customerIds: readonly string[]) => void;
  readonly forgetAllKeys: () => void;
}

export interface World extends Ports {
  readonly kind: 'memory' | 'PGlite' | 'PostgreSQL';
  /** @param file where copies are kept outside; each call is another process over the same rows */
  checkpoints(file?: string): CheckpointStore;
  /** The same log behind other event declarations. */
  withCodec(codec: EventCodec): EventStore;
  /** Gives everything that waits its position. @returns how many */
  sequenceAll(): Promise<number>;
  /** Destroys the customer's key and lets what was remembered of it run out. */
  erase(customerId: string): Promise<void>;
  dump(table: Table): Promise<readonly Row[]>;
  /** Everything stored of a stream's events, and nothing opened, as one text. */
  storedText(streamId: string): Promise<string>;
}

export interface SqlWorld extends World {
  readonly database: TestDatabase;
}

export const durations = {
  answer: 30_000,
  deliver: 20_000,
  quiet: quietPeriods,
  autoResolve: 3_600_000,
  autoClose: 7_200_000,
};
export const cipher: Cipher = aesCipher(new Map([['test', Buffer.alloc(32, 7)]]));
export const codec = eventCodec(catalogue, upcasters);
export const hashOf = chainHash(sha256);
/** What stands for addresses and the like in the rows. */
export const digest = hmacHex(Buffer.alloc(32, 9));
export const project = inlineProjection(durations, { sha256: sha256Hex, digest });

async function sequenceAll({ ledger, leases }: Pick<Ports, 'ledger' | 'leases'>): Promise<number> {
  const lease = await leases.acquire('relay', 'the test', 60_000);
  if (!lease) throw new Error('somebody else holds the lease');
  let total = 0;
  for (let count = 1; count > 0; total += count) count = await ledger.sequence(lease, 1_000);
  await leases.release(lease);
  return total;
}

/** The rows of what `sql` connects to, as another process would see them. */
export function portsOn(sql: Db, clock: ManualClock = manualClock(), onAppend = () => {}): Ports {
  const keys = keyStore(sql, cipher, { clock, ids: systemIds });
  const opening = { codec, cipher, keys, hashOf };
  return {
    events: postgresEventStore(sql, { ...opening, project, onAppend }),
    ledger: postgresLedger(sql, opening),
    leases: postgresLeases(sql),
    spending: postgresSpendBook(sql),
    followers: postgresFollowers(sql),
    tickets: postgresTicketDirectory(sql),
    finder: postgresTicketFinder(sql),
    overviews: postgresOverviews(sql),
    shelf: postgresArticleShelf(sql),
    searchLog: postgresSearchLog(sql),
    inbox: postgresInbox(sql),
    customers: postgresCustomerDirectory(sql),
    requestedCodes: postgresCodeRequests(sql, digest),
    book: postgresCustomerBook(sql),
    timers: postgresTimers(sql),
    threads: postgresThreadDirectory(sql),
    accounts: postgresChannelAccounts(sql),
    unstored: postgresUnstoredMessages(sql),
    files: postgresMessageFiles(sql, { cipher, keys, ids: systemIds }),
    whatsapp: postgresWhatsappDirectory(sql, digest),
    people: postgresPeople(sql),
    keyBook: postgresStaffKeys(sql),
    sessions: postgresSessionBook(sql),
    forgetKeys: keys.forget,
    forgetAllKeys: keys.forgetAll,
    rebuilding: postgresRebuilding(sql, {
      ...opening,
      keysOn: (tx) => keyStore(tx, cipher, { clock, ids: systemIds }),
      clock: systemClock,
    }),
  };
}

function sqlWorld(kind: World['kind'], database: TestDatabase): SqlWorld {
  const { sql } = database;
  const clock = manualClock();
  const ports = portsOn(sql, clock);
  return {
    ...ports,
    kind,
    database,
    checkpoints: (file) => postgresCheckpoints(sql, file),
    withCodec: (other) => {
      const keys = keyStore(sql, cipher, { clock, ids: systemIds });
      return postgresEventStore(sql, { codec: other, cipher, keys, project: () => [] });
    },
    sequenceAll: () => sequenceAll(ports),
    erase: async (customerId) => {
      await sql`delete from customer_keys where customer_id = ${customerId}`;
      await clock.advance(61_000);
    },
    dump: (table) => dumpTable(sql, table.name, table.key),
    storedText: async (streamId) => {
      const rows = await sql`select e::text as all, encode(e.personal, 'escape') as sealed from events e
        where stream_id = ${streamId} order by version`;
      return JSON.stringify(rows);
    },
  };
}

/** @param log to reach in and play the tamperer */
export function memoryWorld(log: MemoryLog = memoryLog(), clock = systemClock): World {
  const options = { codec, cipher, clock, ids: systemIds, project };
  const leases = memoryLeases(log, clock);
  const ledger = memoryLedger(log, options, hashOf);
  const checkpoints = memoryCheckpoints();
  return {
    kind: 'memory',
    events: memoryEventStore(log, options),
    ledger,
    leases,
    spending: memorySpendBook(),
    followers: memoryFollowers(log),
    tickets: memoryTicketDirectory(log.tables),
    finder: memoryTicketFinder(log),
    overviews: memoryOverviews(log.tables),
    shelf: memoryArticleShelf(log.tables),
    searchLog: memorySearchLog(log.tables),
    inbox: memoryInbox(log.tables),
    customers: memoryCustomerDirectory(log.tables),
    requestedCodes: memoryCodeRequests(log.tables, digest),
    book: memoryCustomerBook(log.tables),
    timers: memoryTimers(log.tables, clock),
    threads: memoryThreadDirectory(log.tables),
    accounts: memoryChannelAccounts(clock),
    unstored: memoryUnstoredMessages(),
    files: memoryMessageFiles(log, options),
    whatsapp: memoryWhatsappDirectory(log.tables, digest),
    people: memoryPeople(log),
    keyBook: memoryStaffKeys(log.tables),
    sessions: memorySessionBook(),
    forgetKeys: () => {},
    forgetAllKeys: () => {},
    rebuilding: memoryRebuilding(log, ledger),
    checkpoints: () => checkpoints,
    withCodec: (other) => memoryEventStore(log, { ...options, codec: other, project: () => [] }),
    sequenceAll: () => sequenceAll({ ledger, leases }),
    erase: async (customerId) => {
      for (const [id, key] of log.keys) if (key.customerId === customerId) log.keys.delete(id);
    },
    dump: async (table) =>
      [...log.tables.rows(table)].sort((a, b) => {
        const [left, right] = [a, b].map((row) => JSON.stringify(table.key.map((column) => row[column])));
        return String(left) < String(right) ? -1 : 1;
      }),
    storedText: async (streamId) =>
      (log.streams.get(streamId) ?? [])
        .map((row) => `${JSON.stringify({ ...row, id: 0 })} ${Buffer.from(row.personal ?? []).toString()}`)
        .join(),
  };
}

type It<W> = (name: string, body: (world: W) => Promise<void>) => void;
const LONGEST_MS = 60_000;

function suite<W>(title: string, open: () => Promise<{ world: W; close(keep: boolean): Promise<void> }>) {
  return (define: (it: It<W>) => void) =>
    describe(title, () => {
      let opened: Awaited<ReturnType<typeof open>> | undefined;
      let failed = false;
      beforeAll(async () => {
        opened = await open();
      }, LONGEST_MS);
      afterAll(() => opened?.close(failed), LONGEST_MS);
      define((name, body) =>
        test(
          name,
          async () => {
            if (!opened) throw new Error('the database did not open');
            try {
              await body(opened.world);
            } catch (error) {
              failed = true;
              throw error;
            }
          },
          LONGEST_MS,
        ));
    });
}

/** Runs a suite on every database, each with one of its own. */
export function onDatabases(subject: string, define: (it: It<SqlWorld>) => void): void {
  for (const { name, open } of databaseKinds) {
    suite(`${subject} on ${name}`, async () => {
      const database = await open();
      return { world: sqlWorld(name, database), close: (keep: boolean) => database.close(keep) };
    })(define);
  }
}

/** A test of what only a real server has: skipped where none is named. */
export function onServer(title: string, run: (database: TestDatabase) => Promise<void>): void {
  const server = databaseKinds.find(({ name }) => name === 'PostgreSQL');
  test.skipIf(!server)(`${title} on PostgreSQL`, async () => {
    const database = await server?.open();
    if (!database) throw new Error('there is no server');
    let failed = true;
    try {
      await run(database);
      failed = false;
    } finally {
      await database.close(failed);
    }
  });
}

/** Runs a suite in memory. */
export function inMemory(subject: string, define: (it: It<World>) => void): void {
  suite(`${subject} in memory`, async () => ({ world: memoryWorld(), close: async () => {} }))(define);
}

/** Runs a suite in memory and on every database. */
export function everywhere(subject: string, define: (it: It<World>) => void): void {
  inMemory(subject, define);
  onDatabases(subject, define);
}
