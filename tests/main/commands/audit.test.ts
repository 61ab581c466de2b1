// ledgerdesk audit: what happened, what was known when, and what an auditor takes along.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { systemUser } from '../../../src/main/system-user.ts';
import { withData } from '../../e2e/data.ts';
import { askedDesk } from './asked-desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const { folder, sub, run, json, answered, escalated } = askedDesk();

describe('audit show', () => {
  test('lists every event of a ticket in order, for people and for machines', async () => {
    const { reference, ticketId, events } = await json('audit', 'show', answered().reference);
    expect(reference).toBe(answered().reference);
    expect(events.map((e: { version: number }) => e.version)).toEqual(
      events.map((_: unknown, i: number) => i + 1),
    );
    expect(events[0]).toMatchObject({ type: 'TicketOpened', actor: { kind: 'customer' }, erased: false });
    expect(events[0].data.subject).toBe('Shown to the auditor');
    for (const event of events) expect(event.hash).toMatch(/^[0-9a-f]{64}$/);
    const spoken = await run('audit', 'show', reference.toLowerCase());
    expect(spoken.stdout.split('\n')[0]).toBe(`${reference}  ticket-${ticketId}`);
    expect(spoken.stdout.trim().split('\n')).toHaveLength(events.length + 2);
    expect((await json('audit', 'show', ticketId)).events).toEqual(events);
  });

  test.each(['LD-0000-0000', 'nonsense', '00000000-0000-0000-0000-000000000000'])(
    'refuses %s, which names no ticket, in one line',
    async (named) => {
      for (const command of ['show', 'replay']) {
        const { code, stdout, stderr } = await run('audit', command, named);
        expect({ code, stdout, stderr }).toEqual({
          code: 1,
          stdout: '',
          stderr: `ledgerdesk: there is no ticket ${named}\n`,
        });
      }
    },
  );
});

test('a ticket whose row is gone is shown and replayed from the log, and both say so and are on record', async () => {
  const { reference } = answered();
  const { ticketId } = await json('audit', 'show', reference);
  const now = await json('audit', 'replay', reference);
  const robbed = sub('robbed');
  cpSync(folder, robbed, { recursive: true });
  const looks = () =>
    withData(robbed, async (database) => {
      await database.exec(`delete from tickets where reference = '${reference}'`);
      const { rows } = await database.query<{ count: number }>(`select count(*)::int as count from events
        where type = 'PersonalDataRead' and data->>'ticketId' = '${ticketId}' and data ? 'customerId'`);
      return rows[0]?.count ?? 0;
    });
  const before = await looks();
  for (const named of [reference, ticketId]) {
    const { code, stdout } = await ledgerdesk(['audit', 'show', named], { folder: robbed });
    expect([code, stdout.split('\n')[1]]).toEqual([
      0,
      'read from the log: the read models lack this ticket, "ledgerdesk projections rebuild" makes them agree',
    ]);
    const replayed = await ledgerdesk(['audit', 'replay', named, '--json'], { folder: robbed });
    expect(JSON.parse(replayed.stdout)).toEqual({ ...now, isListed: false });
  }
  expect((await looks()) - before).toBe(4);
});

describe('audit replay', () => {
  test('gives the ticket as it is, as it was at a version, and as it was known at a time', async () => {
    const { events } = await json('audit', 'show', answered().reference);
    const replay = (...options: string[]) => json('audit', 'replay', answered().reference, ...options);
    const now = await replay();
    expect(now).toMatchObject({ version: events.length, state: { status: 'pending' } });
    const second = events[1];
    const early = await replay('--version', '2');
    const { at, recordedAt } = second;
    expect(early).toMatchObject({ version: 2, at, recordedAt, state: { status: 'open' } });
    expect(early.state.replies).toEqual([]);
    // The ticket was opened together with its first message, and answered later.
    const opening = await replay('--at', events[0].recordedAt);
    expect(opening).toMatchObject({ state: { messages: [{ outcome: 'unanswered' }], replies: [] } });
    expect(opening.version).toBeGreaterThanOrEqual(2);
    expect(opening.version).toBeLessThan(events.length);
    expect(await replay('--at', second.recordedAt)).toEqual(opening);
    expect(await replay('--version', '0')).toMatchObject({ version: 0, state: null });
    expect(await replay('--version', String(events.length))).toEqual(now);
    expect(await replay('--at', '2999-01-01T00:00:00+01:00')).toEqual(now);
  });

  test('says of a version or a time that there is none, instead of showing another one', async () => {
    const { events } = await json('audit', 'show', answered().reference);
    const refused = async (...options: string[]) => {
      const { code, stdout, stderr } = await run('audit', 'replay', answered().reference, ...options);
      return [code, stdout, stderr];
    };
    const beyond = `the ticket has ${events.length} versions, and no version`;
    expect(await refused('--version', '99')).toEqual([1, '', expect.stringContaining(`${beyond} 99\n`)]);
    expect(await refused('--version', '999999999', '--json')).toEqual([
      1,
      '',
      expect.stringContaining(beyond),
    ]);
    expect(await refused('--at', '2001-01-01T00:00:00Z')).toEqual([
      1,
      '',
      expect.stringContaining('was not open yet: it is known since 20'),
    ]);
  });

  test('gives the ticket after an event at the time that show lists with it', async () => {
    const { stdout } = await run('audit', 'show', answered().reference);
    const [, head = '', ...rows] = stdout.trimEnd().split('\n');
    const column = head.indexOf('stored');
    const stored = rows.map((row) => row.slice(column).split(' ')[0] ?? '');
    for (const at of new Set(stored)) {
      const { version, recordedAt } = await json('audit', 'replay', answered().reference, '--at', at);
      expect([at, version, recordedAt]).toEqual([at, stored.lastIndexOf(at) + 1, at]);
    }
  });

  test('is readable by people', async () => {
    const { stdout } = await run('audit', 'replay', answered().reference, '--version', '2');
    expect(stdout).toMatch(/^as of version 2, stored 20\S+Z, happened 20\S+Z\n/);
    expect(stdout).toMatch(/^status +open$/m);
    const before = await run('audit', 'replay', answered().reference, '--version', '0');
    expect(before.stdout).toBe('the ticket was not open yet\n');
  });
});

