// One run from the first server to the verdict.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Db } from '../../src/adapters/postgres/connection.ts';
import { topics } from '../../src/application/bus/message-bus.ts';
import { until } from '../e2e/desk.ts';
import { type Meddler, meddler } from './bus.ts';
import { deskOn } from './desk.ts';
import { seededDice } from './dice.ts';
import { type Evidence, readEvidence, unfinished } from './evidence.ts';
import { type Judgement, judge, judgeFeed, type Violation } from './judge.ts';
import { type Load, startLoad } from './load.ts';
import { modelServer } from './model.ts';
import { startTopology, type Topology } from './processes.ts';
import type { Scenario, Stage } from './scenarios.ts';
import { startServers } from './servers.ts';
import { type Row, tableOf } from './table.ts';

export interface Performance {
  readonly scenarios: readonly Scenario[];
  readonly isShort: boolean;
  readonly seconds: number;
  readonly seed: number;
}

/** What the runner notes of one scenario while it plays. */
interface Scene {
  readonly name: string;
  readonly overAt: number;
  readonly kills: number;
  readonly rssMb: number;
  readonly violations: readonly Violation[];
}

const PER_SECOND = 8;
const TAKEN_WITHIN_MS = 120_000;
const REST_WITHIN_MS = 300_000;

/** @returns whether every promise held */
export async function perform({ scenarios, isShort, seconds, seed }: Performance): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-chaos-'));
  const say = progress();
  say(`chaos: --seed ${seed} --seconds ${seconds}${isShort ? ' --short' : ''}; logs in ${folder}`);
  const dice = seededDice(seed);
  await using servers = await startServers();
  await using model = modelServer();
  const desk = deskOn(servers, model, folder);
  await desk.run('migrate');
  await desk.run('knowledge', 'import', 'demo/knowledge');
  await using topology = await startTopology(folder, (role, half) =>
    desk.environment(half, role === 'agent' && half === 1),
  );
  await topology.allHealthy();
  await using bus = meddler(servers.brokers);
  const sql = connect({ url: servers.databaseUrl, max: 2, applicationName: 'ledgerdesk chaos' });
  const load = startLoad({ urls: topology.of('api').map(({ url }) => url), perSecond: PER_SECOND, dice });
  const poisoned: string[] = [];
  const scenes: Scene[] = [];
  const endings: Violation[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    say(what);
    await work().catch((error: unknown) => endings.push({ what: `${what}: ${messageOf(error)}` }));
  };
  const stage = { servers, topology, load, model, bus, dice, seconds, isShort, poisoned };
  for (const scenario of scenarios) {
    say(scenario.name);
    scenes.push(await playOne(scenario, stage));
    if (isShort) continue;
    load.enter('between');
    await attempt('getting over it', () => recovered(sql));
  }
  await attempt('customers stop writing', () => load.stop(TAKEN_WITHIN_MS));
  await attempt('all processes are up', () => topology.allHealthy());
  await attempt('coming to rest', () => atRest(sql, bus, poisoned.length));
  await attempt('stopping', () => topology.stop());
  await attempt('verifying the ledger', () => desk.run('audit', 'verify'));
  const evidence = await readEvidence(sql);
  const judgement = judge(load.acknowledged, evidence);
  await attempt('reading the feed', async () => endings.push(...(await feedViolations(bus, evidence))));
  await sql.end();
  endings.push(
    ...deadLetterViolations(evidence, poisoned),
    ...[...topology.problems, ...load.problems, ...complaintsIn(folder)].map((what) => ({ what })),
  );
  const violations = [...scenes.flatMap((scene) => scene.violations), ...judgement.violations, ...endings];
  report({ scenes, load, judgement, topology, violations });
  const isWell = violations.length === 0;
  if (isWell) rmSync(folder, { recursive: true, force: true });
  else
    console.log(
      `logs: ${folder}; again: bun run chaos --seed ${seed} --seconds ${seconds}${isShort ? ' --short' : ''}`,
    );
  return isWell;
}

async function playOne({ name, play }: Scenario, stage: Omit<Stage, 'over'>): Promise<Scene> {
  const { load, topology } = stage;
  const before = topology.kills();
  const violations: Violation[] = [];
  let overAt: number | undefined;
  load.enter(name);
  try {
    await play({
      ...stage,
      over: () => {
        overAt = Date.now();
      },
    });
    // In the short form the next fault finds whatever has not got over this one.
    if (!stage.isShort) await topology.allHealthy();
  } catch (error) {
    violations.push({ scenario: name, what: messageOf(error) });
  }
  const rssMb = Math.max(...topology.processes.map((one) => one.maxRssMb()));
  return { name, overAt: overAt ?? Date.now(), kills: topology.kills() - before, rssMb, violations };
}

