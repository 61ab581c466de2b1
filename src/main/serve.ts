// The whole desk in one process: every role on one core and an in-memory bus.

import { buildPages } from '../../web-form/build.ts';
import { createHttp } from '../adapters/elysia/http.ts';
import { type Listening, listen } from '../adapters/elysia/listen.ts';
import { memoryBus } from '../adapters/memory/bus.ts';
import { listenForAppends, notifier } from '../adapters/postgres/wakeups.ts';
import { recoverWork } from '../application/platform/scheduler.ts';
import type { Config } from './config.ts';
import { buildCore, type Core } from './core.ts';
import { openDatabase } from './database.ts';
import { createDesk } from './desk.ts';
import { readinessOf } from './readiness.ts';
import { startAgentRole, startDeliveryRole, startRelayRole, startSchedulerRole } from './roles.ts';
import { loadSecrets, requireOurMasterKey } from './secrets.ts';
import type { ProgramTelemetry } from './telemetry.ts';

export interface Serving extends AsyncDisposable {
  readonly core: Core;
  readonly url: string;
  /** The local operator's key, where it was made here. */
  readonly localKey: string | undefined;
}

/**
 * Opens the database, starts every role and listens. Disposing stops in order: no new requests, running work, the log, the database.
 * @param prepare runs before anything is answered, such as an import
 * @throws DataDirectoryInUse, DataDirectoryDamaged, DiskNearlyFull, SecretsUnreadable, SchemaMismatch, ListenFailed
 */
export async function serve(
  config: Config,
  telemetry: ProgramTelemetry,
  prepare: (core: Core) => Promise<void>,
): Promise<Serving> {
  await using started = new AsyncDisposableStack();
  const secrets = loadSecrets(config);
  const pages = await buildPages();
  const database = started.use(await openDatabase(config, 'serve', 'ledgerdesk'));
  await requireOurMasterKey(secrets, database.sql);
  const between = database.kind === 'postgres';
  const notify = between
    ? notifier(database.sql, () => telemetry.log('warn', 'an append was not announced'))
    : () => {};
  const core = buildCore(config, secrets, database, telemetry, notify);
  if (between) started.use(await listenForAppends(database.sql, () => core.appended.wake()));
  await prepare(core);

  const bus = started.use(memoryBus({ ...core, drainMs: config.shutdownSeconds * 500 }));
  for (const part of startRelayRole(core, bus)) started.use(part);
  started.use(await startAgentRole(core, bus, config));
  started.use(await startDeliveryRole(core, bus, config));
  for (const part of await startSchedulerRole(core, bus)) started.use(part);
  const recovered = await recoverWork({ ...core, bus });
  if (recovered > 0) telemetry.log('info', 'unfinished work was picked up', { count: recovered });

  const desk = createDesk(core, {
    bus,
    readiness: readinessOf(core),
    metrics: () => telemetry.metricsText(),
    sandbox: !between,
  });
  const http = createHttp(desk, {
    ...config,
    telemetry,
    ids: core.ids,
    clock: core.clock,
    staffKeys: secrets.staffKeys,
    pages,
  });
  const listening: Listening = listen(http, { host: config.host, port: config.port });
  started.defer(async () => {
    await listening.stop(config.shutdownSeconds * 500);
  });
  const parts = started.move();
  return {
    core,
    url: listening.url,
    localKey: secrets.localKey,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
