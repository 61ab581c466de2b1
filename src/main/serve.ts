// One process of the desk: the roles it was given, on one core and one bus. All roles in one process is the whole desk.
import { listen } from '../adapters/elysia/listen.ts';
import { requireUnlocked } from '../adapters/pglite/lock.ts';
import { listenForErasures } from '../adapters/postgres/erasure-news.ts';
import { listenForPresence, tellPresence } from '../adapters/postgres/presence-news.ts';
import { listenForAppends, listenForSequenced, notifier } from '../adapters/postgres/wakeups.ts';
import { offerLink } from '../application/access/sign-in-links.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import { startFinishingMerges } from '../application/customer/finish-merges.ts';
import { heldLease } from '../application/log/held-lease.ts';
import { recoverWork } from '../application/platform/scheduler.ts';
import { ErasureListDamaged } from '../application/privacy/erasure-list.ts';
import { reapplyErasures } from '../application/privacy/reapply.ts';
import { startRetention } from '../application/privacy/retention.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import { openBus } from './bus.ts';
import { channelSettings, sendsOn } from './channel-settings.ts';
import { type OpenChannels, openChannels } from './channels.ts';
import type { Config } from './config.ts';
import { buildCore, type Core } from './core.ts';
import { openDatabase } from './database.ts';
import { requireFreePort } from './free-port.ts';
import { startGauges } from './gauges.ts';
import { type Live, startLive } from './inbox-desk.ts';
import { readinessOf } from './readiness.ts';
import { retentionPolicy } from './retention.ts';
import { type Role, startAgentRole, startDeliveryRole, startRelayRole, startSchedulerRole } from './roles.ts';
import { openSandbox, sandboxPlaceOf, writePlace } from './sandbox.ts';
import { loadSecrets, secretsOf } from './secrets.ts';
import { surfaceOf } from './surface.ts';
import type { ProgramTelemetry } from './telemetry.ts';

export interface Serving extends AsyncDisposable {
  readonly core: Core;
  readonly url: string;
  /** Whether the providers are stand-ins, whose messages the sandbox page shows. */
  readonly isSandbox: boolean;
  /** The local operator's key, where it was made here. */
  readonly localKey: string | undefined;
  /** Secret of a link that signs the local operator in once; where there is such a key. */
  readonly signInLink: string | undefined;
}

export interface ServeOptions {
  readonly config: Config;
  readonly roles: readonly Role[];
  readonly telemetry: ProgramTelemetry;
  /** Runs before anything is answered, such as an import. */
  readonly prepare: (core: Core) => Promise<void>;
  /** Asked between the steps of the start; what it throws ends the start, and closes what is open. */
  readonly goOn: () => void;
  /** Told when a part has stopped for good that the process cannot do without. */
  readonly onFatal: (reason: string) => void;
}

