// A model behind the protocol plays the conversations: within its caps, and kept apart from what needs no model.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../src/main/config.ts';
import { openLibrary } from '../../../src/main/evaluation/conversation-desk.ts';
import { conversationSet } from '../../../src/main/evaluation/conversation-set.ts';
import { livePlayer, playLive } from '../../../src/main/evaluation/live-model.ts';
import { modelServer } from '../../chaos/model.ts';
import { ledgerdesk, temporaryFolder } from '../../e2e/desk.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const project = join(import.meta.dir, '..', '..', '..');
const scenarios = await conversationSet(join(project, 'eval', 'conversations.jsonl'));

/** A dollar for a million output tokens; each of the stand-in's answers has 200. */
const settings = (baseURL: string, more: Record<string, string> = {}) => ({
  LEDGERDESK_DATA_DIR: temporary.path,
  LEDGERDESK_AGENT: 'openai',
  LEDGERDESK_OPENAI_BASE_URL: baseURL,
  LEDGERDESK_OPENAI_MODEL: 'stand-in-1',
  LEDGERDESK_MODEL_PRICES: 'stand-in-1=0/1/0',
  ...more,
});

function playerOn(baseURL: string, more?: Record<string, string>) {
  const read = readConfig(settings(baseURL, more));
  if ('problems' in read) throw new Error(read.problems.join('; '));
  return livePlayer(read.config);
}

test('a live model answers through the whole application, and what it cost is told', async () => {
  await using server = modelServer();
  const library = await openLibrary([join(project, 'demo', 'knowledge')]);
  const player = playerOn(server.baseURL);
  const { figures, result } = await playLive(scenarios.slice(0, 2), player, library);
  expect(server.requests()).toBeGreaterThan(0);
  expect(result).toMatchObject({ model: 'stand-in-1', leftOut: 0, costMicros: server.requests() * 200 });
  expect(result.promptDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(
    figures.every(({ advisory, metric }) => advisory && metric.startsWith('live model stand-in-1')),
  ).toBe(true);
});

test('the cap of a day ends the evaluation, whatever day the scenarios are in', async () => {
  await using server = modelServer();
  const library = await openLibrary([join(project, 'demo', 'knowledge')]);
  const player = playerOn(server.baseURL, { LEDGERDESK_SPEND_CAP_PER_DAY: '0.004' });
  const { result } = await playLive(scenarios, player, library);
  expect(result.costMicros).toBeLessThanOrEqual(4_000);
  expect(result.played).toBeGreaterThan(0);
  expect(result.leftOut).toBe(scenarios.filter((one) => player.plays(one)).length - result.played);
});

test('what a script has to write is not asked of a live model', () => {
  const player = playerOn('http://127.0.0.1:9/v1');
  const left = scenarios.filter((one) => !player.plays(one));
  expect(left.every(({ agent, steps }) => agent !== undefined || steps.some((step) => 'model' in step))).toBe(
    true,
  );
  expect(scenarios.length - left.length).toBeGreaterThanOrEqual(60);
});

test('the command records a live evaluation in a file of its own and leaves the baseline alone', async () => {
  await using server = modelServer();
  const [record, baseline] = [join(temporary.path, 'live.jsonl'), join(temporary.path, 'baseline.json')];
  const folder = temporary.sub('command');
  const run = (env: Record<string, string>, ...more: string[]) =>
    ledgerdesk(['eval', '--live', '--record', record, '--baseline', baseline, ...more], { folder, env });
  const { code, stdout } = await run(settings(server.baseURL, { LEDGERDESK_SPEND_CAP_PER_DAY: '0.02' }));
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('live model stand-in-1, scenarios as expected'),
  ]);
  expect(stdout).not.toContain('scripted');
  const [line, ...others] = readFileSync(record, 'utf8').trim().split('\n');
  expect(others).toEqual([]);
  expect(JSON.parse(line ?? '')).toMatchObject({ model: 'stand-in-1', at: expect.stringMatching(/^20/) });
  expect(existsSync(baseline)).toBe(false);

  expect((await run(settings(server.baseURL), '--update-baseline')).code).toBe(2);
  expect((await run(settings(server.baseURL), 'search')).code).toBe(2);
  expect(await run({ LEDGERDESK_DATA_DIR: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('LEDGERDESK_AGENT=openai'),
  });
});
