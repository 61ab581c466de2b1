// Everything the parts of a simulated world share.
import type { Ids } from '../../src/application/platform/clock.ts';
import { sleeplessClock } from '../sleepless-clock.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type Database, openDatabase } from './database.ts';
import { type Faults, plannedFaults } from './faults.ts';
import type { Mutant } from './mutants.ts';
import { seededIds } from './sealing.ts';
import { startTrace, type Trace } from './trace.ts';
import { type Life, newLife, type VirtualTime, virtualTime } from './virtual-time.ts';
import { startWatch, type Watch } from './watch.ts';

export interface World {
  /** Whether customers write on the form alone, or by mail and WhatsApp too. */
  readonly channels: 'form' | 'all';
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly faults: Faults;
  readonly ids: Ids;
  /** Customers, staff, providers and the network: it never ends. */
  readonly outside: Life;
  readonly database: Database;
  readonly watch: Watch;
  /** What is deliberately broken, to see that it is found. */
  readonly mutant: Mutant | undefined;
  /** Nothing reaches the store or the bus before these times. */
  readonly outages: { store: number; bus: number };
  readonly tallies: { conflicts: number };
  /** False once customers and staff have stopped. */
  busy: boolean;
  /** Notes what happened. */
  say(text: string): void;
}

/** What every id begins with. */
const idPrefix = '00000000-0000-7000-8000-00000000';

export interface WorldOptions {
  readonly seed: number;
  /** Default all. */
  readonly channels?: World['channels'] | undefined;
  readonly mutant?: Mutant | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export function createWorld({ seed, channels = 'all', mutant, onLine }: WorldOptions): World {
  const chance = chanceFrom(seed);
  const time = virtualTime();
  const start = time.now();
  const trace = startTrace(onLine);
  const ids = seededIds(chanceFrom(seed + 1));
  const database = openDatabase(
    sleeplessClock(() => Math.floor(time.now())),
    ids,
  );
  return {
    channels,
    chance,
    time,
    trace,
    ids,
    mutant,
    database,
    faults: plannedFaults(chanceFrom(seed + 2), chanceFrom(seed + 3)),
    outside: newLife('outside'),
    watch: startWatch(database, time.now),
    outages: { store: 0, bus: 0 },
    tallies: { conflicts: 0 },
    busy: true,
    say: (text) => {
      const at = (time.now() - start).toFixed(1).padStart(9);
      trace.line(`${at} ${text.replaceAll(idPrefix, '#')}`);
    },
  };
}
