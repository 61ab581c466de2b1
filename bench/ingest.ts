// Mail and WhatsApp from the webhook to stored in the log, over HTTP, with the stand-ins of the sandbox as providers.
import { readFileSync } from 'node:fs';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { below, median, ms, percent, quantile, type Target, whole } from './figures.ts';
import type { IngestDesk } from './ingest-desk.ts';
import { received, type Taken, taken } from './ingest-log.ts';
import { type Providers, type Sent, startProviders } from './providers.ts';
import { openStore, type Store } from './store.ts';

/** Memory is read before the first round and after each. */
const ROUNDS = 4;
const PACED_PER_SECOND = 10;
const AT_ONCE = 20;
/** A tenth of the webhooks comes twice, as providers may send them. */
const TWICE_EVERY = 10;

const phases = [
  'mail, 10 a second',
  'WhatsApp, 10 a second',
  'mail, all at once',
  'WhatsApp, 20 at once',
] as const;
type Phase = (typeof phases)[number];
type Round = Readonly<Record<Phase, Taken>>;

interface Run {
  readonly kind: Store['kind'];
  readonly store: string;
  readonly rounds: readonly Round[];
  /** MB of each process: at the start, then after each round. */
  readonly memory: ReadonlyMap<string, readonly number[]>;
  readonly lost: number;
  readonly doubled: number;
  readonly refused: number;
}

export const ingest: Benchmark = {
  summary: '1,000 mails and 1,000 messages on WhatsApp, from signed webhooks to stored',
  async run(store, quick) {
    const perRound = quick ? 4 : 250;
    const runs = [await measure(store, perRound)];
    if (store.kind === 'PostgreSQL' && !quick) {
      await using embedded = await openStore(undefined);
      runs.push(await measure(embedded, perRound));
    }
    const each = whole(perRound * ROUNDS);
    return {
      title: `ingest: ${each} mails and ${each} messages on WhatsApp, from the webhook to stored`,
      store: runs.map((run) => run.store).join('; '),
      header: ['', 'p50', 'p95', 'p99', 'stored/s'],
      rows: runs.flatMap(rowsOf),
      targets: runs.flatMap(targetsOf),
      notes: [
        ...runs.flatMap(memoryOf),
        'Mail counts from before its push until its event is written: a push only says that something changed, and the mailbox is read.',
        'WhatsApp counts until the acknowledgement, which follows the commit. A tenth of all webhooks came twice.',
        'On PostgreSQL the api and the scheduler are processes apart, and the scheduler looks once a second; on PGlite they are one.',
      ],
    };
  },
};

async function measure(store: Store, perRound: number): Promise<Run> {
  const { address, folder, kind } = store;
  const sql = store.pool(2);
  await using providers = await startProviders();
  const { settings: channels } = providers;
  await using relay = startChild('relay-process.ts', { address, folder });
  await relay.next();
  const desk = (parts: IngestDesk['parts']) =>
    startChild('ingest-desk.ts', { address, folder, channels, parts } satisfies IngestDesk);
  await using api = desk(kind === 'PostgreSQL' ? ['webhooks'] : ['webhooks', 'reading']);
  await using scheduler = kind === 'PostgreSQL' ? desk(['reading']) : undefined;
  await scheduler?.next();
  providers.to(await api.next<string>());

  // Until everything is compiled and connected, and the mailbox is watched.
  for (const n of [-2, -1])
    await taken(sql, [await providers.mail(n, false), await providers.whatsapp(n, false)]);
  const processes: readonly (readonly [string, number])[] = scheduler
    ? [
        ['api', api.pid],
        ['scheduler', scheduler.pid],
      ]
    : [['desk', api.pid]];
  const memory = new Map(processes.map(([name, pid]) => [name, [residentOf(pid)]]));
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const numbers = Array.from({ length: perRound }, (_, i) => round * perRound + i);
    rounds.push(await play(numbers, providers, (sent) => taken(sql, sent)));
    for (const [name, pid] of processes) memory.get(name)?.push(residentOf(pid));
  }
  await providers.idle();
  const sent = rounds.flatMap((round) => phases.flatMap((phase) => round[phase].sent));
  const times = Map.groupBy(await received(sql), ({ id }) => id);
  return {
    kind,
    store: store.description,
    rounds,
    memory,
    lost: sent.filter(({ providerMessageId }) => !times.has(providerMessageId)).length,
    doubled: [...times.values()].filter((rows) => rows.length > 1).length,
    refused: providers.answers().filter((status) => status !== 200 && status !== 204).length,
  };
}

