// What happens to whole processes and to what is between them, at any step.
import type { Broker } from './broker.ts';
import type { Processes } from './processes.ts';
import type { World } from './world.ts';

export interface Chaos {
  /** Lets something happen, or not. */
  strike(): void;
  /** Nothing more happens, and what is down comes up, the bus in its own time. */
  end(): void;
}

export function createChaos(world: World, processes: Processes, broker: Broker | undefined): Chaos {
  const { chance, faults, time, outages } = world;
  const anyProcess = () => chance.pick(processes.all);
  const outage = (of: 'store' | 'bus') => {
    if (time.now() < outages[of]) return;
    // Longer than anything may stay unanswered: what waits for the bus must not be given to people because of that.
    // A bus in the process's own memory is never away for long.
    const isLong = of === 'bus' && broker !== undefined && chance.happens(0.5);
    outages[of] = time.now() + (isLong ? chance.between(60_000, 600_000) : chance.between(500, 20_000));
    if (of === 'bus') world.watch.waiting.busAway({ from: time.now(), until: outages.bus });
    world.say(`the ${of} is out of reach for ${((outages[of] - time.now()) / 1000).toFixed(0)} s`);
  };
  return {
    strike() {
      if (faults.strikes('crash')) processes.kill(anyProcess());
      if (faults.strikes('restart')) processes.stop(anyProcess());
      if (faults.strikes('crash of all')) for (const process of processes.all) processes.kill(process);
      if (faults.strikes('stall')) {
        const { running, name } = anyProcess();
        if (running) running.life.stalledUntil = time.now() + chance.between(100, 25_000);
        world.say(`${name} stalls`);
      }
      if (faults.strikes('clock jump')) {
        const process = anyProcess();
        process.skew = chance.between(-3_000, 3_000);
        world.say(`the clock of ${process.name} is ${process.skew.toFixed(0)} ms off`);
      }
      if (broker && faults.strikes('rebalance')) broker.rebalance();
      if (faults.strikes('store outage')) outage('store');
      if (faults.strikes('bus outage')) outage('bus');
    },
    end() {
      faults.stop();
      outages.store = 0; // that of the bus takes as long as it takes
      world.busy = false;
    },
  };
}
