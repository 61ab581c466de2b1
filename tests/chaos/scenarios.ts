// What goes wrong, one thing after the other, while customers keep writing.
import { until } from '../e2e/desk.ts';
import type { Meddler } from './bus.ts';
import type { Dice } from './dice.ts';
import type { Load } from './load.ts';
import type { ModelServer } from './model.ts';
import type { Topology } from './processes.ts';
import { mailbox, type Providers } from './providers.ts';
import type { Servers } from './servers.ts';

export interface Stage {
  readonly servers: Servers;
  readonly topology: Topology;
  readonly load: Load;
  readonly model: ModelServer;
  readonly providers: Providers;
  readonly bus: Meddler;
  readonly dice: Dice;
  /** How long a fault lasts, where nothing else decides. */
  readonly seconds: number;
  readonly isShort: boolean;
  /** Dead letters that have to be there in the end, by key. */
  readonly poisoned: string[];
  /** The fault is over; from here on recovery is measured. */
  over(): void;
}

export interface Scenario {
  readonly name: string;
  /** @throws Error when what has to be seen meanwhile is not seen */
  readonly play: (stage: Stage) => Promise<void>;
}

const SEEN_WITHIN_MS = 90_000;
const TEN_MINUTES_MS = 600_000;
/** A fault has to last: its time is what is played, and nothing is waited for. */
const lasting = (seconds: number) => Bun.sleep(seconds * 1_000);

export const scenarios: readonly Scenario[] = [
  { name: 'calm', play: ({ seconds }) => lasting(seconds) },
  { name: 'lost-answers', play: lostAnswers },
  { name: 'slow-model', play: slowModel },
  { name: 'meddled-bus', play: meddledBus },
  { name: 'clock-jumps', play: clockJumps },
  { name: 'kill-roles', play: killRoles },
  { name: 'postgres-restart', play: postgresRestart },
  { name: 'half-open', play: halfOpen },
  { name: 'broker-away', play: brokerAway },
  { name: 'rolling-restart', play: rollingRestart },
];

/**
 * Providers take a reply and do not say so, call back before they answer, have forgotten the history that is asked for,
 * refuse for a while, and say things twice or not at all.
 */
async function lostAnswers({ providers: { gmail, twilio }, seconds, isShort, over }: Stage): Promise<void> {
  for (let round = 0; round < (isShort ? 1 : 3); round++) {
    const lost = { mails: gmail.sent().length + 3, chats: twilio.outbound().length + 2 };
    for (const how of ['drop', 'error', 'hang'] as const) gmail.faults.loseNextSend(how);
    for (const how of ['error', 'hang'] as const) twilio.faults.loseNextAnswer(how);
    gmail.faults.rewriteMessageIds(round % 2 === 0);
    twilio.faults.callbackFirst(true);
    gmail.pushes.duplicate(10);
    twilio.webhooks.duplicate(10);
    await until(
      'replies are sent whose answers are lost',
      () => gmail.sent().length >= lost.mails && twilio.outbound().length >= lost.chats,
      SEEN_WITHIN_MS,
    );
    const before = gmail.requests.length;
    gmail.faults.expireHistory(mailbox);
    gmail.pushes.drop(4);
    twilio.webhooks.drop(6);
    await until(
      'the mailbox is read by date',
      () => gmail.requests.slice(before).includes('GET /gmail/v1/users/me/messages'),
      SEEN_WITHIN_MS,
    );
    gmail.faults.failNext(3, { status: 503 });
    gmail.faults.failNext(2, { status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 1 });
    twilio.faults.failNext(2, 429, 20429, 1);
    await lasting(seconds);
    twilio.faults.callbackFirst(false);
  }
  over();
}

/** One agent process works with a model: it slows down, then fails until the breaker opens. */
async function slowModel({ model, topology, seconds, over }: Stage): Promise<void> {
  model.behave(700);
  await lasting(seconds);
  model.behave('down');
  const urls = topology.of('agent').map(({ url }) => url);
  await until(
    'the breaker before the model opens',
    async () => {
      const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
      return texts.some((text) => /^ledgerdesk_breaker_open\{.*name="model".*\} 1$/m.test(text));
    },
    SEEN_WITHIN_MS,
  );
  model.behave(0);
  over();
}

/** Work comes again in any order, and every topic gets what nobody can read. */
async function meddledBus({ bus, dice, seconds, isShort, poisoned }: Stage): Promise<void> {
  poisoned.push(...(await bus.poison()));
  for (let round = 0; round < (isShort ? 1 : 3); round++) {
    await bus.duplicate(200, dice);
    await lasting(seconds / 3);
  }
}