/**
 * Opens the database, starts the roles and listens. Disposing stops in order: no new requests, running work, the log, the database.
 * @throws DataDirectoryInUse, DataDirectoryNotLocked, DataDirectoryDamaged, DiskNearlyFull, SecretsUnreadable, SchemaMismatch, ListenFailed, Failure
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { config, roles, telemetry, goOn } = options;
  await using started = new AsyncDisposableStack();
  goOn();
  // A second start of the same desk finds its port taken too, and it is not another program that has it.
  if (config.databaseUrl === undefined) requireUnlocked(config.dataDir);
  await requireFreePort(config.host, config.port);
  const given = loadSecrets(config);
  const database = started.use(await openDatabase(config, 'serve', `ledgerdesk ${roles.join(',')}`));
  goOn();
  const secrets = await secretsOf(given, database.sql);
  const between = database.kind === 'postgres';
  const notify = between
    ? notifier(database.sql, () => telemetry.log('warn', 'an append was not announced'))
    : () => {};
  const notifySequenced =
    between && roles.includes('relay')
      ? notifier(database.sql, () => telemetry.log('warn', 'new positions were not announced'), 'sequenced')
      : () => {};
  const core = buildCore(config, secrets, database, telemetry, notify, notifySequenced);
  if (between && roles.includes('relay')) {
    started.use(await listenForAppends(database.sql, () => core.appended.wake()));
  }
  if (between) started.use(await listenForErasures(database.sql, core.forgetKeys, core.forgetAllKeys));
  goOn();
  await options.prepare(core);
  goOn();
  if (roles.includes('relay')) await reapplyListed(core, telemetry);

  const bus = started.use(await openBus(core, options));
  const configured = channelSettings(config);
  // Without credentials, one process alone has stand-ins in their place.
  const sandbox =
    between || configured.mail || configured.whatsapp ? undefined : started.use(await openSandbox({}));
  goOn();
  const settings = sandbox?.settings ?? configured;
  const channels = openChannels(core, config, settings);
  await startRoles(core, bus, { ...options, channels, sendsOn: sendsOn(settings) }, started);
  const readiness = readinessOf(core);
  started.use(startGauges({ ...core, readiness }, config, roles));
  goOn();
  const live = roles.includes('api') ? await openLive(core, database, started) : undefined;
  const app = await surfaceOf({ core, readiness, bus, secrets, channels, settings, sandbox, live }, options);
  const listening = listen(app, { host: config.host, port: config.port });
  started.defer(async () => {
    live?.feed.end(); // open streams would be waited for
    await listening.stop(config.shutdownSeconds * 500);
  });
  if (sandbox) {
    sandbox.attach(listening.url);
    writePlace(config.dataDir, sandbox.place);
  }
  const { localKey } = secrets;
  const { url } = listening;
  const isSandbox = (sandbox?.place ?? sandboxPlaceOf(config)) !== undefined;
  const signInLink = roles.includes('api') ? await linkForLocal(core, localKey) : undefined;
  goOn();
  const parts = started.move();
  return { core, url, isSandbox, localKey, signInLink, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** The live feed of an api process, and who of the staff is where, told between processes. */
async function openLive(
  core: Core,
  { sql, kind }: Awaited<ReturnType<typeof openDatabase>>,
  started: AsyncDisposableStack,
): Promise<Live> {
  if (kind !== 'postgres') return started.use(startLive(core, () => {}));
  const fault = () => core.telemetry.log('warn', 'a presence was not announced');
  const live = started.use(startLive(core, tellPresence(sql, fault)));
  started.use(await listenForPresence(sql, live.presence.hear));
  started.use(await listenForSequenced(sql, core.wakeSequenced));
  return live;
}

async function linkForLocal(core: Core, localKey: string | undefined): Promise<string | undefined> {
  if (localKey === undefined) return undefined;
  const { link } = await offerLink(core, { name: 'local', role: 'admin' }, core.sha256(localKey));
  return link;
}

/** A restored backup has people who were erased since: not for longer than this. A list that is damaged keeps nobody from working. */
async function reapplyListed(core: Core, telemetry: ProgramTelemetry): Promise<void> {
  try {
    const { erased } = await reapplyErasures(core, core.erasureList, 'start');
    if (erased > 0) telemetry.log('warn', 'erasures were applied again', { count: erased });
  } catch (error) {
    if (!(error instanceof ErasureListDamaged)) throw error;
    telemetry.log('error', 'the list of erasures is damaged', { error: error.message });
  }
}

interface Channels {
  readonly channels: OpenChannels;
  /** Channels on which the desk sends, from whatever process. */
  readonly sendsOn: ReadonlySet<Channel>;
}

/** Each part is on the stack as soon as it runs: when a later one fails, it is stopped. */
async function startRoles(
  core: Core,
  bus: MessageBus,
  { config, roles, telemetry, channels, sendsOn: on }: ServeOptions & Channels,
  started: AsyncDisposableStack,
): Promise<void> {
  if (roles.includes('relay')) startRelayRole(core, bus, started);
  if (roles.includes('agent')) started.use(await startAgentRole(core, bus, { config, sendsOn: on }));
  if (roles.includes('delivery')) started.use(await startDeliveryRole(core, bus, { config, channels }));
  if (roles.includes('scheduler')) {
    await startSchedulerRole(core, bus, channels, started);
    const lease = started.use(heldLease(core, 'retention'));
    started.use(startRetention(core, retentionPolicy(config), lease));
    started.use(startFinishingMerges(core, lease));
  }
  if (config.kafkaBrokers.length > 0) return;
  const recovered = await recoverWork({ ...core, bus });
  if (recovered > 0) telemetry.log('info', 'unfinished work was picked up', { count: recovered });
}
