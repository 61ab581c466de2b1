// The part of the desk that takes messages in, as a process of its own: webhooks over HTTP, the reading of mailboxes, or
// both. Prints its address as one JSON line when it runs, and ends on SIGTERM.
import { createHttp } from '../src/adapters/elysia/http.ts';
import { listen } from '../src/adapters/elysia/listen.ts';
import { memoryBus } from '../src/adapters/memory/bus.ts';
import { connect } from '../src/adapters/postgres/connection.ts';
import { heldLease } from '../src/application/log/held-lease.ts';
import type { ChannelSettings } from '../src/main/channel-settings.ts';
import { openChannels } from '../src/main/channels.ts';
import { readConfig } from '../src/main/config.ts';
import { createDesk } from '../src/main/desk.ts';
import { coreOn } from './desk.ts';
import type { Address } from './store.ts';

export interface IngestDesk {
  readonly address: Address;
  readonly folder: string;
  readonly channels: ChannelSettings;
  /** As in production the api does not read, nor does the scheduler take webhooks; the standalone desk does both. */
  readonly parts: readonly ('webhooks' | 'reading')[];
}

const POOL = 16;

if (import.meta.main) {
  const { address, folder, channels: settings, parts }: IngestDesk = JSON.parse(process.argv[2] ?? '{}');
  const read = readConfig({ LEDGERDESK_DATA_DIR: folder });
  if ('problems' in read) throw new Error(read.problems.join('; '));
  const sql = connect({ ...address, max: POOL, applicationName: 'ledgerdesk bench ingest' });
  const core = coreOn(sql, folder);
  const channels = openChannels(core, read.config, settings);
  const desk = createDesk(core, {
    readiness: async () => ({ ready: true, degraded: [], checks: {} }),
    metrics: async () => '',
    sandbox: false,
    webhooks: parts.includes('webhooks') ? channels.webhooks : {},
    bus: memoryBus(core),
  });
  const http = createHttp(desk, {
    telemetry: core.telemetry,
    ids: core.ids,
    clock: core.clock,
    allowedOrigins: [],
    rateLimitPerMinute: 0,
    trustedProxies: [],
    staffKeys: [],
    pages: new Map(),
  });
  const started = new AsyncDisposableStack();
  if (parts.includes('reading')) channels.startReading(started, started.use(heldLease(core, 'scheduler')));
  const listening = listen(http, { host: '127.0.0.1', port: 0 });
  const told = new Promise((resolve) => process.once('SIGTERM', resolve));
  console.log(JSON.stringify(listening.url));
  await told;
  await listening.stop(1_000);
  await started.disposeAsync();
  await sql.end({ timeout: 5 });
  process.exit(0);
}
