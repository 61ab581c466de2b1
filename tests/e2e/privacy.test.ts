// What a customer writes stays out of logs, metrics and the open columns of the log: looked for, not assumed.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, covered, followUp, post, replied, submission, ticketUrl } from './customer.ts';
import { withData } from './data.ts';
import { type Ended, ledgerdesk, startDesk, temporaryFolder } from './desk.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
const data = folder.sub('data');
const mark = (field: string) => `zq${field}zq`;
/** Each stands in one field and nowhere else; the same in every ticket. */
const marks = [
  'name',
  'mail',
  'subject',
  'question',
  'followup',
  'comment',
  'refused',
  'header',
  'query',
  'agent',
];
let ended: Ended;
let metrics: string;
let exported: string;

beforeAll(async () => {
  await using desk = await startDesk({ folder: data, env: { LEDGERDESK_LOG_LEVEL: 'debug' } });
  const submitted = submission({
    name: mark('name'),
    email: `${mark('mail')}@example.org`,
    subject: `Password ${mark('subject')}`,
    message: `${covered} ${mark('question')}`,
  });
  const headers = { 'x-request-id': mark('header'), 'user-agent': mark('agent'), referer: mark('header') };
  const receipt = await (
    await post(`${desk.url}/support/submit?q=${mark('query')}`, submitted, headers)
  ).json();
  await replied(desk, receipt);
  await followUp(desk, receipt, `I want my money back, says ${mark('followup')}.`);
  await replied(desk, receipt, 2);
  const { statusToken } = receipt;
  await post(
    `${ticketUrl(desk, receipt)}/rating`,
    { rating: 5, comment: mark('comment') },
    bearer(statusToken),
  );
  const refusals = [
    { ...submitted, message: mark('refused') },
    { ...submitted, email: mark('refused') },
    { ...submitted, [mark('refused')]: mark('refused') },
    mark('refused'),
  ];
  for (const body of refusals) {
    const refused = await post(`${desk.url}/support/submit`, body);
    expect(refused.status).toBe(422);
    expect(await refused.text()).not.toContain(mark('refused'));
  }
  await fetch(`${desk.url}/support/tickets/${mark('query')}`, { headers: bearer(mark('header')) });
  metrics = await (await fetch(`${desk.url}/metrics`)).text();
  ended = await desk.end('SIGINT');
  exported = (await ledgerdesk(['audit', 'export'], { folder: data })).stdout;
});
afterAll(() => folder[Symbol.dispose]());

const found = (text: string) => marks.filter((field) => text.includes(mark(field)));

test('the logs hold one line for every request and nothing that a customer wrote', () => {
  expect(ended.stderr.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(
    9,
  );
  expect(found(ended.stderr)).toEqual([]);
  expect(found(ended.stdout)).toEqual([]);
  expect(ended.stderr).not.toMatch(/Bearer|127\.0\.0\.1/);
});

test('the metrics hold nothing that a customer wrote', () => {
  expect(metrics).toContain('ledgerdesk_messages_accepted_total{channel="webform"} 2');
  expect(found(metrics)).toEqual([]);
});

test('an export for the auditor holds nothing that a customer wrote in the open', () => {
  expect(exported).toContain('CustomerMessageReceived');
  expect(found(exported)).toEqual([]);
});

test('the open columns of the log, its ledger and its keys hold nothing that a customer wrote', async () => {
  await withData(data, async (database) => {
    for (const table of [
      'events',
      'ledger',
      'pending',
      'customer_keys',
      'checkpoints',
      'followers',
      'timers',
      'outcomes',
    ]) {
      const { rows } = await database.query<{ row: string }>(`select t::text as row from ${table} t`);
      expect(found(rows.map(({ row }) => row).join('\n'))).toEqual([]);
      if (table === 'events') expect(rows.length).toBeGreaterThan(10);
    }
    const sealed = await database.query<{ personal: Uint8Array }>(
      'select personal from events where personal is not null',
    );
    const bytes = sealed.rows.map(({ personal }) => Buffer.from(personal).toString('latin1'));
    expect(bytes.length).toBeGreaterThan(3);
    expect(found(bytes.join('\n'))).toEqual([]);
    // The search is not blind: the read models are where a customer's words are found, and only there.
    const shown = await database.query<{ row: string }>('select m::text as row from messages m');
    expect(found(shown.rows.map(({ row }) => row).join('\n'))).toEqual(['name', 'question', 'followup']);
  });
});

test('the files beside the database hold nothing that a customer wrote', () => {
  const files = readdirSync(data).filter((name) => statSync(join(data, name)).isFile());
  expect(files).toContain('checkpoints.jsonl');
  for (const name of files) expect(found(readFileSync(join(data, name), 'latin1'))).toEqual([]);
});
