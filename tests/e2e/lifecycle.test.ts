// Starting and stopping the real program: what it refuses, in words for people, and what it leaves behind.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { lockDirectory } from '../../src/adapters/pglite/lock.ts';
import { covered, replied, status, submission, submit, verify } from './customer.ts';
import { launch, ledgerdesk, type RunningDesk, startDesk, temporaryFolder, until } from './desk.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
/** A data directory that a desk has used and left, with the demo knowledge base. */
const used = temporary.sub('used');
let receipt: Awaited<ReturnType<typeof submit>>;
let firstKey: string;
let firstRun: Awaited<ReturnType<RunningDesk['end']>>;

beforeAll(async () => {
  await using desk = await startDesk({ folder: used, isFirst: true });
  firstKey = desk.key;
  receipt = await submit(desk, { message: covered });
  await replied(desk, receipt);
  firstRun = await desk.end('SIGINT');
});
afterAll(() => temporary[Symbol.dispose]());

/** A copy of the used data directory that a test may break. */
function copy(name: string): string {
  const folder = temporary.sub(name);
  cpSync(used, folder, { recursive: true });
  return folder;
}

const start = (folder: string, env: Record<string, string> = {}) => ledgerdesk(['start'], { folder, env });

/** What a person sees of a refusal: one line that says what is wrong, and no stack trace. */
function lineOf(stderr: string): string {
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toStartWith('ledgerdesk: ');
  expect(lines[0]).not.toContain('unexpected fault');
  return lines[0] ?? '';
}

/** A submission of which only the beginning has been sent. */
function halfSent(desk: RunningDesk) {
  const { hostname, port, host } = new URL(desk.url);
  const body = JSON.stringify(submission({ message: covered }));
  const head = `POST /support/submit HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => {}).on('close', () => resolve(answer));
  });
  return {
    begun: new Promise<void>((resolve) => socket.write(head + body.slice(0, 20), () => resolve())),
    finish: () => {
      socket.write(body.slice(20));
      return closed;
    },
  };
}

/** Whether a process handles SIGTERM by itself, as the kernel has it. */
function catchesTerm(pid: number): boolean {
  const [, mask = '0'] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${mask}`) & (1n << 14n)) !== 0n;
}

