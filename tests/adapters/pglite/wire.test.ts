import { describe, expect, test } from 'bun:test';
import { connect as dial } from 'node:net';
import fc from 'fast-check';
import { embeddedSocketFile } from '../../../src/adapters/pglite/embedded.ts';
import { DiskNearlyFull, hasRoom, requireRoom } from '../../../src/adapters/pglite/room.ts';
import { clientMessages, ProtocolViolation, readyScanner } from '../../../src/adapters/pglite/wire.ts';
import { onDatabases } from '../../infra/worlds.ts';

const untyped = (code: number, rest = '') => {
  const body = Buffer.from(rest);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, body]);
};
const typed = (code: string, body = '') => {
  const head = Buffer.alloc(5);
  head.write(code, 0);
  head.writeInt32BE(4 + Buffer.byteLength(body), 1);
  return Buffer.concat([head, Buffer.from(body)]);
};
const startup = untyped(196_608, 'user\0postgres\0\0');

/** The bytes in pieces of the given sizes, over and over. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    cut.push(bytes.subarray(at, at + size));
    at += size;
  }
  return cut;
}
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('cutting a client’s bytes', () => {
  test('finds the same messages however they arrive', () => {
    const sent = [
      untyped(80_877_103),
      startup,
      typed('P', 'select 1'),
      typed('S'),
      typed('Q', 'x'.repeat(300)),
      typed('X'),
    ];
    fc.assert(
      fc.property(sizes, (lengths) => {
        const cut = clientMessages();
        const found = pieces(Buffer.concat(sent), lengths).flatMap((piece) => [...cut(piece)]);
        expect(found.map((m) => m.bytes.toString('hex'))).toEqual(sent.map((m) => m.toString('hex')));
        expect(found.map((m) => (m.kind === 'typed' ? m.code : m.kind))).toEqual([
          'encryption',
          'startup',
          'P',
          'S',
          'Q',
          'X',
        ]);
      }),
    );
  });

  test('knows a request to cancel, and refuses what is no client of PostgreSQL', () => {
    expect(clientMessages()(untyped(80_877_102)).map((m) => m.kind)).toEqual(['cancel']);
    expect(() => clientMessages()(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow(ProtocolViolation);
    expect(() => clientMessages()(untyped(4711))).toThrow(ProtocolViolation);
    expect(() => clientMessages()(Buffer.from([0, 0, 0, 1]))).toThrow(ProtocolViolation);
  });
});

test('the last word of a server is read however its bytes arrive', () => {
  const answer = Buffer.concat([
    typed('T', 'Z'.repeat(9)),
    typed('Z', 'T'),
    typed('C', 'SELECT 1'),
    typed('Z', 'I'),
  ]);
  fc.assert(
    fc.property(sizes, (lengths) => {
      const scan = readyScanner();
      const words = pieces(answer, lengths).flatMap((piece) => scan(piece) ?? []);
      expect(words.at(-1)).toBe('I');
    }),
  );
  expect(readyScanner()(typed('C', 'Z'))).toBeUndefined();
});

test('a folder has room or says how much it lacks', () => {
  expect(hasRoom('/')).toBe(true);
  expect(() => requireRoom('/')).not.toThrow();
  expect(() => requireRoom('/proc')).toThrow(DiskNearlyFull);
});

onDatabases('clients that go away', (it) => {
  it('take neither the session nor the transaction with them', async ({ database, kind }) => {
    const { sql } = database;
    const leaving = database.connectAgain(1);
    const begun = Promise.withResolvers<void>();
    const gone = leaving
      .begin(async (tx) => {
        await tx`insert into pending (event_id) values (4711)`;
        begun.resolve();
        await new Promise(() => {});
      })
      .catch((error: unknown) => error);
    await begun.promise;
    await leaving.end({ timeout: 0 });
    expect(await gone).toMatchObject({ code: expect.stringMatching(/^CONNECTION_/) });
    expect([...(await sql`select event_id from pending where event_id = 4711`)]).toEqual([]);
    if (kind !== 'PGlite') return;
    const { host } = sql.options;
    const file = typeof sql.options.path === 'string' ? sql.options.path : embeddedSocketFile(String(host));
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), untyped(80_877_102)]) {
      const socket = dial(file);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(bytes);
      await closed;
    }
    expect((await sql`select 1 as still`)[0]).toEqual({ still: 1 });
  });
});