/** In the long form each fault begins on a desk that has got over the one before; customers keep writing. */
async function recovered(sql: Db): Promise<void> {
  const nothingWaits = async () => {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from timers t join tickets k on k.ticket_id = t.ticket_id
      where t.kind in ('answer', 'deliver') and k.updated_at < now() - interval '10 s'`;
    return row?.waiting === 0;
  };
  await until('nothing waits for long', nothingWaits, REST_WITHIN_MS);
}

async function atRest(sql: Db, bus: Meddler, letters: number): Promise<void> {
  let why: readonly string[] = [];
  const look = async () => {
    const [parked] = await sql<{ count: number }[]>`select count(*)::int as count from dead_letters`;
    const lag = await bus.lag();
    why = [
      ...(await unfinished(sql)),
      ...(lag > 0 ? [`${lag} messages on the bus`] : []),
      ...((parked?.count ?? 0) < letters ? [`${parked?.count} of ${letters} dead letters`] : []),
    ];
    return why.length === 0;
  };
  await until('rest', look, REST_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`no rest: ${why.join(', ')}`, { cause: error });
  });
}

async function feedViolations(bus: Meddler, { events }: Evidence): Promise<readonly Violation[]> {
  const feed = await bus.read(topics.events);
  const seen = feed.map(({ key, headers }) => ({ key: String(key), id: String(headers?.['ce_id'] ?? '') }));
  return judgeFeed(seen, events);
}

function deadLetterViolations({ deadLetters }: Evidence, poisoned: readonly string[]): readonly Violation[] {
  const wanted = [...poisoned].sort();
  const found = deadLetters.map(({ key }) => key).sort();
  if (found.join() === wanted.join()) return [];
  const unexplained = deadLetters.filter(({ key }) => !poisoned.includes(key));
  const named = unexplained.map(({ topic, error }) => `${topic} ${error}`).slice(0, 5);
  return [
    {
      what: `${found.length} dead letters for ${wanted.length} poisoned messages; unexplained: ${named.join(', ')}`,
    },
  ];
}

const complaint =
  /unexpected fault|unhandled|uncaught|panic|TypeError|ReferenceError|RangeError|SyntaxError|Segmentation/i;

/** Lines that no role may write, whatever happens around it; the first few of each. */
function complaintsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .flatMap((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      const found = lines.filter((line) => complaint.test(line));
      return found.slice(0, 3).map((line) => `${name} (${found.length} such lines): ${line.slice(0, 300)}`);
    });
}

interface Findings {
  readonly scenes: readonly Scene[];
  readonly load: Load;
  readonly judgement: Judgement;
  readonly topology: Topology;
  readonly violations: readonly Violation[];
}

function report({ scenes, load, judgement, topology, violations }: Findings): void {
  const between = { name: 'between', overAt: 0, kills: 0, rssMb: 0, violations: [] };
  const hasBetween = load.acknowledged.some(({ scenario }) => scenario === between.name);
  const rows = [...scenes, ...(hasBetween ? [between] : [])].map((scene): Row => {
    const own = load.acknowledged.filter(({ scenario }) => scenario === scene.name);
    const fates = own.flatMap(({ submissionId }) => judgement.fates.get(submissionId) ?? []);
    const count = (outcome: string) => fates.filter(({ outcomes }) => outcomes.join() === outcome).length;
    const lastAt = Math.max(0, ...fates.map(({ doneAt }) => doneAt ?? 0));
    return {
      scenario: scene.name,
      accepted: own.length,
      answered: count('answered'),
      escalated: count('escalated'),
      suppressed: count('suppressed'),
      retried: load.retries(scene.name),
      kills: scene.kills,
      recoveryMs: scene.overAt === 0 ? 0 : Math.max(0, lastAt - scene.overAt),
      rssMb: scene.rssMb,
      violations: violations.filter(({ scenario }) => scenario === scene.name),
    };
  });
  console.log(`\n${tableOf(rows)}\n`);
  console.log(`starts refused because a server was away: ${topology.refusedStarts()}`);
  const memory = topology.processes.map((one) => `${one.name} ${one.maxRssMb()}`);
  console.log(`highest resident memory, MB: ${memory.join(', ')}`);
  console.log(
    'a reply on the web form leaves by its event: "sent once" is counted on ReplyAttempted and ReplySent, not at a provider',
  );
  for (const { scenario, what } of violations.slice(0, 40))
    console.log(`VIOLATION${scenario === undefined ? '' : ` (${scenario})`}: ${what}`);
  const acknowledged = load.acknowledged.length;
  console.log(
    `${acknowledged} messages acknowledged, ${judgement.fates.size} in the log, ${violations.length} violations`,
  );
}

function progress(): (what: string) => void {
  const start = performance.now();
  return (what) => console.log(`${((performance.now() - start) / 1_000).toFixed(1).padStart(6)} s  ${what}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
