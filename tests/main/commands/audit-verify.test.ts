// ledgerdesk audit verify and bundle: whether anybody altered what happened.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withData } from '../../e2e/data.ts';
import { ledgerdesk as asProcess } from '../../e2e/desk.ts';
import { askedDesk } from './asked-desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const { folder, sub, run, json, answered } = askedDesk();

describe('audit bundle', () => {
  const verified = (folder: string) => {
    const child = Bun.spawnSync(['node', 'verify.mjs'], { cwd: folder, stdout: 'pipe', stderr: 'pipe' });
    return { code: child.exitCode, output: `${child.stdout}${child.stderr}` };
  };
  const unpacked = (tar: string, name: string) => {
    expect(Bun.spawnSync(['tar', '-xf', tar], { cwd: sub('') }).exitCode).toBe(0);
    return sub(name);
  };

  test('of a ticket and of a period verify under plain Node', async () => {
    const tar = sub('ticket.tar');
    expect(await run('audit', 'bundle', answered().reference, '--out', tar)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const of = unpacked(tar, `ledgerdesk-${answered().reference}`);
    expect(verified(of)).toMatchObject({ code: 0, output: expect.stringContaining('verified: ') });
    expect(readFileSync(join(of, 'report.html'), 'utf8')).not.toContain('Shown to the auditor');
    const opened = sub('opened.tar');
    await run('audit', 'bundle', answered().reference, '--opened', '--out', opened);
    expect(
      readFileSync(
        join(unpacked(opened, `ledgerdesk-${answered().reference}-opened`), 'report.html'),
        'utf8',
      ),
    ).toContain('Shown to the auditor');
    const all = sub('period.tar');
    const period = ['--from', '2001-01-01T00:00:00Z', '--until', '2999-01-01T00:00:00Z'];
    expect(await run('audit', 'bundle', ...period, '--out', all)).toMatchObject({ code: 0 });
    expect(verified(unpacked(all, 'ledgerdesk-2001-01-01-2999-01-01'))).toMatchObject({ code: 0 });
  });

  test('says what is wrong with what was asked', async () => {
    const out = ['--out', sub('never.tar')];
    expect(await run('audit', 'bundle', ...out)).toMatchObject({ code: 2 });
    expect(await run('audit', 'bundle', 'LD-0000-0000', ...out)).toMatchObject({ code: 1 });
    const ahead = ['--from', '2900-01-01T00:00:00Z', '--until', '2901-01-01T00:00:00Z'];
    expect((await run('audit', 'bundle', ...ahead, ...out)).stderr).toContain('nothing was stored');
    expect(existsSync(out[1] ?? '')).toBe(false);
    expect((await run('audit', 'verifier')).stdout).toContain('node verify.mjs');
    expect((await run('audit', 'checkpoints')).stdout).toContain('"signature"');
  });
});

describe('audit verify', () => {
  test('says that the ledger holds, with exit code 0', async () => {
    const report = await json('audit', 'verify');
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.checkpoints).toBeGreaterThan(0);
    const spoken = await run('audit', 'verify');
    expect(spoken).toMatchObject({ code: 0, stderr: '' });
    expect(spoken.stdout).toStartWith(`verified: ${report.entries} entries hold, `);
  });

  test('compares with checkpoints that the auditor has kept, or with an export', async () => {
    const kept = join(folder, 'checkpoints.jsonl');
    const plain = await json('audit', 'verify');
    const compared = await json('audit', 'verify', '--checkpoint', kept);
    expect(compared).toMatchObject({ ok: true });
    expect(compared.checkpoints).toBeGreaterThan(plain.checkpoints);
    const file = sub('kept-export.jsonl');
    await run('audit', 'export', '--out', file);
    expect(await json('audit', 'verify', '--checkpoint', file)).toMatchObject({ ok: true });
  });

  test('names the first line of a file that is no checkpoint', async () => {
    const file = sub('broken.jsonl');
    const kept = readFileSync(join(folder, 'checkpoints.jsonl'), 'utf8').trimEnd();
    writeFileSync(file, `${kept}\n\nnonsense\n{}\n`);
    const line = kept.split('\n').length + 2;
    expect(await run('audit', 'verify', '--checkpoint', file)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `ledgerdesk: ${file} cannot be read as checkpoints in JSON lines, line ${line}\n`,
    });
  });

  test('finds a checkpoint that we did not sign', async () => {
    const [line = ''] = readFileSync(join(folder, 'checkpoints.jsonl'), 'utf8').split('\n');
    const value = JSON.parse(line);
    const genuine = value.checkpoint ?? value;
    const file = sub('forged.jsonl');
    writeFileSync(file, JSON.stringify({ ...genuine, hash: '0'.repeat(64) }));
    const { code, stdout } = await run('audit', 'verify', '--checkpoint', file);
    expect(code).toBe(3);
    expect(stdout).toContain('checkpoint-signature');
  });

  test.each([
    [
      'an edited event',
      `update events set data = '{"replyId":"x"}' where type = 'ReplySent' and id = (select max(id) from events where type = 'ReplySent')`,
    ],
    ['a deleted event', `delete from events where id = (select max(id) from events)`],
    [
      'swapped sealed words',
      `update events e set personal = o.personal from events o where e.type = 'ReplyComposed' and o.type = 'CustomerMessageReceived'`,
    ],
    ['a forged hash', `update ledger set hash = sha256('x'::bytea) where position = 3`],
    ['a cut-off end', `delete from ledger where position > (select max(position) - 2 from ledger)`],
  ])('finds %s behind the program’s back, with exit code 3', async (name, statement) => {
    const altered = sub(`altered-${name.replaceAll(' ', '-')}`);
    cpSync(folder, altered, { recursive: true });
    await withData(altered, (database) =>
      database.exec(`begin; set session_replication_role = replica; ${statement}; commit`),
    );
    const { code, stdout, stderr } = await ledgerdesk(['audit', 'verify', '--json'], { folder: altered });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(findings.length).toBeGreaterThan(0);
    const spoken = await asProcess(['audit', 'verify'], { folder: altered });
    expect([spoken.code, spoken.stderr]).toEqual([3, '']);
    expect(spoken.stdout).toStartWith('NOT verified');
  });

  test.each(['verify', 'verify --json', 'public-key', 'find', 'export'])(
    'refuses %s where no desk was begun (bug: it began an empty one and found it in order)',
    async (command) => {
      const mistyped = sub('mistyped');
      expect(await ledgerdesk(['audit', ...command.split(' ')], { folder: mistyped })).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `ledgerdesk: there is no desk in ${mistyped}: LEDGERDESK_DATA_DIR names another directory, or "ledgerdesk start" has not begun one there\n`,
      });
      expect(existsSync(mistyped)).toBe(false);
    },
  );

  test('makes no keys where the database is gone', async () => {
    const left = sub('left');
    mkdirSync(left);
    writeFileSync(join(left, 'notes.txt'), 'mine');
    expect((await ledgerdesk(['audit', 'verify'], { folder: left })).code).toBe(1);
    expect(readdirSync(left)).toEqual(['notes.txt']);
  });

  test('says which database it has read', async () => {
    expect((await run('audit', 'verify')).stdout).toContain(`\ndatabase: ${folder}\n`);
    expect(await json('audit', 'verify')).toMatchObject({ database: folder });
  });
});
