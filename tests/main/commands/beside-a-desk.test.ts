// Commands beside a running desk, and the same ones on its data when it has stopped.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { inlineTables, outcomes } from '../../../src/application/projection/tables.ts';
import {
  covered,
  legal,
  type Receipt,
  replied,
  status,
  submit,
  uncovered,
  verify,
} from '../../e2e/customer.ts';
import { withData } from '../../e2e/data.ts';
import { type RunningDesk, startDesk, temporaryFolder, until } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
const folder = temporary.sub('data');
const run = (...args: string[]) => ledgerdesk(args, { folder });
let desk: RunningDesk;
let receipt: Receipt;

beforeAll(async () => {
  desk = await startDesk({
    folder,
    env: { LEDGERDESK_EMAIL_QUIET_SECONDS: '1', LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1' },
  });
  receipt = await submit(desk, { message: covered });
  await replied(desk, receipt);
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const tables = [...inlineTables, outcomes].map((table) => table.name);
/** What none of these commands writes; rebuilding those tables is tested with a history that does. */
const elsewhere = new Set([
  'address_wishes',
  'address_words',
  'identity_conflicts',
  'personal_reads',
  'staff_keys',
  'staff_seen',
  'verification_requests',
]);

/** Every read model, row by row; the desk must not be running. */
function readModels(): Promise<ReadonlyMap<string, readonly string[]>> {
  return withData(folder, async (database) => {
    const contents = new Map<string, readonly string[]>();
    for (const table of tables) {
      const { rows } = await database.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t order by 1`,
      );
      contents.set(
        table,
        rows.map(({ row }) => row),
      );
    }
    return contents;
  });
}

/** Whether everything has its position, and the followed read models are there. Asked in the running database. */
async function caughtUp(): Promise<boolean> {
  const sql = connect({ socket: folder, max: 1, applicationName: 'test' });
  try {
    const [row] = await sql<{ done: boolean }[]>`
      select not exists (select from pending)
        and (select position from followers where name = 'outcomes') = (select max(position) from ledger) as done`;
    return row?.done === true;
  } finally {
    await sql.end();
  }
}

describe('beside a running desk', () => {
  test('simulate email is a customer whose mail is answered in its thread', async () => {
    const asked = await run('simulate', 'email', '--message', covered);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toMatch(/^Subject: Re: Resetting my password\nIn-Reply-To: <\S+@example.org>\n/);
    const further =
      'And how long is that link good?\n\n-- \nAda Marsh\nMarsh Paper Works\n12 Harbour Street, Port Ellen';
    const again = await run('simulate', 'email', '--reply', '--message', further);
    expect(again.stdout).toContain('Subject: Re: Resetting my password');
  });

  test('simulate whatsapp is a customer whose chat is answered', async () => {
    const asked = await run('simulate', 'whatsapp', '--message', covered);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toMatch(/^\[(sent|delivered|read)\] /);
  });

  test('a mail of a machine gets no answer, and simulate says so', async () => {
    const args = ['--from', 'robot@example.org', '--header', 'Auto-Submitted: auto-replied', '--wait', '3'];
    const asked = await run('simulate', 'email', ...args);
    expect(asked).toMatchObject({ code: 1, stdout: '', stderr: 'ledgerdesk: no reply after 3 seconds\n' });
  });

  test('what nobody answers is listed, and answered once it is released, which happens once', async () => {
    const from = 'list@example.org';
    await run('simulate', 'email', '--from', from, '--header', 'Precedence: bulk', '--wait', '1');
    const list = async (): Promise<readonly { messageId: string; reference: string; because: string }[]> =>
      JSON.parse((await run('suppressed', 'list', '--json')).stdout);
    const [newest] = await list();
    if (!newest) throw new Error('nothing is suppressed');
    const { messageId, reference, because } = newest;
    expect(because).toBe('header Precedence');
    const table = (await run('suppressed', 'list')).stdout;
    expect(table).toMatch(/^message +ticket +channel +reason +because +accepted\n/);
    expect(table).toContain(messageId);
    expect(table).not.toContain('password');
    const released = await Promise.all([1, 2].map(() => run('suppressed', 'release', messageId)));
    expect(released.map(({ code }) => code).sort((a, b) => Number(a) - Number(b))).toEqual([0, 1]);
    expect(released.map(({ stdout }) => stdout).join('')).toBe('released: the agent answers it\n');
    expect(released.map(({ stderr }) => stderr).join('')).toBe('ledgerdesk: the message is not suppressed\n');
    await until('the released message is answered', async () =>
      (await run('audit', 'show', reference)).stdout.includes('ReplySent'),
    );
    expect((await list()).some((message) => message.messageId === messageId)).toBe(false);
  });

  test('undelivered replies are listed, and one that is not there goes nowhere', async () => {
    expect(await run('undelivered', 'list')).toMatchObject({ code: 0, stdout: 'nothing is undelivered\n' });
    expect(JSON.parse((await run('undelivered', 'list', '--json')).stdout)).toEqual([]);
    const to = ['--to', 'ada@example.org'];
    const rerouted = await run('undelivered', 'reroute', crypto.randomUUID(), ...to);
    expect(rerouted).toMatchObject({ code: 1, stderr: 'ledgerdesk: there is no such reply\n' });
    const retried = await run('undelivered', 'retry', crypto.randomUUID());
    expect(retried).toMatchObject({ code: 1, stderr: 'ledgerdesk: there is no such reply\n' });
    const released = await run('suppressed', 'release', crypto.randomUUID());
    expect(released).toMatchObject({ code: 1, stderr: 'ledgerdesk: there is no such message\n' });
  });

  test('simulate webform is a customer: it shows the answer with its sources', async () => {
    const asked = await run('simulate', 'webform', '--url', desk.url);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toMatch(/^LD-[0-9A-Z]{4}-[0-9A-Z]{4} is pending: http:\S+\/status#reference=/);
    expect(asked.stdout).toContain('source: Reset your password');
    const machine = await run(
      'simulate',
      'webform',
      '--url',
      `${desk.url}/`,
      '--message',
      uncovered,
      '--json',
    );
    const { reference, messages, ...rest } = JSON.parse(machine.stdout);
    expect(rest).toMatchObject({ status: 'escalated', canReply: true });
    expect(messages[1]).toMatchObject({ kind: 'acknowledgement' });
    expect((await run('audit', 'show', reference)).code).toBe(0);
  });

  test('simulate webform says what the desk did not accept, field by field', async () => {
    const args = ['--message', 'short', '--email', 'nowhere', '--category', 'birds'];
    const { code, stderr } = await run('simulate', 'webform', '--url', desk.url, ...args);
    expect(code).toBe(1);
    const [first, ...fields] = stderr.trim().split('\n');
    expect(first).toStartWith('ledgerdesk: the desk refused (422)');
    expect(fields.map((line) => line.trim().split(':')[0])).toEqual(['category', 'message']);
  });

  test('auditing and searching need not wait for it to stop', async () => {
    expect((await run('audit', 'verify')).code).toBe(0);
    expect((await run('audit', 'replay', receipt.reference)).code).toBe(0);
    expect((await run('knowledge', 'search', covered)).stdout).toContain('enough to answer from');
    const { checks } = JSON.parse((await run('doctor', '--json')).stdout);
    expect(checks).toContainEqual(
      expect.objectContaining({ name: 'database', detail: expect.stringContaining('in the running desk') }),
    );
  });

  test('dead letters are listed, and one that is not there is named', async () => {
    expect(await run('dead-letters', 'list')).toMatchObject({ code: 0, stdout: 'no dead letters\n' });
    expect(JSON.parse((await run('dead-letters', 'list', '--json')).stdout)).toEqual([]);
    const id = crypto.randomUUID();
    for (const command of ['show', 'discard']) {
      const { code, stderr } = await run('dead-letters', command, id);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^ledgerdesk: there is no (such )?dead letter/);
      expect((await run('dead-letters', command, 'nonsense')).code).toBe(2);
    }
    const redriven = await run('dead-letters', 'redrive', id);
    expect(redriven.code).toBe(1);
    expect(redriven.stderr).toContain('/api/dead-letters/<id>/redrive'); // its bus is in its own memory
    expect((await run('dead-letters', 'list', '--state', 'gone')).code).toBe(2);
  });

  test('the embedded schema is the desk’s own business', async () => {
    const { code, stderr } = await run('migrate');
    expect(code).toBe(1);
    expect(stderr).toBe(`ledgerdesk: ${folder} is in use by process ${desk.pid}\n`);
  });

  test('projections are rebuilt under its feet, and it takes messages all the while', async () => {
    let over = false;
    const rebuilding = run('projections', 'rebuild', '--json').finally(() => {
      over = true;
    });
    const meanwhile: Receipt[] = [];
    while (!over) meanwhile.push(await submit(desk, { message: legal, email: 'busy@example.org' }));
    const rebuilt = await rebuilding;
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
    expect(Number(JSON.parse(rebuilt.stdout).events)).toBeGreaterThan(80);
    expect(await status(desk, receipt)).toMatchObject({ status: 'pending' });
    for (const each of meanwhile) expect((await replied(desk, each)).status).toBe('escalated');
    expect(await verify(desk)).toMatchObject({ ok: true });
  });
});

describe('when the desk has stopped', () => {
  test('a rebuild from the log gives the very same read models', async () => {
    await until('what follows the ledger has caught up', caughtUp);
    expect(await desk.end('SIGINT')).toMatchObject({ code: 0 });
    const live = await readModels();
    for (const table of tables.filter((name) => !elsewhere.has(name)))
      expect([table, live.get(table)?.length]).not.toEqual([table, 0]);
    const rebuilt = await run('projections', 'rebuild');
    expect(rebuilt.stdout).toMatch(/^rebuilt from \d+ events\n$/);
    expect(await readModels()).toEqual(live);
  });

  test('a rebuild brings back what was lost, and the desk goes on with it', async () => {
    const whole = await readModels();
    await withData(folder, (database) => database.exec(`truncate ${tables.join(', ')}`));
    expect((await run('projections', 'rebuild')).code).toBe(0);
    expect(await readModels()).toEqual(whole);
    desk = await startDesk({ folder });
    expect(await status(desk, receipt)).toMatchObject({ status: 'pending' });
    expect((await replied(desk, await submit(desk, { message: covered }))).status).toBe('pending');
    expect(await verify(desk)).toMatchObject({ ok: true });
  });
});