const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 8785 for the JSON of an export, written here anew: an auditor has not our program. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}

describe('audit export', () => {
  test('verifies without us: the chain from the first entry, and the signed checkpoints on it', async () => {
    const { stdout } = await run('audit', 'export');
    const [header, ...lines] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(header).toMatchObject({ kind: 'header', format: 'ledgerdesk-export', version: 1 });
    const entries = lines.filter((l) => l.kind === 'entry');
    const hashes = new Map<string, string>();
    let previous = Buffer.alloc(32);
    for (const [i, { position, hash, row }] of entries.entries()) {
      expect(position).toBe(String(i + 1));
      previous = sha256(previous, sha256(canonical(row)));
      expect(hash).toBe(previous.toString('hex'));
      hashes.set(position, hash);
    }
    const checkpoints = lines.filter((l) => l.kind === 'checkpoint').map((l) => l.checkpoint);
    expect(checkpoints.length).toBeGreaterThan(0);
    const key = createPublicKey(header.publicKey);
    for (const { signature, ...statement } of checkpoints) {
      expect(hashes.get(statement.position)).toBe(statement.hash);
      const text = Buffer.from(canonical(statement));
      expect(verifySignature(null, text, key, Buffer.from(signature, 'base64'))).toBe(true);
    }
    const { head } = await json('audit', 'verify');
    expect(head).toEqual({ position: String(entries.length), hash: previous.toString('hex') });
    expect((await run('audit', 'public-key')).stdout.trim()).toBe(header.publicKey.trim());
  });

  test('goes to a file that only its owner may read, or says that it cannot', async () => {
    const file = sub('export.jsonl');
    expect(await run('audit', 'export', '--out', file)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(statSync(file).mode & 0o077).toBe(0);
    // Who exported is in the next export.
    const entries = (text: string) => text.split('\n').filter((line) => line.includes('"kind":"entry"'));
    const [before, after] = [readFileSync(file, 'utf8'), (await run('audit', 'export')).stdout].map(entries);
    expect(after?.slice(0, -1)).toEqual(before ?? []);
    expect(after?.at(-1)).toContain('"type":"PersonalDataRead"');
    const nowhere = sub('no/such/folder/export.jsonl');
    const refused = await run('audit', 'export', '--out', nowhere);
    expect(refused).toMatchObject({ code: 1, stderr: `ledgerdesk: ${nowhere} cannot be written\n` });
  });
});

describe('looks by commands', () => {
  test('are on record, under the name of who is signed in at the machine', async () => {
    await run('audit', 'why', answered().reference);
    const read = JSON.parse((await run('privacy', 'reads', '--json', '--limit', '500')).stdout);
    const staff = `cli:${systemUser()}`;
    const seen = new Set(
      read
        .filter((one: { staff: string }) => one.staff === staff)
        .map(
          ({ what, ticketId }: { what: string; ticketId: string | null }) => `${what} ${ticketId !== null}`,
        ),
    );
    expect([...seen].sort((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      'history true',
      'ledger false',
      'state true',
      'why true',
    ]);
    const { stdout } = await run('audit', 'export');
    const looks = stdout.split('\n').filter((line) => line.includes('"PersonalDataRead"'));
    expect(JSON.parse(looks[0] ?? '').row.metadata.actor).toEqual({ kind: 'staff', id: staff });
  });
});

describe('audit find', () => {
  const found = async (...options: string[]) =>
    (await json('audit', 'find', ...options)).tickets.map((one: { reference: string }) => one.reference);

  test('finds tickets by event, actor, time, status and customer', async () => {
    expect(await found('--type', 'TicketEscalated')).toEqual([escalated().reference]);
    expect(await found('--status', 'pending')).toEqual([answered().reference]);
    expect(await found('--identifier', 'email:other@example.org')).toEqual([escalated().reference]);
    expect(await found('--identifier', 'email:nobody@example.org')).toEqual([]);
    expect(await found('--actor', 'staff:nobody')).toEqual([]);
    expect(await found('--until', '2001-01-01T00:00:00Z')).toEqual([]);
    expect(await found('--actor', 'customer', '--from', '2001-01-01T00:00:00Z')).toHaveLength(2);
    const { stdout } = await run('audit', 'find', '--limit', '1');
    expect(stdout).toContain('there are more');
    for (const wrong of [
      ['--actor', 'x'],
      ['--from', '1'],
      ['--status', 'lost'],
      ['--identifier', 'x'],
    ])
      expect((await run('audit', 'find', ...wrong)).code).toBe(2);
  });
});
