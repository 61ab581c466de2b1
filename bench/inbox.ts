// The inbox under load: fifty of the staff connected while a thousand events a second are stored, beside 100,000 tickets.
import type { TicketEvent } from '../src/domain/ticket/events.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { coreOn } from './desk.ts';
import { below, ms, quantile, type Target, whole } from './figures.ts';
import type { ClientsOptions, ClientsResult } from './inbox-clients.ts';
import { fill, type LiveTicket, realTickets } from './inbox-tickets.ts';
import { residentOf } from './roles.ts';
import { plainMetadata } from './sample.ts';
import type { Store } from './store.ts';

const clients = 50;
const key = 'bench-key';
const quietMs = 1_500;

export const inbox: Benchmark = {
  summary: 'fifty staff on the live feed at 1,000 events a second, and queues beside 100,000 tickets',
  async run(store, quick) {
    const size = quick ? 500 : 100_000;
    const seconds = quick ? 1 : 30;
    const perSecond = quick ? 200 : 1_000;
    const sql = store.pool(6);
    const core = coreOn(sql, store.folder);
    await fill(sql, size);
    const tickets = await realTickets(core, quick ? 20 : 200);
    await using relay = startChild('relay-process.ts', { address: store.address, folder: store.folder });
    await relay.next();
    const quiet = await alone(store, quick ? 10 : 200);
    const runs = [];
    for (const processes of [1, 2])
      runs.push({ processes, ...(await underLoad(store, core, { tickets, processes, seconds, perSecond })) });
    const targets = [...targetsOf('alone', quiet), ...runs.flatMap(targetsUnderLoad)];
    return {
      title: `inbox: ${clients} staff on the feed, ${whole(perSecond)} events a second for ${seconds} s, ${whole(size)} tickets`,
      store: store.description,
      header: [
        '',
        'stored/s',
        'heard',
        'delay p50',
        'p95',
        'max',
        'list p95',
        'counts p95',
        'search p95',
        'memory',
      ],
      rows: [
        ['nobody connected', '', '', '', '', '', ...asked(quiet), ''],
        ...runs.map((run) => [
          `${run.processes} api ${run.processes === 1 ? 'process' : 'processes'}`,
          whole(run.rate),
          whole(run.heard.reduce((sum, one) => sum + one.count, 0)),
          ...[0.5, 0.95, 1].map((share) => ms(quantile(run.delays, share))),
          ...asked(run),
          `${run.memory.begin.toFixed(0)} → ${run.memory.end.toFixed(0)} MB`,
        ]),
      ],
      targets,
      notes: [
        'Staff, api processes, relay, writer and database share the processor cores; all staff read in one process.',
        'A delay is from the database’s clock when an event was stored to the client having read it, of one in 25.',
      ],
    };
  },
};

interface Asked {
  readonly list: readonly number[];
  readonly counts: readonly number[];
  readonly search: readonly number[];
}

const asked = ({ list, counts, search }: Asked) =>
  [list, counts, search].map((took) => ms(quantile(took, 0.95)));

function targetsOf(when: string, { list, counts, search }: Asked): readonly Target[] {
  return [
    below(`list of a queue, ${when}, p95`, quantile(list, 0.95), 50),
    below(`counts of all queues, ${when}, p95`, quantile(counts, 0.95), 50),
    below(`search, ${when}, p95`, quantile(search, 0.95), 50),
  ];
}

type Run = Awaited<ReturnType<typeof underLoad>> & { readonly processes: number };

function targetsUnderLoad({ processes, heard, expected, delays, memory, ...took }: Run): readonly Target[] {
  const when = `${processes} api`;
  const missed = heard.reduce((sum, one) => sum + Math.max(0, expected - one.count), 0);
  const wrong = heard.reduce(
    (sum, one) => sum + one.disordered + one.resets + Math.max(0, one.count - expected),
    0,
  );
  const none = (what: string, count: number): Target => ({
    what: `${what}, ${when}`,
    target: 'none',
    measured: String(count),
    met: count === 0,
  });
  const growth = memory.end - memory.begin;
  return [
    none('updates missed', missed),
    none('updates twice, out of order or told to be read anew', wrong),
    below(`delay, ${when}, p95`, quantile(delays, 0.95), 500),
    below(`growth of memory from a third to the end, ${when}`, growth, 40, (mb) => `${mb.toFixed(0)} MB`),
    ...targetsOf(when, took),
  ];
}

