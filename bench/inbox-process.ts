// A process of the role api with the inbox on it, as in production. Prints its address when it listens, and ends on SIGTERM.
import { createHash } from 'node:crypto';
import { createHttp } from '../src/adapters/elysia/http.ts';
import { listen } from '../src/adapters/elysia/listen.ts';
import { createExtractiveAgent } from '../src/adapters/extractive/agent.ts';
import { memoryBus } from '../src/adapters/memory/bus.ts';
import { connect } from '../src/adapters/postgres/connection.ts';
import { listenForSequenced } from '../src/adapters/postgres/wakeups.ts';
import { confidencePolicy } from '../src/application/knowledge/confidence-policy.ts';
import { createDesk } from '../src/main/desk.ts';
import { startLive } from '../src/main/inbox-desk.ts';
import { coreOn } from './desk.ts';
import type { Address } from './store.ts';

const { address, folder, key }: { address: Address; folder: string; key: string } = JSON.parse(
  process.argv[2] ?? '{}',
);
const sql = connect({ ...address, max: 8, applicationName: 'ledgerdesk bench inbox' });
const core = coreOn(sql, folder);
const live = startLive(core, () => {});
// PGlite's socket delivers no notifications: there the poll has to do.
const wake = address.url === undefined ? undefined : await listenForSequenced(sql, core.wakeSequenced);
const desk = createDesk(core, {
  readiness: async () => ({ ready: true, degraded: [], checks: {} }),
  metrics: async () => '',
  sandbox: false,
  webhooks: {},
  bus: memoryBus(core),
  inbox: {
    config: { slaMinutes: [], openingHours: [] },
    sendsOn: new Set(['webform']),
    hasTemplate: false,
    drafting: {
      ...core,
      agent: createExtractiveAgent(),
      confidence: confidencePolicy(core.embedder, undefined),
      settings: { timeLimitMs: { webform: 1_000, email: 1_000, whatsapp: 1_000 }, maxToolCalls: 12 },
    },
    staff: [],
    live,
  },
});
const { telemetry, ids, clock } = core;
const app = createHttp(desk, {
  telemetry,
  ids,
  clock,
  allowedOrigins: [],
  rateLimitPerMinute: 0,
  trustedProxies: [],
  staffKeys: Array.from({ length: 60 }, (_, n) => ({
    name: `staff-${n}`,
    role: 'agent' as const,
    sha256: createHash('sha256').update(`${key}-${n}`).digest('hex'),
  })),
  pages: new Map(),
});
const listening = listen(app, { host: '127.0.0.1', port: 0 });
const told = new Promise((resolve) => process.once('SIGTERM', resolve));
console.log(JSON.stringify(listening.url));
await told;
live.feed.end();
await listening.stop(1_000);
await live[Symbol.asyncDispose]();
await wake?.[Symbol.asyncDispose]();
await sql.end({ timeout: 5 });
process.exit(0);
