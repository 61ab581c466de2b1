// Processes: started, killed, stopped and started again. What they had in memory dies with them; the stores stay.
import { memoryBus } from '../../src/adapters/memory/bus.ts';
import type { MessageBus } from '../../src/application/bus/message-bus.ts';
import { recoverWork } from '../../src/application/platform/scheduler.ts';
import type { Broker } from './broker.ts';
import { call, nameOf } from './call.ts';
import { type ChannelProviders, type OpenChannels, openChannels } from './channels.ts';
import { type Core, coreOf } from './core.ts';
import type { Provider } from './provider.ts';
import { type Role, startRole } from './roles.ts';
import { tracedBus } from './traced-bus.ts';
import { type Life, newLife } from './virtual-time.ts';
import type { World } from './world.ts';

/** The answer of a process that died, or was not there. */
export class ConnectionLost extends Error {
  readonly code = 'connection-lost';
}

export interface Process {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Nothing while it is down. */
  running:
    | {
        readonly life: Life;
        readonly core: Core;
        readonly channels: OpenChannels | undefined;
        readonly parts: AsyncDisposableStack;
        /** Settled once it has started, or could not: until then there is nothing whole to dispose of. */
        begun: Promise<void>;
      }
    | undefined;
  /** How far its clock is off, milliseconds. */
  skew: number;
}

export interface Processes {
  readonly all: readonly Process[];
  start(process: Process): void;
  kill(process: Process): void;
  /** Ends it in order, as a rolling update does, and kills it if that takes too long. */
  stop(process: Process): void;
  /** Asks some process that has the api role. @throws ConnectionLost, or what the request throws */
  request<T>(run: (core: Core, channels: OpenChannels | undefined) => Promise<T>): Promise<T>;
}

const STOP_WITHIN_MS = 20_000;

export interface Surroundings {
  /** Undefined for the standalone desk: one process with every role and a bus that forgets. */
  readonly broker: Broker | undefined;
  /** Of the web form. */
  readonly provider: Provider;
  /** Undefined where customers write on the form alone. */
  readonly others: ChannelProviders | undefined;
}

export function createProcesses(world: World, { broker, provider, others }: Surroundings): Processes {
  const { time, chance, outside } = world;
  const all: Process[] = broker
    ? cluster()
    : [process('desk', 'api', 'relay', 'agent', 'delivery', 'scheduler')];

  const start = (process: Process) => {
    const life = newLife(process.name);
    const core = coreOf(world, life, () => process.skew);
    const channels = others && openChannels(world, life, core, others);
    const parts = new AsyncDisposableStack();
    const running = { life, core, channels, parts, begun: Promise.resolve() };
    process.running = running;
    world.say(`${process.name} starts`);
    const bus = tracedBus(world, life, broker?.connect(life, core) ?? forgetfulBus(world, life, core));
    const begin = async () => {
      parts.use(bus);
      const context = { world, life, core, bus, channels, gateway: provider.gateway(life) };
      for (const role of process.roles) await startRole(role, context, parts);
      if (!broker) await recoverWork({ ...core, bus });
    };
    running.begun = begin().catch((error: unknown) => {
      world.watch.fault(`${process.name} could not start`, nameOf(error));
      if (process.running?.life === life) kill(process);
    });
  };

  const kill = (process: Process) => {
    const { running } = process;
    if (!running) return;
    process.running = undefined;
    world.watch.upset();
    running.life.alive = false;
    for (const told of running.life.mourners) told();
    world.say(`${process.name} is dead`);
    time.at(outside, time.now() + chance.between(100, 5_000), () => start(process));
  };

  const stop = (process: Process) => {
    const { running } = process;
    if (!running) return;
    world.say(`${process.name} is told to stop`);
    world.watch.upset();
    const end = () => {
      if (process.running === running) kill(process);
    };
    time.at(outside, time.now() + STOP_WITHIN_MS, end);
    // Told a second time, it finds nothing left to wait for and ends at once.
    const dispose = () => running.parts.disposeAsync();
    running.begun.then(dispose).then(end, (error: unknown) => {
      world.watch.fault(`${process.name} could not stop`, nameOf(error));
      end();
    });
  };

  const request: Processes['request'] = <T>(
    run: (core: Core, channels: OpenChannels | undefined) => Promise<T>,
  ): Promise<T> => {
    const up = all.filter((p) => p.running && p.roles.includes('api'));
    const running = up.length > 0 ? chance.pick(up).running : undefined;
    if (!running) return Promise.reject(new ConnectionLost('nobody is there'));
    return new Promise<T>((resolve, reject) => {
      const lost = () => reject(new ConnectionLost('the process died'));
      running.life.mourners.add(lost);
      run(running.core, running.channels)
        .then(resolve, reject)
        .finally(() => running.life.mourners.delete(lost));
    });
  };

  // Whoever waits for appends may be in another process than the one that appended.
  world.database.log.appended.add(() => {
    for (const { running } of all) {
      if (!running || world.faults.strikes('lost wake')) continue;
      time.at(running.life, time.now() + chance.between(0, 5), () => running.core.appended.wake());
    }
  });
  return { all, start, kill, stop, request };
}

function process(name: string, ...roles: Role[]): Process {
  return { name, roles, running: undefined, skew: 0 };
}

function cluster(): Process[] {
  const roles: readonly Role[] = ['api', 'relay', 'agent', 'delivery', 'scheduler'];
  return roles.flatMap((role) => [1, 2].map((n) => process(`${role}-${n}`, role)));
}

function forgetfulBus(world: World, life: Life, core: Core): MessageBus {
  const bus = memoryBus({
    ...core,
    drainMs: 3_000,
    faults: { duplicate: () => world.faults.strikes('duplicate') },
  });
  return {
    ...bus,
    publish: (messages) =>
      call(world, { life, name: `publish ${messages.length}`, to: 'bus', writes: true }, () =>
        bus.publish(messages),
      ),
  };
}
