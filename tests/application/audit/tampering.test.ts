// Everything that can be done to the log behind the program's back, done in SQL as superuser, and found.
import { expect } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { ed25519Signer, newSigningKey } from '../../../src/adapters/node-crypto/signer.ts';
import { postgresCheckpoints } from '../../../src/adapters/postgres/checkpoints.ts';
import type { Queryable } from '../../../src/adapters/postgres/connection.ts';
import { keyStore } from '../../../src/adapters/postgres/keys.ts';
import { ledgerReads } from '../../../src/adapters/postgres/ledger.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { signCheckpoint } from '../../../src/application/audit/checkpoints.ts';
import { type VerifyReport, verifyLedger } from '../../../src/application/audit/verify.ts';
import { pageOf } from '../../../src/application/log/checkpoint-page.ts';
import type { Checkpoint, Ledger } from '../../../src/application/log/ledger.ts';
import { genesisHash } from '../../../src/domain/ledger/chain.ts';
import { firstContact, newCase, note, onTicket, thrownBy } from '../../infra/sample.ts';
import { cipher, codec, hashOf, onDatabases, type SqlWorld } from '../../infra/worlds.ts';

const signer = ed25519Signer(newSigningKey());
/** Positions at which the prepared ledger was signed. */
const [FIRST_SIGNED, LAST_SIGNED, END] = [10, 20, 22] as const;

/** 22 entries: two streams in turn, signed at 10 and 20. @returns the signed checkpoints as an auditor would hold them */
async function prepare(world: SqlWorld): Promise<readonly Checkpoint[]> {
  const cases = [newCase(), newCase()];
  const signed: Checkpoint[] = [];
  const store = world.checkpoints();
  for (const each of cases) await world.events.append(firstContact(each));
  for (let version = 2; version < 11; version++) {
    for (const each of cases) await world.events.append(onTicket(each, version, [note(`at ${version}`)]));
    await world.sequenceAll();
    const { position } = await world.ledger.head();
    if (position !== BigInt(FIRST_SIGNED) && position !== BigInt(LAST_SIGNED)) continue;
    const made = await signCheckpoint({
      ledger: world.ledger,
      checkpoints: store,
      signer,
      clock: systemClock,
    });
    if (made) signed.push(made);
  }
  expect((await world.ledger.head()).position).toBe(BigInt(END));
  expect(signed).toHaveLength(2);
  return signed;
}

const rolledBack = new Error('rolled back');

/** Verifies what a superuser has made of the log, and puts everything back. */
async function after(
  world: SqlWorld,
  tamper: (tx: Queryable) => Promise<unknown>,
  brought: readonly Checkpoint[] = [],
  batch = 1_000,
): Promise<VerifyReport> {
  let report: VerifyReport | undefined;
  const undone = await thrownBy(
    world.database.asSuperuser(async (tx) => {
      await tx`set local session_replication_role = replica`; // no trigger, no foreign key
      await tamper(tx);
      const { ledger, checkpoints } = portsOf(tx);
      const readStored: Ledger['readStored'] = (from, limit) =>
        ledger.readStored(from, Math.min(limit, batch));
      report = await verifyLedger(
        { ledger: { ...ledger, readStored }, checkpoints, signer, hashOf, clock: systemClock },
        { checkpoints: brought },
      );
      throw rolledBack;
    }),
  );
  if (undone !== rolledBack || !report) throw undone;
  return report;
}

function portsOf(tx: Queryable) {
  const keys = keyStore(tx, cipher, { clock: manualClock(), ids: systemIds });
  const reads = ledgerReads(tx, { codec, cipher, keys, hashOf });
  const ledger: Ledger = { ...reads, sequence: async () => 0 };
  const listed = tx<Checkpoint[]>`
    select position::text as position, hash, time, signature, key_id as "keyId" from checkpoints order by checkpoints.position`;
  const checkpoints = {
    inOrder: async function* () {
      yield [...(await listed)];
    },
    newest: async (page: { readonly before?: bigint; readonly limit: number }) =>
      pageOf([...(await listed)], page),
  };
  return { ledger, checkpoints };
}

const eventAt = (tx: Queryable, position: number) =>
  tx`(select event_id from ledger where position = ${position})`;