/** Half of the messages evenly, both channels beside each other; then the rest, one channel after the other. */
async function play(
  numbers: readonly number[],
  providers: Providers,
  stored: (sent: readonly Sent[]) => Promise<Taken>,
): Promise<Round> {
  const half = numbers.length / 2;
  const [first, rest] = [numbers.slice(0, half), numbers.slice(half)];
  const mail = (n: number) => providers.mail(n, n % TWICE_EVERY === 0);
  const whatsapp = (n: number) => providers.whatsapp(n, n % TWICE_EVERY === 0);
  const [mails, chats] = await Promise.all([
    evenly(first, mail).then(stored),
    evenly(first, whatsapp).then(stored),
  ]);
  return {
    'mail, 10 a second': mails,
    'WhatsApp, 10 a second': chats,
    'mail, all at once': await atOnce(rest, 1, mail).then(stored),
    'WhatsApp, 20 at once': await atOnce(rest, AT_ONCE, whatsapp).then(stored),
  };
}

async function evenly(
  numbers: readonly number[],
  send: (n: number) => Promise<Sent>,
): Promise<readonly Sent[]> {
  const started = performance.now();
  const running: Promise<Sent>[] = [];
  for (const [i, n] of numbers.entries()) {
    const due = started + (i * 1_000) / PACED_PER_SECOND;
    if (due > performance.now()) await Bun.sleep(due - performance.now());
    running.push(send(n));
  }
  return Promise.all(running);
}

/** @param most so many wait for their answer at a time; a mail has none, so that one after the other is all at once */
async function atOnce(
  numbers: readonly number[],
  most: number,
  send: (n: number) => Promise<Sent>,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const waiting = numbers.values();
  const sender = async () => {
    for (const n of waiting) sent.push(await send(n));
  };
  await Promise.all(Array.from({ length: most }, sender));
  return sent;
}

const storedMs = ({ rounds }: Run, phase: Phase) => rounds.flatMap((round) => round[phase].storedMs);

function rowsOf(run: Run): readonly (readonly string[])[] {
  return phases.map((phase) => [
    `${run.kind}: ${phase}`,
    ...[0.5, 0.95, 0.99].map((share) => ms(quantile(storedMs(run, phase), share))),
    median(run.rounds.map((round) => round[phase].perSecond)).toFixed(1),
  ]);
}

/** A scheduler of its own may just have looked when the push comes. */
const longestLookMs = { PostgreSQL: 1_500, PGlite: 500 };

function targetsOf(run: Run): readonly Target[] {
  const { kind, lost, doubled, refused, memory } = run;
  const p95 = (phase: Phase) => quantile(storedMs(run, phase), 0.95);
  const none = (what: string, count: number): Target => ({
    what: `${kind}: ${what}`,
    target: 'none',
    measured: String(count),
    met: count === 0,
  });
  return [
    below(`${kind}: WhatsApp, 10 a second, p95`, p95('WhatsApp, 10 a second'), 50),
    below(`${kind}: mail, 10 a second, p95`, p95('mail, 10 a second'), longestLookMs[kind]),
    none('messages lost', lost),
    none('messages doubled in the log', doubled),
    none('webhooks refused', refused),
    ...[...memory].map(([name, seen]) => {
      const [before = Number.NaN, after = Number.NaN] = seen.slice(-2);
      return below(
        `${kind}: resident memory of the ${name}, growth in the last quarter`,
        after / before - 1,
        0.1,
        percent,
      );
    }),
  ];
}

const memoryOf = ({ kind, memory }: Run) =>
  [...memory].map(
    ([name, seen]) =>
      `${kind}: resident memory of the ${name} at the start and after each quarter: ${seen.map(whole).join(', ')} MB`,
  );

/** Megabytes, as the kernel counts them. */
function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
