// One run from the first server to the verdict.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/adapters/postgres/connection.ts';
import { topics } from '../../src/application/bus/message-bus.ts';
import type { Role } from '../../src/main/roles.ts';
import { type Meddler, meddler } from './bus.ts';
import { judgeChannels } from './channel-judge.ts';
import { deskOn } from './desk.ts';
import { seededDice } from './dice.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { judge, judgeFeed, type Violation } from './judge.ts';
import { startLoad } from './load.ts';
import { modelServer } from './model.ts';
import { startTopology } from './processes.ts';
import { startProviders } from './providers.ts';
import { allRead, atRest, recovered, timePasses } from './rest.ts';
import type { Scenario, Stage } from './scenarios.ts';
import { startServers } from './servers.ts';
import { report, type Scene } from './table.ts';
import { startWriters } from './writers.ts';

export interface Performance {
  readonly scenarios: readonly Scenario[];
  readonly isShort: boolean;
  readonly seconds: number;
  readonly seed: number;
}

const PER_SECOND = 8;
/** A process may send 0.8 mails a second, and everybody gets one or two. */
const CHANNELS_PER_SECOND = { mailsPerSecond: 0.5, chatsPerSecond: 1 };
const TAKEN_WITHIN_MS = 120_000;

/**
 * Plays, and takes everything down again, also when it is interrupted.
 * @param interrupted rejects when somebody wants it to end
 * @returns whether every promise held
 */
export async function perform(performance: Performance, interrupted: Promise<never>): Promise<boolean> {
  await using things = new AsyncDisposableStack();
  return await Promise.race([play(performance, things), interrupted]);
}

async function play(
  { scenarios, isShort, seconds, seed }: Performance,
  things: AsyncDisposableStack,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-chaos-'));
  const say = progress();
  const again = `bun run chaos --seed ${seed} --seconds ${seconds}${isShort ? ' --short' : ''}`;
  say(`${again}; logs in ${folder}`);
  const { desk, sql, ...opened } = await openStage({ folder, seed }, things);
  const { topology, load, writers, providers, bus } = opened;
  const poisoned: string[] = [];
  const scenes: Scene[] = [];
  const endings: Violation[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    say(what);
    await work().catch((error: unknown) => endings.push({ what: `${what}: ${messageOf(error)}` }));
  };
  for (const scenario of scenarios) {
    say(scenario.name);
    scenes.push(await playOne(scenario, { ...opened, seconds, isShort, poisoned }));
    if (isShort) continue;
    load.enter('between');
    await attempt('getting over it', () => recovered(sql));
  }
  await attempt('customers stop writing', () => Promise.all([load.stop(TAKEN_WITHIN_MS), writers.stop()]));
  await attempt('all processes are up', () => topology.allHealthy());
  await attempt('reading what came unannounced', () => allRead(sql, writers));
  await attempt('letting time pass', () => timePasses(sql, topology));
  await attempt('coming to rest', () => atRest(sql, bus, poisoned.length));
  await attempt('stopping', () => topology.stop());
  await attempt('verifying the ledger', () => desk.run('audit', 'verify'));
  const evidence = await readEvidence(sql);
  const judgement = judge(load.acknowledged, evidence);
  await attempt('reading the feed', async () => endings.push(...(await feedViolations(bus, evidence))));
  const { written } = writers;
  const received = providers.received();
  endings.push(...judgeChannels({ ...evidence, ...judgement, written, received }));
  endings.push(...deadLetterViolations(evidence, poisoned));
  endings.push(
    ...[...topology.problems, ...load.problems, ...writers.problems, ...complaintsIn(folder)].map((what) => ({
      what,
    })),
  );
  const violations = [...scenes.flatMap((scene) => scene.violations), ...judgement.violations, ...endings];
  report({ scenes, load, judgement, topology, providers, writers, violations });
  const isWell = violations.length === 0;
  if (isWell) rmSync(folder, { recursive: true, force: true });
  else console.log(`logs: ${folder}; once more: ${again}`);
  return isWell;
}

/** Servers, the desk on them, and customers who begin to write. */
async function openStage(
  { folder, seed }: { readonly folder: string; readonly seed: number },
  things: AsyncDisposableStack,
) {
  const servers = await startServers(things);
  const model = things.use(modelServer());
  const providers = things.use(await startProviders());
  const desk = deskOn(servers, model, providers.environment, folder);
  await desk.run('migrate');
  await desk.run('knowledge', 'import', 'demo/knowledge');
  const environmentOf = (role: Role, half: 0 | 1) => desk.environment(half, role === 'agent' && half === 1);
  const topology = things.use(await startTopology(folder, environmentOf));
  await topology.allHealthy();
  const bus = things.use(meddler(servers.brokers));
  const sql = connect({ url: servers.databaseUrl, max: 2, applicationName: 'ledgerdesk chaos' });
  things.defer(() => sql.end({ timeout: 1 }));
  const urls = topology.of('api').map(({ url }) => url);
  // Customers and faults have dice of their own: how fast customers are served must not change what is killed.
  const load = startLoad({ urls, perSecond: PER_SECOND, dice: seededDice(seed) });
  providers.to(urls);
  const writers = startWriters({ providers, dice: seededDice(seed + 2), ...CHANNELS_PER_SECOND });
  return { servers, model, providers, desk, topology, bus, sql, load, writers, dice: seededDice(seed + 1) };
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

function progress(): (what: string) => void {
  const start = performance.now();
  return (what) => console.log(`${((performance.now() - start) / 1_000).toFixed(1).padStart(6)} s  ${what}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