/** Writes every hash anew, as somebody would who knows how the chain is made. */
async function recomputeChain(tx: Queryable): Promise<void> {
  let hash = genesisHash;
  for (const { position, row } of await portsOf(tx).ledger.readStored(0n, 1_000)) {
    if (!row) throw new Error('no event');
    hash = hashOf(hash, row);
    await tx`update ledger set hash = decode(${hash}, 'hex') where position = ${position}`;
  }
}

type Tampering = readonly [
  what: string,
  kind: string,
  position: number | null,
  tamper: (tx: Queryable) => Promise<unknown>,
];

/** An event at the end of a stream, by nobody. */
const insertedInto = (tx: Queryable) => tx`
  insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at)
  select stream_id, (select max(version) + 1 from events x where x.stream_id = e.stream_id), 'TicketClosed', 1, '{"by": "me"}', metadata, now()
  from events e where id = ${eventAt(tx, END)}`;

const edits = ['data', 'metadata', 'type', 'schema_version', 'version', 'stream_id', 'personal'] as const;
const edited: Record<(typeof edits)[number], string> = {
  data: `data || '{"staffId": "somebody-else"}'`,
  metadata: `jsonb_set(metadata, '{actor,id}', '"somebody-else"')`,
  type: `'TicketClosed'`,
  schema_version: 'schema_version + 1',
  version: 'version + 1000',
  stream_id: `'ticket-00000000-0000-7000-8000-000000000000'`,
  personal: 'set_byte(personal, 40, get_byte(personal, 40) # 1)',
};

