// The rights of a person from end to end: exported, held, erased, restored from a backup and erased again; and keys of staff.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, covered, post, replied, submit } from './customer.ts';
import { ledgerdesk, startDesk, temporaryFolder } from './desk.ts';

setDefaultTimeout(240_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());

const name = 'Zqname Marsh';
const email = 'zqmail@example.org';

test('a person is exported, held and erased, and a restored backup does not bring them back', async () => {
  const folder = temporary.sub('rights');
  const backup = temporary.sub('backup');
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await ledgerdesk(args, { folder });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const page = temporary.sub('export.html');
  let reference = '';
  let customerId = '';
  {
    await using desk = await startDesk({ folder });
    const receipt = await submit(desk, { message: covered, name, email });
    await replied(desk, receipt);
    reference = receipt.reference;
    // Beside the running desk: by the reference of a ticket, and by the id that the export tells.
    const exported = JSON.parse(await run('privacy', 'export', reference));
    customerId = exported.customerId;
    expect(exported).toMatchObject({ name, identifiers: [{ kind: 'email', value: email }] });
    expect(exported.tickets[0].messages.map((m: { author: string }) => m.author)).toEqual([
      'customer',
      'agent',
    ]);
    expect(await run('privacy', 'export', customerId, '--format', 'html', '--out', page)).toContain(page);
    expect(readFileSync(page, 'utf8')).toContain(email);
    const reads = JSON.parse(await run('privacy', 'reads', reference, '--json'));
    expect(reads[0]).toMatchObject({ what: 'export', role: 'admin', customerId });
    // Whoever looks from the command line is on record like whoever looks over HTTP.
    await run('customers', 'show', customerId);
    await run('customers', 'conflicts');
    await run('suppressed', 'list');
    await run('undelivered', 'list');
    await run('privacy', 'hold', 'list', customerId);
    const looked = JSON.parse(await run('privacy', 'reads', '--json'));
    const whats = looked.map(({ what }: { what: string }) => what);
    for (const what of ['customer', 'conflicts', 'suppressed', 'undelivered', 'holds'])
      expect(whats).toContain(what);
    expect(await run('audit', 'verify')).not.toContain('broken');
  }
  cpSync(folder, backup, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') });
  {
    await using desk = await startDesk({ folder });
    const hold = await run('privacy', 'hold', 'place', reference, '--reason', 'Lawsuit of Zqname');
    const refused = await ledgerdesk(['privacy', 'erase', reference, '--basis', 'request', '--yes'], {
      folder,
    });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('a legal hold is in force')]);
    await run('privacy', 'hold', 'lift', reference, hold, '--reason', 'settled');
    expect(await run('privacy', 'erase', reference, '--basis', 'request')).toContain(
      'would erase 1 customers and 1 tickets',
    );
    // Over HTTP this time.
    const key = (await run('keys', 'create', 'zoe', '--role', 'admin')).split('\n')[0] ?? '';
    const erase = `${desk.url}/api/privacy/customers/${customerId}/erase`;
    const body = { basis: 'request', caseNumber: 'DSR-1' };
    const erased = await post(erase, body, bearer(key));
    expect([erased.status, await erased.json()]).toMatchObject([
      200,
      { customerIds: [customerId], tickets: 1 },
    ]);
    expect((await post(erase, body, bearer(key))).status).toBe(410);
    // At once, in the desk that has just worked with the key of this customer.
    const history = await fetch(`${desk.url}/api/audit/tickets/${reference}/events`, {
      headers: bearer(key),
    });
    const text = await history.text();
    expect([
      history.status,
      text.includes('[erased]'),
      /zqname|zqmail|forgot my password/i.test(text),
    ]).toEqual([200, true, false]);
    expect(await run('audit', 'verify')).not.toContain('broken');
    expect(await run('privacy', 'erasures')).toContain(customerId);
  }
  expect(await run('projections', 'rebuild')).toContain('rebuilt');
  const list = readFileSync(join(folder, 'erasures.jsonl'));
  const lines = list.toString().trim().split('\n');
  expect(lines.length).toBe(1);
  expect(lines[0]).not.toMatch(/zqname|zqmail/i);

  // Everything as it was, but for the list, which is kept elsewhere.
  rmSync(folder, { recursive: true });
  cpSync(backup, folder, { recursive: true });
  await Bun.write(join(folder, 'erasures.jsonl'), list);
  expect(existsSync(join(folder, 'secrets.json'))).toBe(true);
  expect(await run('doctor', '--json').catch(String)).toContain('customers are here who were erased');
  {
    await using _ = await startDesk({ folder });
    const again = JSON.parse(await run('privacy', 'export', reference));
    expect(again).toMatchObject({ isErased: true, name: null, identifiers: [] });
    expect(JSON.stringify(again)).not.toMatch(/zqname|zqmail/i);
    expect(await run('privacy', 'reapply')).toStartWith('1 customers on the list, 0 were here again');
    expect(await run('audit', 'verify')).not.toContain('broken');
  }
});

test('keys of staff are made, rotated and taken back beside a running desk', async () => {
  const folder = temporary.sub('keys');
  await using desk = await startDesk({ folder });
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await ledgerdesk([...args, '--json'], { folder });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const status = async (key: string) =>
    (await fetch(`${desk.url}/api/audit/tickets`, { headers: bearer(key) })).status;
  const made = await json('keys', 'create', 'ada', '--role', 'auditor', '--days', '7');
  expect(await status(made.key)).toBe(200);
  const next = await json('keys', 'rotate', made.keyId, '--overlap-hours', '1');
  expect([await status(made.key), await status(next.key)]).toEqual([200, 200]);
  await ledgerdesk(['keys', 'revoke', made.keyId], { folder });
  expect([await status(made.key), await status(next.key)]).toEqual([401, 200]);
  const { made: listed, configured } = await json('keys', 'list', '--all');
  const ids = listed.map((key: { keyId: string }) => key.keyId);
  expect(new Set(ids)).toEqual(new Set([made.keyId, next.keyId]));
  expect(configured).toEqual([{ name: 'local', role: 'admin' }]);
  expect(JSON.stringify(listed)).not.toContain(made.key);
});

test('the master key is changed without losing a word, and links go on working', async () => {
  const folder = temporary.sub('master');
  const next = Buffer.alloc(32, 9).toString('base64');
  let receipt: Awaited<ReturnType<typeof submit>>;
  {
    await using desk = await startDesk({ folder });
    receipt = await submit(desk, { message: covered, name, email });
    await replied(desk, receipt);
  }
  const old: string = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')).masterKey;
  const env = { LEDGERDESK_MASTER_KEY: next };
  {
    await using desk = await startDesk({ folder, env });
    const before = JSON.parse((await ledgerdesk(['keys', 'master', '--json'], { folder, env })).stdout);
    expect(before.length).toBe(2);
    const rotated = await ledgerdesk(['keys', 'rotate-master'], { folder, env });
    expect(rotated.stdout).toContain('no other master key is needed');
    await replied(desk, receipt);
  }
  const alone = { folder, env: { ...env, LEDGERDESK_OTHER_MASTER_KEYS: '' } };
  const exported = await ledgerdesk(['privacy', 'export', receipt.reference], alone);
  expect(exported.stdout).toContain(email);
  expect(old).not.toBe(next);
});
