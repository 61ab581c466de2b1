// ledgerdesk spending: what models have cost, and what they would.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { begin, temporaryFolder } from '../../e2e/desk.ts';
import { ledgerdesk } from './in-this-process.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
const run = (args: readonly string[], env = {}) => ledgerdesk(['spending', ...args], { folder, env });

beforeAll(() => begin(folder, 'demo'));

test('an example has the requests of a whole run, priced, for the articles that are there', async () => {
  const { code, stdout } = await run(['example', '--json']);
  expect(code).toBe(0);
  const { model, requests, totalMicros } = JSON.parse(stdout);
  expect(model).toBe('gpt-4.1-mini');
  expect(requests).toHaveLength(4);
  const inputs: number[] = requests.map((r: { inputTokens: number }) => r.inputTokens);
  expect(inputs.toSorted((a, b) => a - b)).toEqual(inputs);
  for (const { inputTokens, outputTokens, costMicros } of requests)
    expect(costMicros).toBe(Math.ceil((inputTokens * 400_000 + outputTokens * 1_600_000) / 1_000_000));
  expect(totalMicros).toBe(
    requests.reduce((sum: number, r: { costMicros: number }) => sum + r.costMicros, 0),
  );
  const spoken = await run(['example', '--question', 'Which aquarium fish live with axolotls?']);
  expect(spoken.stdout).toMatch(/gpt-4\.1-mini: \$0\.\d+ a ticket, \$\d+\.\d+ a thousand\n$/);
});

test('the day and its caps', async () => {
  const env = { LEDGERDESK_SPEND_CAP_PER_DAY: '25', LEDGERDESK_SPEND_CAP_PER_TICKET: '0.05' };
  const { stdout } = await run(['today'], env);
  expect(stdout).toMatch(/^day:\d{4}-\d\d-\d\d {2}\$0\.00 of \$25\.00\ncap for a ticket {2}\$0\.05\n$/);
  expect(JSON.parse((await run(['today', '--json'])).stdout)).toEqual({
    account: expect.stringMatching(/^day:/),
    spentMicros: 0,
  });
});

test('a ticket that is not there is named in one line', async () => {
  const { code, stdout, stderr } = await run(['ticket', 'LD-0000-0000']);
  expect([code, stdout, stderr]).toEqual([1, '', 'ledgerdesk: there is no ticket LD-0000-0000\n']);
});
