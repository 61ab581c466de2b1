// From an accepted message to a reply handed to the channel: roles as processes on real Kafka and PostgreSQL, against a
// plain partition-serial consumer that does the same work.
import { randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { atLeast, below, ms, quantile, type Report, whole } from './figures.ts';
import { type Model, startModel } from './model.ts';
import { importArticles, openTopics, type RoleProcess, settings, startRole } from './roles.ts';
import type { SerialAgent } from './serial-agent.ts';
import type { Store } from './store.ts';
import { type Seen, type Work, work } from './work.ts';

const concurrency = 16;
const megabytes = (value: number) => `${whole(value)} MB`;
const perSecond = (value: number) => value.toFixed(1);

interface Sizes {
  /** Without model time. */
  readonly quick: { readonly paced: Work; readonly burst: Work };
  /** With a model of one second. */
  readonly slow: { readonly paced: Work; readonly burst: Work };
}

/** @param places how many messages the agent works on at once */
function sizes(tiny: boolean, places: number): Sizes {
  if (tiny) {
    const paced = { messages: 4, perSecond: 10 };
    const burst = { messages: places + 2 };
    return { quick: { paced, burst }, slow: { paced, burst } };
  }
  return {
    quick: { paced: { messages: 150, perSecond: 10 }, burst: { messages: 300 } },
    slow: { paced: { messages: 30, perSecond: 5 }, burst: { messages: places * 8 } },
  };
}

interface Line {
  readonly who: 'desk' | 'plain kafkajs consumer';
  readonly partitions: number;
  readonly modelMs: number;
  readonly paced: Seen;
  readonly burst: Seen;
  readonly places: number;
}

export const pipeline: Benchmark = {
  summary: 'accepted to handed over through Kafka and PostgreSQL, against a plain consumer',
  async run(store, quick) {
    const brokers = (process.env['LEDGERDESK_TEST_KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
    if (store.kind !== 'PostgreSQL' || brokers.length === 0) return notRun(store);
    await using model = startModel();
    const lines: Line[] = [];
    const resident = new Map<string, number>();
    const before = loadavg();
    await importArticles(settings(store, brokers, ''));
    for (const partitions of quick ? [2] : [1, 12]) {
      lines.push(...(await onPartitions({ store, brokers, partitions, model, quick, resident })));
    }
    return report(store, lines, resident, before);
  },
};

interface Bench {
  readonly store: Store;
  readonly brokers: readonly string[];
  readonly partitions: number;
  readonly model: Model;
  readonly quick: boolean;
  /** Role → most megabytes seen. */
  readonly resident: Map<string, number>;
}

/** The desk's agent first, then the plain consumer in its place; the other roles stay. */
async function onPartitions(bench: Bench): Promise<readonly Line[]> {
  const { store, brokers, partitions, model, resident } = bench;
  const prefix = `bench${randomBytes(4).toString('hex')}.`;
  await using _topics = await openTopics(brokers, prefix, partitions);
  const environment = settings(store, brokers, prefix);
  await using started = new AsyncDisposableStack();
  const roles: RoleProcess[] = [];
  for (const role of ['relay', 'delivery', 'scheduler', 'api']) {
    roles.push(started.use(await startRole(role, environment)));
  }
  const url = roles.find(({ role }) => role === 'api')?.url ?? '';
  const watch = () => {
    for (const { role, resident: now } of roles) resident.set(role, Math.max(resident.get(role) ?? 0, now()));
  };
  const lines: Line[] = [];
  {
    const agent = await startRole('agent', {
      ...environment,
      LEDGERDESK_AGENT: 'openai',
      LEDGERDESK_OPENAI_BASE_URL: model.url,
      LEDGERDESK_AGENT_CONCURRENCY: String(concurrency),
      LEDGERDESK_OPENAI_CONCURRENCY: String(concurrency),
    });
    await using _agent = agent;
    roles.push(agent);
    lines.push(...(await measure(bench, { url, watch, who: 'desk', places: concurrency })));
    roles.pop();
  }
  const serial: SerialAgent = {
    address: store.address,
    folder: store.folder,
    brokers,
    prefix,
    partitions,
    modelUrl: model.url,
  };
  await using peer = startChild('serial-agent.ts', serial);
  await peer.next();
  lines.push(...(await measure(bench, { url, watch, who: 'plain kafkajs consumer', places: partitions })));
  return lines;
}

interface Measured extends Pick<Line, 'who' | 'places'> {
  readonly url: string;
  readonly watch: () => void;
}

async function measure(
  { store, partitions, model, quick }: Bench,
  { url, watch, who, places }: Measured,
): Promise<readonly Line[]> {
  const sql = store.pool(1);
  const { quick: without, slow: with1s } = sizes(quick, places);
  const run = (load: Work) => work(sql, { url, watch }, load);
  const lines: Line[] = [];
  model.delayMs = 0;
  // Until everything is compiled, connected and cached: the desk comes first, and its peer finds the other roles warm.
  await run({ messages: quick ? 2 : 250 });
  for (const [modelMs, { paced, burst }] of [
    [0, without],
    [1_000, with1s],
  ] as const) {
    model.delayMs = modelMs;
    lines.push({ who, partitions, modelMs, places, paced: await run(paced), burst: await run(burst) });
  }
  return lines;
}

/** Answers per second once all places are taken: the first of them come together. */
function throughput({ burst: { answeredAt }, places }: Line): number {
  const times = answeredAt.toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return ((times.length - Math.min(places, times.length - 1)) * 1000) / (last - first);
}

function report(
  store: Store,
  lines: readonly Line[],
  resident: ReadonlyMap<string, number>,
  loadBefore: readonly number[],
): Report {
  const desks = lines.filter(({ who }) => who === 'desk');
  return {
    title: `pipeline: accepted to reply handed to the channel, ${concurrency} customers at once`,
    store: `${store.description}; Kafka, one broker`,
    header: ['', 'partitions', 'model', 'p50', 'p95', 'p99', 'answers/s'],
    rows: lines.map((line) => [
      line.who,
      String(line.partitions),
      line.modelMs === 0 ? '0 ms' : '1 s',
      ...[0.5, 0.95, 0.99].map((share) => ms(quantile(line.paced.tookMs, share))),
      perSecond(throughput(line)),
    ]),
    targets: [
      ...desks
        .filter(({ modelMs }) => modelMs === 0)
        .map(({ paced, partitions }) =>
          below(
            `accepted to handed over, no model time, ${named(partitions)}, p95`,
            quantile(paced.tookMs, 0.95),
            250,
          ),
        ),
      ...desks
        .filter(({ modelMs }) => modelMs > 0)
        .map((line) =>
          atLeast(
            `answers per second, model of 1 s, ${named(line.partitions)}`,
            throughput(line),
            concurrency * 0.9,
            perSecond,
          ),
        ),
      ...[...resident].map(([role, most]) => below(`resident memory, ${role}`, most, 300, megabytes)),
    ],
    notes: [
      'Times are of messages that come evenly, 10 a second without model time and 5 a second with it; answers/s are of many at once.',
      'The plain consumer works on all of its partitions at once, on one message of each; relay, delivery and api are the same.',
      `All roles, the servers, the model and the load share ${cpus().length} processor cores; their load average of a minute was ${loadBefore[0]?.toFixed(1)} before.`,
    ],
  };
}

const named = (partitions: number) => (partitions === 1 ? '1 partition' : `${partitions} partitions`);

function notRun(store: Store): Report {
  return {
    title: 'pipeline: accepted to reply handed to the channel',
    store: store.description,
    header: ['not run'],
    rows: [],
    targets: [],
    notes: [
      'LEDGERDESK_TEST_DATABASE_URL and LEDGERDESK_TEST_KAFKA_BROKERS have to name a server and a broker.',
    ],
  };
}