describe('stopping', () => {
  test('with Ctrl-C ends with exit code 0, says so, and leaves nothing behind', () => {
    expect(firstRun).toMatchObject({ code: 0, killed: false });
    expect(firstRun.stdout).toEndWith('stopping …\nstopped\n');
    expect(existsSync(join(used, '.s.PGSQL.5432'))).toBe(false);
    expect(firstRun.stderr).not.toMatch(/"level":"(error|warn)"/);
  });

  // While modules are still loaded, and while the database is opened: neither is a moment that nobody stops the program at.
  test.each(['once it listens for signals', 'once it has the data directory'])(
    'while it is still starting, %s, ends as cleanly, and lets go of the data directory',
    async (moment) => {
      const folder = temporary.sub(`starting-${moment.length}`);
      mkdirSync(folder);
      const started = launch(['start'], { folder });
      await until(moment, () =>
        moment === 'once it listens for signals'
          ? catchesTerm(started.pid)
          : existsSync(join(folder, 'lock.pid')),
      );
      started.signal('SIGTERM');
      const { code, killed, stdout, stderr } = await started.ended;
      expect({ code, killed, stderr }).toMatchObject({ code: 0, killed: false });
      expect(stdout).toEndWith('stopping …\nstopped\n');
      expect(stderr).not.toMatch(/"level":"(error|warn)"|^ledgerdesk: /m);
      using lock = lockDirectory(folder);
      expect(lock).toBeDefined();
    },
  );

  test('twice while it is still starting ends at once', async () => {
    const started = launch(['start'], { folder: copy('starting-twice') });
    await until('it listens for signals', () => catchesTerm(started.pid));
    started.signal('SIGTERM');
    started.signal('SIGINT');
    expect(await started.ended).toMatchObject({ code: 130, killed: false });
  });

  test('keeps what only the operator may read from others', () => {
    for (const path of [used, join(used, 'secrets.json')]) expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('finishes a request that is under way, and takes no new one', async () => {
    const folder = copy('finishing');
    await using desk = await startDesk({ folder, args: [] });
    const request = halfSent(desk);
    await request.begun;
    await fetch(`${desk.url}/health`); // sent later, answered: so the desk has seen the beginning
    desk.signal('SIGTERM');
    await until('it is stopping', () => desk.stdout().includes('stopping'));
    await until('no new request is taken', () =>
      fetch(`${desk.url}/health`, { signal: AbortSignal.timeout(2_000) }).then(
        () => false,
        () => true,
      ),
    );
    const answer = await request.finish();
    expect(answer).toStartWith('HTTP/1.1 201');
    expect(await desk.ended).toMatchObject({ code: 0, killed: false });
    const { reference } = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    const shown = await ledgerdesk(['audit', 'show', reference], { folder });
    expect(shown.code).toBe(0);
  });

  test('a second signal does not wait for anything', async () => {
    await using desk = await startDesk({ folder: copy('forced'), args: [] });
    const request = halfSent(desk);
    await request.begun;
    await fetch(`${desk.url}/health`);
    desk.signal('SIGINT');
    await until('it is stopping', () => desk.stdout().includes('stopping'));
    const asked = Date.now();
    const ended = await desk.end('SIGINT');
    expect(ended).toMatchObject({ code: 130 });
    expect(ended.stderr).toContain('stopped at once');
    expect(Date.now() - asked).toBeLessThan(5_000);
  });
});

describe('starting', () => {
  test('again goes on with the data: the same key, the old tickets, and new ones in the same ledger', async () => {
    const folder = copy('again');
    await using desk = await startDesk({ folder });
    expect(desk.stdout()).toMatch(/articles: 0 published, 0 revised, \d+ unchanged/);
    expect(desk.key).toBe(firstKey);
    expect(await status(desk, receipt)).toMatchObject({ status: 'pending' });
    const before = await verify(desk);
    await replied(desk, await submit(desk, { message: covered, email: 'other@example.org' }));
    const after = await verify(desk);
    expect(after).toMatchObject({ ok: true });
    expect(after.entries).toBeGreaterThan(before.entries);

    const second = await start(folder);
    expect(second.code).toBe(1);
    expect(lineOf(second.stderr)).toBe(`ledgerdesk: ${folder} is in use by process ${desk.pid}`);
    const { port } = new URL(desk.url);
    // (bug: it was told of another program that had the port, which was the desk itself)
    const third = await start(folder, { LEDGERDESK_PORT: port });
    expect(lineOf(third.stderr)).toBe(`ledgerdesk: ${folder} is in use by process ${desk.pid}`);
    const elsewhere = await start(copy('port'), { LEDGERDESK_PORT: port, LEDGERDESK_LOG_LEVEL: 'error' });
    expect(elsewhere.code).toBe(1);
    expect(lineOf(elsewhere.stderr)).toBe(
      `ledgerdesk: port ${port} on 127.0.0.1 is in use by another program`,
    );
    expect((await fetch(`${desk.url}/ready`)).status).toBe(200);
    expect(await desk.end('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('on an address this machine does not have is refused in one line', async () => {
    const ended = await start(copy('address'), {
      LEDGERDESK_HOST: '192.0.2.1',
      LEDGERDESK_LOG_LEVEL: 'error',
    });
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toBe('ledgerdesk: this machine has no address 192.0.2.1');
  });

  test('with settings that are wrong lists every one of them, without the secret ones', async () => {
    const ended = await start(temporary.sub('never'), {
      LEDGERDESK_PORT: 'eighty',
      LEDGERDESK_AGENT: 'oracle',
      LEDGERDESK_MASTER_KEY: 'hunter2hunter2',
      LEDGERDESK_PROT: '80',
    });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    const [first, ...problems] = ended.stderr.trim().split('\n');
    expect(first).toBe('ledgerdesk: the configuration is not valid:');
    const named = problems.map((line) => line.trim().split(' ')[0] ?? '').sort();
    expect(named).toEqual([
      'LEDGERDESK_AGENT',
      'LEDGERDESK_MASTER_KEY',
      'LEDGERDESK_PORT',
      'LEDGERDESK_PROT',
    ]);
    expect(ended.stderr).toContain('did you mean LEDGERDESK_PORT?');
    expect(ended.stderr).not.toContain('hunter2');
    expect(existsSync(temporary.sub('never'))).toBe(false);
  });

  test('with a folder of articles that is not there is refused in one line', async () => {
    const folder = copy('no-articles');
    const ended = await ledgerdesk(['start', '--import', temporary.sub('nowhere')], {
      folder,
      env: { LEDGERDESK_LOG_LEVEL: 'error' },
    });
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toContain(temporary.sub('nowhere'));
  });

  test.each([
    [
      'pg_control is gone to noise',
      (f: string) => writeFileSync(join(f, 'postgres/global/pg_control'), 'noise'),
    ],
    ['the version is not one', (f: string) => writeFileSync(join(f, 'postgres/PG_VERSION'), 'nonsense\n')],
    ['a catalogue is cut off', (f: string) => writeFileSync(join(f, 'postgres/global/pg_filenode.map'), '')],
    [
      'the log of changes is noise',
      (f: string) => {
        const folder = join(f, 'postgres/pg_wal');
        for (const name of readdirSync(folder).filter((one) => /^[0-9A-F]{24}$/.test(one)))
          writeFileSync(join(folder, name), Buffer.alloc(statSync(join(folder, name)).size, 'noise'));
      },
    ],
  ])('on a damaged data directory is refused with what to do: %s', async (name, damage) => {
    const folder = copy(`damaged-${name.replaceAll(' ', '-')}`);
    damage(folder);
    const ended = await start(folder);
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toContain('Restore the folder from a backup');
  });

  test('on a data directory that is a file is refused in one line', async () => {
    const folder = temporary.sub('file');
    writeFileSync(folder, 'not a folder');
    const ended = await start(folder);
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toContain(folder);
  });

  test.each([
    ['no JSON', '{"masterKey":'],
    ['incomplete', '{"masterKey":"AAAA"}'],
    ['not an object', 'null'],
    ['a key of the wrong length', { masterKey: 'AAAA' }],
    ['a signing key that is none', { signingKey: 'AAAA' }],
    ['a number for a key', { localKey: 17 }],
  ])('with damaged secrets is refused, and does not make new ones: %s', async (name, damage) => {
    const folder = temporary.sub(`secrets-${name.replaceAll(' ', '-')}`);
    mkdirSync(folder);
    const file = join(folder, 'secrets.json');
    const whole = JSON.parse(readFileSync(join(used, 'secrets.json'), 'utf8'));
    const text = typeof damage === 'string' ? damage : JSON.stringify({ ...whole, ...damage });
    writeFileSync(file, text);
    const ended = await start(folder);
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('with the secrets of another desk is refused before a sealed text is lost', async () => {
    const folder = copy('foreign-secrets');
    const file = join(folder, 'secrets.json');
    const whole = JSON.parse(readFileSync(file, 'utf8'));
    const masterKey = Buffer.alloc(32, 7).toString('base64');
    writeFileSync(file, JSON.stringify({ ...whole, masterKey }));
    const ended = await start(folder);
    expect(ended.code).toBe(1);
    expect(lineOf(ended.stderr)).toContain('master key');
  });
});
