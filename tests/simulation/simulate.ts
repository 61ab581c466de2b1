// One run of one seed: the whole desk under load and faults, then at rest.
import { publishArticles } from './articles.ts';
import { createBroker } from './broker.ts';
import type { ChannelProviders } from './channels.ts';
import { createChaos } from './chaos.ts';
import type { FaultKind } from './faults.ts';
import { post, push } from './hooks.ts';
import { customer, type Visit } from './load.ts';
import { createMailProvider } from './mailbox.ts';
import type { Mutant } from './mutants.ts';
import { createProcesses } from './processes.ts';
import { createProvider } from './provider.ts';
import { checkSettled, isAtRest } from './settled.ts';
import { callBack, spamFilter, staff } from './staff.ts';
import { Violation } from './watch.ts';
import type { Outcome } from './watched-tickets.ts';
import { createChatProvider } from './whatsapp.ts';
import { createWorld, type World } from './world.ts';
import { chatWriter, mailWriter } from './writers.ts';

export interface SimulateOptions {
  readonly seed: number;
  /** Steps under load and faults; coming to rest takes more. */
  readonly steps: number;
  /** Default all. */
  readonly channels?: World['channels'] | undefined;
  readonly mutant?: Mutant | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Simulated {
  readonly seed: number;
  readonly steps: number;
  /** Of the whole trace. */
  readonly hash: string;
  readonly faults: ReadonlyMap<FaultKind, number>;
  /** Messages by what became of them. Some are stored although their sender never heard so. */
  readonly messages: Readonly<Record<Outcome | 'acknowledged' | 'stored' | 'mails' | 'chats', number>>;
  readonly replies: number;
  /** Appends refused because the stream had moved on or something was taken. */
  readonly conflicts: number;
  readonly deadLetters: number;
  readonly checks: number;
  readonly failure?: {
    readonly violation: string;
    readonly step: number;
    readonly lastLines: readonly string[];
  };
}

/** Virtual time within which everything has to come to rest, milliseconds. */
const REST_WITHIN_MS = 60 * 60_000;
const LOOK_EVERY = 50;

export async function simulate(options: SimulateOptions): Promise<Simulated> {
  const world = createWorld(options);
  let step = 0;
  try {
    await publishArticles(world);
    const { processes, broker, chaos } = peopled(world);
    const next = async () => {
      step++;
      if (!(await world.time.step())) throw new Violation('nothing waits for anything any more');
      world.watch.check();
    };
    while (step < options.steps) {
      chaos.strike();
      await next();
    }
    chaos.end();
    const until = world.time.now() + REST_WITHIN_MS;
    const up = () => processes.all.every((p) => p.running) && (broker?.caughtUp() ?? true);
    while (step % LOOK_EVERY !== 0 || !isAtRest(world, up())) {
      if (world.time.now() > until) break;
      await next();
    }
    await checkSettled(world);
    return await reportOf(world, options, step);
  } catch (error) {
    const violation = error instanceof Violation ? error.message : `the simulation broke: ${String(error)}`;
    const failure = { violation, step, lastLines: world.trace.last() };
    return { ...(await reportOf(world, options, step)), failure };
  }
}

/** A world with processes, customers, staff and providers; every third is the desk in one process. */
function peopled(world: World) {
  const broker = world.chance.happens(1 / 3) ? undefined : createBroker(world);
  const provider = createProvider(world, (ticketId, replyId) => {
    void callBack(visit, ticketId, replyId);
  });
  const others = world.channels === 'all' ? providersOf(world, () => visit) : undefined;
  const processes = createProcesses(world, { broker, provider, others });
  const visit: Visit = { world, processes };
  for (const process of processes.all) processes.start(process);
  const customers = 3 + world.chance.below(8);
  for (let n = 0; n < customers; n++) void customer(visit, `customer${n >> 1}@example.org`);
  if (others) writers(world, others);
  for (const id of ['rosa', 'ben']) void staff(visit, id);
  void spamFilter(visit);
  return { processes, broker, chaos: createChaos(world, processes, broker) };
}

/** @param visit known once the processes are there */
function providersOf(world: World, visit: () => Visit): ChannelProviders {
  return {
    mail: createMailProvider(world, (notice) => void push(visit(), notice)),
    chat: createChatProvider(world, (hook) => void post(visit(), hook)),
  };
}

/** Some of those who write by mail have also typed their address into the form. */
function writers(world: World, providers: ChannelProviders): void {
  const [mails, chats] = [1 + world.chance.below(4), 1 + world.chance.below(4)];
  for (let n = 0; n < mails; n++) void mailWriter(world, providers, `customer${n}@example.org`);
  for (let n = 0; n < chats; n++) void chatWriter(world, providers, `whatsapp:+1555555020${n}`);
}

async function reportOf(
  { watch, trace, faults, tallies, database }: World,
  { seed }: SimulateOptions,
  steps: number,
): Promise<Simulated> {
  const messages = [...watch.tickets.messages.values()];
  const count = (outcome: Outcome) => messages.filter((m) => m.outcome === outcome).length;
  return {
    seed,
    steps,
    hash: trace.hash(),
    faults: faults.counts,
    messages: {
      acknowledged: watch.acknowledgements.size,
      stored: messages.length,
      answered: count('answered'),
      escalated: count('escalated'),
      suppressed: count('suppressed'),
      mails: watch.inbound.count('email'),
      chats: watch.inbound.count('whatsapp'),
    },
    replies: watch.tickets.replies.size,
    conflicts: tallies.conflicts,
    deadLetters: (await database.deadLetters.list({ limit: 100_000 })).length,
    checks: watch.checks(),
  };
}