const tamperings: readonly Tampering[] = [
  ...edits.map(
    (column): Tampering => [
      `an edited ${column}`,
      'altered',
      7,
      async (tx) =>
        tx`update events set ${tx.unsafe(column)} = ${tx.unsafe(edited[column])} where id = ${eventAt(tx, 7)}`,
    ],
  ),
  ...['occurred_at', 'recorded_at'].map(
    (column): Tampering => [
      `an edited ${column}, by a microsecond`,
      'altered',
      8,
      async (tx) =>
        tx`update events set ${tx.unsafe(column)} = ${tx.unsafe(column)} + interval '1 microsecond' where id = ${eventAt(tx, 8)}`,
    ],
  ),
  ...['occurred_at', 'recorded_at'].map(
    (column): Tampering => [
      `a ${column} beyond all times`,
      'altered',
      8,
      async (tx) => tx`update events set ${tx.unsafe(column)} = 'infinity' where id = ${eventAt(tx, 8)}`,
    ],
  ),
  ...['stream_id', 'type'].map(
    (column): Tampering => [
      `a line break in ${column}`,
      'altered',
      7,
      async (tx) =>
        tx`update events set ${tx.unsafe(column)} = ${tx.unsafe(column)} || chr(10) where id = ${eventAt(tx, 7)}`,
    ],
  ),
  [
    'an edited transaction id',
    'altered',
    9,
    async (tx) => tx`update events set transaction_id = '3' where id = ${eventAt(tx, 9)}`,
  ],
  ['a deleted event', 'missing-event', 6, async (tx) => tx`delete from events where id = ${eventAt(tx, 6)}`],
  [
    'an event deleted with its ledger row',
    'gap',
    6,
    async (tx) => {
      await tx`delete from events where id = ${eventAt(tx, 6)}`;
      await tx`delete from ledger where position = 6`;
    },
  ],
  [
    'an event cut out, the rest moved up',
    'altered',
    6,
    async (tx) => {
      await tx`delete from events where id = ${eventAt(tx, 6)}`;
      await tx`delete from ledger where position = 6`;
      await tx`update ledger set position = position + 1000 where position > 6`;
      await tx`update ledger set position = position - 1001 where position > 1000`;
    },
  ],
  ['an event inserted into a stream', 'unsequenced-event', null, async (tx) => insertedInto(tx)],
  [
    'an event inserted behind a gap in its stream',
    'version-gap',
    null,
    async (tx) => {
      await tx`
        insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at)
        values ('ticket-00000000-0000-7000-8000-000000000000', 4, 'TicketClosed', 1, '{}', '{}', now())`;
      await tx`insert into pending (event_id) select max(id) from events`;
    },
  ],
  [
    'a ledger row added at the end',
    'altered',
    END + 1,
    async (tx) => {
      await tx`
        insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at)
        values ('ticket-00000000-0000-7000-8000-000000000000', 1, 'TicketClosed', 1, '{}', '{}', now())`;
      await tx`insert into ledger (position, event_id, hash) select ${END + 1}, max(id), sha256('x') from events`;
    },
  ],
  [
    'an event put in between, the rest moved down',
    'altered',
    5,
    async (tx) => {
      await tx`
        insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at)
        values ('ticket-00000000-0000-7000-8000-000000000000', 1, 'TicketClosed', 1, '{}', '{}', now())`;
      await tx`update ledger set position = position + 1000 where position >= 5`;
      await tx`update ledger set position = position - 999 where position > 1000`;
      await tx`insert into ledger (position, event_id, hash) select 5, max(id), sha256('x') from events`;
    },
  ],
  [
    'an entry below the first position, for an event put at the end of a stream',
    'misplaced-entry',
    0,
    async (tx) => {
      await tx`alter table ledger drop constraint ledger_position_check`;
      await insertedInto(tx);
      await tx`insert into ledger (position, event_id, hash) select 0, max(id), sha256('x') from events`;
    },
  ],
  [
    'data nested a thousand deep',
    'altered',
    7,
    async (tx) =>
      tx`update events set data = (repeat('{"1":', 1000) || '1' || repeat('}', 1000))::jsonb where id = ${eventAt(tx, 7)}`,
  ],
  [
    'a version beyond all',
    'altered',
    7,
    async (tx) => tx`update events set version = 2147483647 where id = ${eventAt(tx, 7)}`,
  ],
  [
    'an entry moved to the last position there can be',
    'gap',
    7,
    async (tx) => tx`update ledger set position = 9223372036854775807 where position = 7`,
  ],
  [
    'two positions swapped',
    'altered',
    12,
    async (tx) => {
      await tx`update ledger set position = position + 1000 where position in (12, 15)`;
      await tx`update ledger set position = 15 where position = 1012`;
      await tx`update ledger set position = 12 where position = 1015`;
    },
  ],
  [
    'the sealed bytes of two events swapped',
    'altered',
    13,
    async (tx) => {
      const [a] = await tx`select id, personal from events where id = ${eventAt(tx, 13)}`;
      const [b] = await tx`select id, personal from events where id = ${eventAt(tx, 16)}`;
      await tx`update events set personal = ${b?.['personal']} where id = ${a?.['id']}`;
      await tx`update events set personal = ${a?.['personal']} where id = ${b?.['id']}`;
    },
  ],
  [
    'the tail cut off behind what was signed',
    'truncated',
    18,
    async (tx) => {
      await tx`delete from events where id in (select event_id from ledger where position >= 18)`;
      await tx`delete from ledger where position >= 18`;
    },
  ],
  [
    'the last signed event deleted with its ledger row and everything after',
    'truncated',
    LAST_SIGNED,
    async (tx) => {
      await tx`delete from events where id in (select event_id from ledger where position >= ${LAST_SIGNED})`;
      await tx`delete from ledger where position >= ${LAST_SIGNED}`;
    },
  ],
  [
    'everything deleted but the checkpoints',
    'truncated',
    1,
    async (tx) => {
      for (const table of ['ledger', 'events', 'pending']) await tx`delete from ${tx.unsafe(table)}`;
    },
  ],
  [
    'the whole chain computed anew after an edit',
    'checkpoint-mismatch',
    FIRST_SIGNED,
    async (tx) => {
      await tx`update events set data = data || '{"staffId": "x"}' where id = ${eventAt(tx, 7)}`;
      await recomputeChain(tx);
    },
  ],
  [
    'the chain computed anew after an edit between two checkpoints',
    'checkpoint-mismatch',
    LAST_SIGNED,
    async (tx) => {
      await tx`update events set data = data || '{"staffId": "x"}' where id = ${eventAt(tx, 14)}`;
      await recomputeChain(tx);
    },
  ],
  [
    'a forged checkpoint',
    'checkpoint-signature',
    21,
    async (tx) => tx`
      insert into checkpoints (position, hash, time, signature, key_id)
      select 21, encode(hash, 'hex'), '2026-11-20T12:00:00.000Z', 'Zm9yZ2Vk', ${signer.keyId} from ledger where position = 21`,
  ],
  [
    'a checkpoint of another key',
    'checkpoint-signature',
    21,
    async (tx) => {
      const other = ed25519Signer(newSigningKey());
      const store = { save: async () => {}, newest: async () => ({ checkpoints: [], hasOlder: false }) };
      const made = await signCheckpoint({
        ...portsOf(tx),
        checkpoints: store,
        signer: other,
        clock: systemClock,
      });
      await tx`insert into checkpoints (position, hash, time, signature, key_id)
        values (21, ${made?.hash ?? ''}, ${made?.time ?? ''}, ${made?.signature ?? ''}, ${other.keyId})`;
    },
  ],
];

