// The roles as real processes, two of each, under a supervisor that starts again whatever ends.
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subprocess } from 'bun';
import { allRoles, type Role } from '../../src/main/roles.ts';
import { until } from '../e2e/desk.ts';
import { freePorts } from '../infra/free-ports.ts';

const root = new URL('../..', import.meta.url).pathname;
const clockPreload = new URL('./clock.child.ts', import.meta.url).pathname;
const PAUSE_MS = 250;
const LOOK_EVERY_MS = 500;
/** Longest a role may take to start or to stop on a busy machine. */
const PATIENCE_MS = 120_000;

/** What a run that ends early has left running. */
const running = new Set<Subprocess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type Environment = Readonly<Record<string, string>>;

export interface RoleProcess {
  /** Like `agent-2`. */
  readonly name: string;
  readonly role: Role;
  readonly half: 0 | 1;
  readonly url: string;
  /** Highest resident memory of any of its lives, MiB. */
  maxRssMb(): number;
  /** SIGKILL; resolves when the supervisor has started it again, which may take it a while. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it is running again. */
  restart(): Promise<void>;
  /** Sets its clock off by so much. */
  setClock(offsetMs: number): void;
}

export interface Topology extends AsyncDisposable {
  readonly processes: readonly RoleProcess[];
  of(role: Role): readonly RoleProcess[];
  /** What ended without being asked to, or did not end well when asked. */
  readonly problems: readonly string[];
  kills(): number;
  /** How often a process gave up starting, because a server was away just then: it is started again. */
  refusedStarts(): number;
  /** Resolves when every process answers. @throws Error naming those that do not */
  allHealthy(): Promise<void>;
  /** Stops everything with SIGTERM. */
  stop(): Promise<void>;
}

/** @param environmentOf settings of one process */
export async function startTopology(
  folder: string,
  environmentOf: (role: Role, half: 0 | 1) => Environment,
): Promise<Topology> {
  const problems: string[] = [];
  let kills = 0;
  let refusedStarts = 0;
  const isOver = { value: false };
  const roles = allRoles.flatMap((role) => [
    { role, half: 0 as const },
    { role, half: 1 as const },
  ]);
  const firstPort = await freePorts(roles.length);
  const supervised = roles.map(({ role, half }, index) =>
    supervise(
      { role, half, folder, port: firstPort + index, env: environmentOf(role, half), isOver },
      {
        problem: (text) => problems.push(text),
        killed: () => kills++,
        refusedStart: () => refusedStarts++,
      },
    ),
  );
  const processes = supervised.map(({ process }) => process);
  const stop = async () => {
    isOver.value = true;
    await Promise.all(supervised.map(({ end }) => end('SIGTERM')));
  };
  return {
    processes,
    problems,
    of: (role) => processes.filter((process) => process.role === role),
    kills: () => kills,
    refusedStarts: () => refusedStarts,
    allHealthy: async () => {
      await Promise.all(processes.map(isHealthy));
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      isOver.value = true;
      await Promise.all(supervised.map(({ end }) => end('SIGKILL')));
    },
  };
}

async function isHealthy({ name, url }: RoleProcess): Promise<void> {
  await until(`${name} answers`, () => answers(`${url}/health`), PATIENCE_MS);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

interface Place {
  readonly role: Role;
  readonly half: 0 | 1;
  readonly folder: string;
  readonly port: number;
  readonly env: Environment;
  readonly isOver: { readonly value: boolean };
}

interface Tell {
  readonly problem: (text: string) => void;
  readonly killed: () => void;
  readonly refusedStart: () => void;
}

type Asked = 'SIGTERM' | 'SIGKILL' | undefined;

function supervise(place: Place, tell: Tell) {
  const { role, half, folder, port, isOver } = place;
  const name = nameOf(place);
  const log = openSync(join(folder, `${name}.log`), 'a');
  const url = `http://127.0.0.1:${port}`;
  let child = spawnRole(place, log);
  let asked: Asked;
  let maxRssMb = 0;
  let lives = 1;

  const live = async (): Promise<void> => {
    for (;;) {
      let wasUp = false;
      const look = async () => {
        maxRssMb = Math.max(maxRssMb, highWaterMb(child.pid));
        wasUp ||= await answers(`${url}/health`);
      };
      const looking = setInterval(() => void look(), LOOK_EVERY_MS);
      const code = await child.exited;
      clearInterval(looking);
      judgeEnd({ name, asked, wasUp, code, signal: child.signalCode }, tell);
      await Bun.sleep(PAUSE_MS); // as a supervisor does before it starts one again
      if (isOver.value) return closeSync(log);
      asked = undefined;
      child = spawnRole(place, log);
      lives++;
    }
  };
  const over = live();

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const patience = setTimeout(() => {
      tell.problem(`${name} did not end after ${signal}`);
      child.kill('SIGKILL');
    }, PATIENCE_MS);
    asked = signal;
    child.kill(signal);
    await over;
    clearTimeout(patience);
  };
  const again = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const life = lives;
    asked = signal;
    child.kill(signal);
    await until(`${name} has ended after ${signal}`, () => lives > life, PATIENCE_MS);
  };
  const roleProcess: RoleProcess = {
    name,
    role,
    half,
    url,
    maxRssMb: () => maxRssMb,
    kill: () => {
      tell.killed();
      return again('SIGKILL');
    },
    async restart() {
      await again('SIGTERM');
      await isHealthy(roleProcess);
    },
    setClock: (offsetMs) => writeFileSync(clockFileOf(place), String(offsetMs)),
  };
  return { process: roleProcess, end };
}

interface End {
  readonly name: string;
  readonly asked: Asked;
  /** Whether it ever answered. */
  readonly wasUp: boolean;
  readonly code: number;
  readonly signal: string | number | null;
}

/** A process that cannot reach its servers when it starts may say so and leave; one that is up may not. */
function judgeEnd({ name, asked, wasUp, code, signal }: End, tell: Tell): void {
  if (asked === undefined && code === 1 && !wasUp) tell.refusedStart();
  else if (asked === undefined) tell.problem(`${name} ended by itself with ${signal ?? code}`);
  else if (asked === 'SIGTERM' && code !== 0)
    tell.problem(`${name} ended with ${signal ?? code} after SIGTERM`);
}

const nameOf = ({ role, half }: Place) => `${role}-${half + 1}`;
const clockFileOf = (place: Place) => join(place.folder, `${nameOf(place)}.clock`);

function spawnRole(place: Place, log: number): Subprocess {
  const child = Bun.spawn([process.execPath, 'src/main/cli.ts', 'start', '--roles', place.role], {
    cwd: root,
    env: {
      ...inherited(),
      ...place.env,
      LEDGERDESK_PORT: String(place.port),
      BUN_OPTIONS: `--preload ${clockPreload}`,
      CHAOS_CLOCK_FILE: clockFileOf(place),
    },
    stdin: 'ignore',
    stdout: log,
    stderr: log,
  });
  running.add(child);
  void child.exited.then(() => running.delete(child));
  return child;
}

/** None of this process's own settings reach a role. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LEDGERDESK_')));
}

/** @returns 0 for a process that is gone */
function highWaterMb(pid: number): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(found?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