/** Half of the processes go ten minutes ahead, the other half ten minutes back; then all jump to the right time. */
async function clockJumps({ topology, seconds, over }: Stage): Promise<void> {
  for (const { half, setClock } of topology.processes)
    setClock(half === 0 ? TEN_MINUTES_MS : -TEN_MINUTES_MS);
  await lasting(seconds);
  for (const { setClock } of topology.processes) setClock(0);
  over();
}

/** Each role is killed at a moment that chance picks: one of its processes, in the long form both, again and again. */
async function killRoles({ topology, dice, seconds, isShort, over }: Stage): Promise<void> {
  const victims = isShort
    ? [...new Set(topology.processes.map(({ role }) => role))].map((role) => dice.pick(topology.of(role)))
    : [...topology.processes, ...topology.processes];
  const running: Promise<void>[] = [];
  for (const victim of dice.shuffled(victims)) {
    await lasting((dice.next() * 2 * seconds) / victims.length);
    const again = victim.kill();
    running.push(again);
    // The same process twice at once would be one kill.
    if (!isShort) await again;
  }
  over();
  await Promise.all(running);
}

/** Customers are told to come back, and do; nothing is half-stored. */
async function postgresRestart({ servers, load, seconds, isShort, over }: Stage): Promise<void> {
  for (const how of isShort ? (['crash'] as const) : (['down', 'crash'] as const)) {
    const before = load.refusals();
    await servers.control(how, 'postgres');
    await until('the api refuses with 503', () => load.refusals() > before, SEEN_WITHIN_MS);
    await lasting(seconds / 2);
    await servers.control('start', 'postgres');
    await until('messages are taken again', taken(load), SEEN_WITHIN_MS);
  }
  over();
}

/** Connections die without a word: to the database for half of the processes, to the broker for all. */
async function halfOpen({ servers, load, seconds, over }: Stage): Promise<void> {
  const { databaseProxies, brokerProxy } = servers;
  databaseProxies[0].blackHole();
  brokerProxy.blackHole();
  await lasting(seconds);
  databaseProxies[0].heal();
  brokerProxy.heal();
  await until('messages are taken', taken(load), SEEN_WITHIN_MS);
  brokerProxy.delay(100);
  databaseProxies[1].delay(20);
  await lasting(seconds / 2);
  brokerProxy.delay(0);
  databaseProxies[1].delay(0);
  brokerProxy.reset();
  databaseProxies[1].reset();
  over();
}

/** Accepting goes on without a broker, and says that it is degraded. */
async function brokerAway({ servers, topology, load, isShort, over }: Stage): Promise<void> {
  await servers.control(isShort ? 'crash' : 'down', 'kafka');
  const away = lasting(isShort ? 15 : 60);
  const api = topology.of('api')[0]?.url;
  await until(
    'the api says that the bus is degraded',
    async () => (await isBusDegraded(api)) === true,
    SEEN_WITHIN_MS,
  );
  await until('messages are taken without a broker', taken(load), SEEN_WITHIN_MS);
  await away;
  await servers.control('start', 'kafka');
  over();
  await until(
    'the api says that the bus is back',
    async () => (await isBusDegraded(api)) === false,
    SEEN_WITHIN_MS,
  );
  if (isShort) return;
  await servers.control('down', 'kafka');
  await servers.control('start', 'kafka');
  over();
}

/**
 * A new version comes out: processes are asked to stop and come back, in the long form one after the other. The short
 * form restarts one half at once; at its end it stops all of them this way.
 */
async function rollingRestart({ topology, isShort, over }: Stage): Promise<void> {
  await topology.allHealthy();
  if (isShort) {
    const half = topology.processes.filter((one) => one.half === 0);
    await Promise.all(half.map((one) => one.restart()));
  } else for (const one of topology.processes) await one.restart();
  over();
}

/** Whether something has been acknowledged since now. */
function taken(load: Load): () => boolean {
  const before = load.acknowledged.length;
  return () => load.acknowledged.length > before;
}

/** @returns undefined while the process does not answer: it may just be starting again */
async function isBusDegraded(url: string | undefined): Promise<boolean | undefined> {
  try {
    const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(10_000) });
    const { degraded } = Object(await response.json());
    return Array.isArray(degraded) && degraded.includes('bus');
  } catch {
    return undefined;
  }
}