onDatabases('tampering', (it) => {
  let signed: readonly Checkpoint[] = [];

  it('is not found where nothing was done', async (world) => {
    signed = await prepare(world);
    const report = await after(world, async () => {}, signed);
    expect(report).toMatchObject({ ok: true, entries: END, checkpoints: 4, findings: [], notes: [] });
    expect(report.head.position).toBe(String(END));
  });

  it('is found: an entry at a position that another one has, where what is read together ends', async (world) => {
    const doubled = async (tx: Queryable) => {
      await tx`alter table ledger drop constraint ledger_pkey`;
      await insertedInto(tx);
      await tx`insert into ledger (position, event_id, hash) select 11, max(id), sha256('x') from events`;
    };
    const { findings } = await after(world, doubled, [], 11);
    // Whichever of the two comes first, the other is not the next one, or does not follow.
    expect(findings[0]?.kind).toMatch(/^(gap|altered)$/);
    expect(findings[0]?.position).toMatch(/^1[12]$/);
  });

  for (const [what, kind, position, tamper] of tamperings) {
    it(`is found: ${what}`, async (world) => {
      const report = await after(world, tamper, []);
      expect(report.ok).toBe(false);
      expect(report.findings[0]).toMatchObject({
        kind,
        position: position === null ? null : String(position),
      });
      if (position !== null && position > 0 && kind !== 'checkpoint-signature')
        expect(report.entries).toBe(position - 1);
      const { stream, version } = report.findings[0] ?? {};
      // A row with a line break in it is not read at all.
      const isAboutEvent =
        !what.includes('a line break') &&
        ['altered', 'checkpoint-mismatch', 'unsequenced-event'].includes(kind);
      expect([stream?.startsWith('ticket-') ?? false, version !== undefined]).toEqual([
        isAboutEvent || kind === 'version-gap',
        isAboutEvent,
      ]);
    });
  }

  it('is found with the auditor’s own checkpoints when ours are gone as well', async (world) => {
    const erased = async (tx: Queryable) => {
      for (const table of ['ledger', 'events', 'pending', 'checkpoints'])
        await tx`delete from ${tx.unsafe(table)}`;
    };
    expect(await after(world, erased)).toMatchObject({ ok: true, entries: 0 });
    const report = await after(world, erased, signed);
    expect(report.findings[0]).toMatchObject({ kind: 'truncated', position: '1' });
  });

  it('is found with the copies in the file outside the database', async (world) => {
    const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-checkpoints-'));
    const file = join(folder, 'checkpoints.jsonl');
    const kept = postgresCheckpoints(world.database.sql, file);
    const [, last] = signed;
    if (!last) throw new Error('nothing was signed');
    await kept.save(last);
    await Bun.write(file, `${await Bun.file(file).text()}{"position":"3","ha\nnull\n{"position":"x"}\n`);
    await world.database.asSuperuser(
      async (tx) => tx`delete from checkpoints where position = ${LAST_SIGNED}`,
    );
    const known = (await Array.fromAsync(kept.inOrder())).flat();
    expect(known).toContainEqual(last);
    const cut = async (tx: Queryable) => {
      await tx`delete from events where id in (select event_id from ledger where position >= 15)`;
      await tx`delete from ledger where position >= 15`;
    };
    const report = await after(world, cut, known);
    expect(report.findings[0]).toMatchObject({ kind: 'truncated', position: '15' });
    rmSync(folder, { recursive: true });
  });

  it('is found: a key deleted without an erasure, also when a new one was made (bug: it looked like one)', async (world) => {
    const keyOf = (tx: Queryable) =>
      tx`(select substring(personal from 2 for 16) from events where id = ${eventAt(tx, 1)})`;
    const robbed = (tx: Queryable) => tx`delete from customer_keys where uuid_send(key_id) = ${keyOf(tx)}`;
    const renewed = async (tx: Queryable) => {
      const [key] =
        await tx`select customer_id, wrapped, master_key_id from customer_keys where uuid_send(key_id) = ${keyOf(tx)}`;
      await robbed(tx);
      await tx`insert into customer_keys (key_id, ${tx.unsafe(Object.keys(key ?? {}).join())}) values (gen_random_uuid(), ${key?.['customer_id']}, ${key?.['wrapped']}, ${key?.['master_key_id']})`;
      await tx`insert into erasures (customer_id, key_ids, erased_at) values (${key?.['customer_id']}, '{}', now())`;
    };
    for (const tamper of [robbed, renewed]) {
      const report = await after(world, tamper, signed);
      expect(report).toMatchObject({ ok: false, entries: END });
      expect(report.findings).toMatchObject([{ kind: 'lost-key', position: null, version: 1 }]);
    }
  });

  it('is noted: a time before that of what was stored ahead of it, by who may write one (bug: verified without a word)', async (world) => {
    const early = async (tx: Queryable) => {
      await tx`
        insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at, recorded_at)
        select stream_id, version + 1, 'TicketClosed', 1, '{"by": "me"}', metadata, now(), recorded_at - interval '2 hours'
        from events where id = ${eventAt(tx, END)}`;
      await tx`insert into pending (event_id) select max(id) from events`;
    };
    const report = await after(world, early, signed);
    expect(report).toMatchObject({
      ok: true,
      notes: [{ kind: 'earlier-time', position: null, version: 12 }],
    });
    expect(report.notes).toHaveLength(1);
    expect(report.notes[0]?.detail).toMatch(/stored at 20\S+Z, and the one ahead of it at 20\S+Z$/);
  });

  it('does not stop us from signing: a forged checkpoint far ahead is no reason to wait', async (world) => {
    const store = world.checkpoints();
    await world.database.asSuperuser(
      async (tx) => tx`insert into checkpoints (position, hash, time, signature, key_id)
        values (999999, ${'ab'.repeat(32)}, '2026-11-20T12:00:00.000Z', 'Zm9yZ2Vk', ${signer.keyId})`,
    );
    const ports = { ledger: world.ledger, checkpoints: store, signer, clock: systemClock };
    expect(await signCheckpoint(ports)).toMatchObject({ position: String(END) });
    expect(await signCheckpoint(ports)).toBeUndefined();
    expect(await signCheckpoint(ports, 100n)).toBeUndefined();
    const report = await after(world, async () => {});
    expect(report.findings).toMatchObject([{ kind: 'checkpoint-signature', position: '999999' }]);
  });

  for (const table of ['events', 'ledger']) {
    for (const statement of [
      `update ${table} set ${table === 'events' ? 'type = type' : 'hash = hash'}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      it(`is refused by the grants to the program: ${statement}`, async ({ database }) => {
        expect(await thrownBy(database.sql.unsafe(statement))).toMatchObject({ code: '42501' });
      });
      it(`is refused by the trigger even to the owner: ${statement}`, async ({ database }) => {
        const error = await thrownBy(database.asSuperuser(async (tx) => tx.unsafe(statement)));
        expect(error).toMatchObject({ code: 'LD002' });
      });
    }
  }

  it('is refused to the program in every other way: dropping, disabling, replacing', async ({ database }) => {
    for (const statement of [
      'drop table events cascade',
      'alter table events disable trigger all',
      'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
      'set session_replication_role = replica',
      'update customer_keys set customer_id = customer_id',
      'delete from checkpoints',
      // (bug: the past could be written)
      ...['recorded_at', 'transaction_id'].map(
        (
          column,
        ) => `insert into events (stream_id, version, type, schema_version, data, metadata, occurred_at, ${column})
          select stream_id, version + 100, type, schema_version, data, metadata, occurred_at, ${column} from events limit 1`,
      ),
      `insert into events (id, stream_id, version, type, schema_version, data, metadata, occurred_at) overriding system value
        values (1000000, 'ticket-1', 1, 'NoteAdded', 1, '{}', '{}', now())`,
    ]) {
      expect(await thrownBy(database.sql.unsafe(statement))).toMatchObject({ code: '42501' });
    }
  });
});