async function alone(store: Store, times: number): Promise<Asked> {
  await using api = startChild('inbox-process.ts', { address: store.address, folder: store.folder, key });
  const url = await api.next<string>();
  await askUntil(url, () => false, 5);
  let left = times;
  return await askUntil(url, () => left-- > 0, 0);
}

interface Load {
  readonly tickets: readonly LiveTicket[];
  readonly processes: number;
  readonly seconds: number;
  readonly perSecond: number;
}

async function underLoad(store: Store, core: Core, { tickets, processes, seconds, perSecond }: Load) {
  await using children = new AsyncDisposableStack();
  const apis = Array.from({ length: processes }, () =>
    children.use(startChild('inbox-process.ts', { address: store.address, folder: store.folder, key })),
  );
  const urls = await Promise.all(apis.map((api) => api.next<string>()));
  await settled(core);
  const { position: before } = await core.ledger.head();
  const options: ClientsOptions = { urls, key, clients, after: Number(before), quietMs };
  const staff = children.use(startChild('inbox-clients.ts', options));
  await staff.next();
  const resident = () => apis.reduce((sum, { pid }) => sum + residentOf(pid), 0);
  let begin = 0;
  const early = setTimeout(
    () => {
      begin = resident();
    },
    (seconds * 1_000) / 3,
  );
  let isWriting = true;
  const asking = askUntil(urls[0] ?? '', () => isWriting, 100);
  const writing = write(core, tickets, { seconds, perSecond }).finally(() => {
    isWriting = false;
  });
  const [rate, took] = await Promise.all([writing, asking]);
  await settled(core);
  clearTimeout(early);
  const { position: head } = await core.ledger.head();
  const { heard, delays } = await staff.next<ClientsResult>();
  const memory = { begin, end: resident() };
  return { ...took, heard, delays, rate, expected: Number(head - before), memory };
}

async function settled({ ledger, clock }: Core): Promise<void> {
  while ((await ledger.waiting()) > 0) await clock.sleep(10);
}

const EVERY_MS = 20;

/** Stores events at a rate, a few at once as many writers do; one in ten changes a row of the list. @returns per second */
async function write(
  core: Core,
  tickets: readonly LiveTicket[],
  { seconds, perSecond }: Pick<Load, 'seconds' | 'perSecond'>,
): Promise<number> {
  const started = performance.now();
  const atOnce = (perSecond * EVERY_MS) / 1_000;
  let written = 0;
  for (let due = started; due < started + seconds * 1_000; due += EVERY_MS) {
    if (due > performance.now()) await Bun.sleep(due - performance.now());
    const chosen = Array.from({ length: atOnce }, (_, n) => tickets[(written + n) % tickets.length]).filter(
      (ticket) => ticket !== undefined,
    );
    const streams = chosen.map((ticket, n) => {
      const assigned: TicketEvent = {
        type: 'TicketAssigned',
        data: { staffId: `staff-${n % 50}`, by: 'bench' },
      };
      const consulted: TicketEvent = {
        type: 'CustomerHistoryConsulted',
        data: { runId: core.ids.next(), tickets: 1, withheld: false },
      };
      const { streamId, customerId } = ticket;
      return {
        streamId,
        expectedVersion: ticket.version++,
        customerId,
        events: [n % 10 === 0 ? assigned : consulted],
      };
    });
    await core.events.append({ streams, metadata: plainMetadata, at: Date.now() });
    written += streams.length;
  }
  return written / ((performance.now() - started) / 1_000);
}

/** Asks for list, counts and a search in turn while `goOn`, with a pause between. @returns milliseconds of each */
async function askUntil(url: string, goOn: () => boolean, pauseMs: number): Promise<Asked> {
  const took: { list: number[]; counts: number[]; search: number[] } = { list: [], counts: [], search: [] };
  let nr = 0;
  const ask = async (path: string, into: number[], words = '') => {
    const started = performance.now();
    // Nobody alone may ask so much.
    const authorization = `Bearer ${key}-${50 + (nr++ % 10)}`;
    const response = await fetch(`${url}${path}`, {
      headers: { authorization, 'ledgerdesk-words': encodeURIComponent(words) },
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    into.push(performance.now() - started);
  };
  do {
    for (const queue of ['escalated', 'all', 'mine', 'failed'])
      await ask(`/api/inbox/tickets?queue=${queue}`, took.list);
    await ask('/api/inbox/queues', took.counts);
    for (const q of ['label', `printer 4${took.search.length}`, 'grace person77'])
      await ask('/api/inbox/tickets?queue=all', took.search, q);
    await Bun.sleep(pauseMs);
  } while (goOn());
  return took;
}
