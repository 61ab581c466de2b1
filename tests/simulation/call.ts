// Every call of a port: it takes time, others run in between, and it may fail before or after it took effect.
import { BusUnavailable } from '../../src/application/bus/message-bus.ts';
import { type AppendRequest, isConflict, StoreUnavailable } from '../../src/application/log/event-store.ts';
import { type Life, latency } from './virtual-time.ts';
import type { World } from './world.ts';

export interface Site {
  readonly life: Life;
  readonly name: string;
  readonly to: 'store' | 'bus';
  /** Whether an answer that gets lost leaves something behind. */
  readonly writes: boolean;
}

/** @param effect takes effect at once, in one piece */
export async function call<T>(world: World, site: Site, effect: () => Promise<T>): Promise<T> {
  const { chance, time, faults, outages } = world;
  const { life, to, writes } = site;
  const say = (what: string) => world.say(`${life.name} ${site.name} ${what}`);
  const fail = (when: string) => {
    say(`fails ${when}`);
    // What could not be published is overtaken by what the timers bring back.
    if (to === 'bus') world.watch.upset();
    return to === 'store' ? new StoreUnavailable(`injected ${when}`) : new BusUnavailable(`injected ${when}`);
  };
  const way = () => (faults.strikes('slow') ? chance.between(500, 15_000) : latency(chance));
  await time.pass(life, way());
  if (faults.strikes('stall in a call')) {
    life.stalledUntil = time.now() + chance.between(5_000, 30_000);
    say('is held up');
    await time.pass(life, 0);
  }
  if (time.now() < outages[to]) throw fail('in an outage');
  if (faults.strikes(`${to} before`)) throw fail('before');
  const outcome = await effect().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) {
    if (isConflict(outcome.error)) world.tallies.conflicts++;
    say(`throws ${nameOf(outcome.error)}`);
    await time.pass(life, latency(chance));
    throw outcome.error;
  }
  say('done');
  await time.pass(life, way());
  if (writes && faults.strikes(`${to} after`)) throw fail('after');
  return outcome.value;
}

/** The port with every function going through `call`. */
export function through<P extends object>(
  world: World,
  life: Life,
  port: P,
  { name, writes = [] }: { readonly name: string; readonly writes?: readonly (keyof P & string)[] },
): P {
  const entries = Object.entries(port).map(([key, value]) => {
    const site: Site = {
      life,
      name: `${name}.${key}`,
      to: 'store',
      writes: writes.some((w) => w === key),
    };
    const named = (args: readonly unknown[]) => ({ ...site, name: `${site.name} ${subjectOf(args[0])}` });
    return [key, (...args: unknown[]) => call(world, named(args), () => value(...args))];
  });
  return Object.fromEntries(entries) as P;
}

/** What a call is about, for the trace. */
function subjectOf(argument: unknown): string {
  if (typeof argument === 'string') return argument;
  if (!argument || typeof argument !== 'object' || !('streams' in argument)) return '';
  const { streams } = argument as AppendRequest;
  return streams.map((s) => `${s.streamId}+${s.events.map((e) => e.type).join('+')}`).join(' ');
}

/** Code of an error where it has one: what every fault of ours carries. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'what is no error';
  return 'code' in error && typeof error.code === 'string' ? error.code : `${error.name} ${error.message}`;
}
