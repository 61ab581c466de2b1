// Accepting submissions over HTTP with 100 concurrent users, against bare Elysia with one insert.
import { Elysia } from 'elysia';
import { createHttp } from '../src/adapters/elysia/http.ts';
import { listen } from '../src/adapters/elysia/listen.ts';
import { memoryBus } from '../src/adapters/memory/bus.ts';
import type { Db } from '../src/adapters/postgres/connection.ts';
import { Submission } from '../src/application/ticket/submission.ts';
import type { Core } from '../src/main/core.ts';
import { createDesk } from '../src/main/desk.ts';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { coreOn } from './desk.ts';
import { below, median, ms, quantile, type Target, whole } from './figures.ts';
import { type LoadOptions, type LoadResult, senders } from './load.ts';

const users = 100;
const poolSize = 16;

export const accept: Benchmark = {
  summary: 'accepting submissions over HTTP with 100 concurrent users, against bare Elysia',
  async run(store, quick) {
    const rounds = quick ? 1 : 3;
    const seconds = quick ? 0.3 : 4;
    const core = coreOn(store.pool(poolSize), store.folder);
    await using relay = startChild('relay-process.ts', { address: store.address, folder: store.folder });
    await relay.next();
    const desk = listen(deskOver(core), { host: '127.0.0.1', port: 0 });
    const bare = listen(await bareOver(store.pool(poolSize)), { host: '127.0.0.1', port: 0 });
    await using generator = startChild('load.ts');
    const load = (options: LoadOptions) => generator.ask<LoadResult>(options);
    const urls = { bare: `${bare.url}/support/submit`, desk: `${desk.url}/support/submit` };
    // As of servers that have been running: until its code is compiled a desk takes half as long again.
    await load({ url: urls.bare, users, seconds: seconds * 2, everyMs: 0 });
    await load({ url: urls.desk, users, seconds: seconds * 2, everyMs: 0 });
    // Nor is a database ever as new again: the server's first visit to its tables makes every connection plan anew.
    await store.pool(1)`vacuum analyze`;
    await load({ url: urls.bare, users, seconds: seconds / 2, everyMs: 0 });
    await load({ url: urls.desk, users, seconds: seconds / 2, everyMs: 0 });

    const seen = {
      barePaced: noResults(),
      deskPaced: noResults(),
      bareFull: noResults(),
      deskFull: noResults(),
    };
    const lookups: number[] = [];
    for (let round = 0; round < rounds; round++) {
      seen.barePaced.push(await load({ url: urls.bare, users, seconds, everyMs: 1_000 }));
      const paced = load({ url: urls.desk, users, seconds, everyMs: 1_000 });
      lookups.push(...(await lookUpUntil(core, paced)));
      seen.deskPaced.push(await paced);
      seen.bareFull.push(await load({ url: urls.bare, users, seconds, everyMs: 0 }));
      seen.deskFull.push(await load({ url: urls.desk, users, seconds, everyMs: 0 }));
    }
    await desk.stop(1_000);
    await bare.stop(1_000);
    const errors = Object.values(seen).flatMap((results) => results.map((result) => result.errors));
    return {
      title: `accept: ${users} users over HTTP, ${rounds} interleaved rounds of ${seconds} s`,
      store: store.description,
      header: ['', 'accepted/s', 'p50', 'p95', 'p99', 'errors'],
      rows: [
        line('bare Elysia, one insert; a submission per user and second', seen.barePaced),
        line('desk; a submission per user and second', seen.deskPaced),
        line('bare Elysia, one insert; always 100 in flight', seen.bareFull),
        line('desk; always 100 in flight', seen.deskFull),
        ['customer look-up while the desk is paced', '', ...quantiles(lookups), ''],
      ],
      targets: [
        below('accept, a submission per user and second, p95', p95(seen.deskPaced), 50),
        below('accept, always 100 in flight, p95', p95(seen.deskFull), 50),
        below('customer look-up, p95', quantile(lookups, 0.95), 10),
        noError(errors),
      ],
      notes: [
        'Before the rounds both were under load for 10 s, and the tables vacuumed and analysed once. The users keep their connections.',
        'Users, server, relay and database share the processor cores. With 100 always in flight the time is 100 divided by the throughput.',
      ],
    };
  },
};

const noResults = (): LoadResult[] => [];

function deskOver(core: Core) {
  const desk = createDesk(core, {
    readiness: async () => ({ ready: true, degraded: [], checks: {} }),
    metrics: async () => '',
    sandbox: false,
    webhooks: {},
    bus: memoryBus(core),
  });
  const { telemetry, ids, clock } = core;
  return createHttp(desk, {
    telemetry,
    ids,
    clock,
    allowedOrigins: [],
    rateLimitPerMinute: 0,
    trustedProxies: [],
    staffKeys: [],
    pages: new Map(),
  });
}

async function bareOver(sql: Db) {
  await sql`create table submissions (id uuid primary key, name text, email text, subject text, category text,
    priority text, message text, at timestamptz not null default now())`;
  const app = new Elysia().post(
    '/support/submit',
    async ({ body }) => {
      await sql`insert into submissions (id, name, email, subject, category, priority, message)
        values (${body.submissionId}, ${body.name}, ${body.email}, ${body.subject}, ${body.category}, ${body.priority}, ${body.message})`;
      return { reference: body.submissionId };
    },
    { body: Submission },
  );
  return Object.assign(app, { failed: () => new Response(null, { status: 500 }) });
}

/** Looks customers up one after the other. @returns milliseconds of each */
async function lookUpUntil({ customers, clock }: Core, done: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let running = true;
  const watch = done.finally(() => {
    running = false;
  });
  while (running) {
    const value = `person${Math.floor(Math.random() * senders)}@example.org`;
    const started = performance.now();
    await customers.findIdentifiers([{ kind: 'email', value }]);
    took.push(performance.now() - started);
    await clock.sleep(5);
  }
  await watch;
  return took;
}

const quantiles = (took: readonly number[]) => [0.5, 0.95, 0.99].map((share) => ms(quantile(took, share)));
const p95 = (results: readonly LoadResult[]) =>
  quantile(
    results.flatMap((r) => r.took),
    0.95,
  );

function line(name: string, results: readonly LoadResult[]): string[] {
  const errors = results.reduce((sum, result) => sum + result.errors, 0);
  const perSecond = whole(median(results.map((r) => r.perSecond)));
  return [name, perSecond, ...quantiles(results.flatMap((r) => r.took)), String(errors)];
}

function noError(errors: readonly number[]): Target {
  const sum = errors.reduce((total, some) => total + some, 0);
  return { what: 'errors', target: 'none', measured: String(sum), met: sum === 0 };
}
