// The real program as a child process with a data directory of its own, for tests that see it only from outside.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Glob, type Subprocess } from 'bun';
import { migratedFolder } from '../infra/migrated.ts';
import { preparedFolder } from '../infra/prepared.ts';

type Environment = Readonly<Record<string, string>>;
type Child = Subprocess<'ignore', 'pipe', 'pipe'>;

const root = new URL('../..', import.meta.url).pathname;
const program = [process.execPath, 'src/main/cli.ts'];
/** Longest a command may take on a busy machine, milliseconds: less than a test may, so that what was waited for is named. */
export const LONGEST_MS = 110_000;

/** What a test that ends early has left running. */
const running = new Set<Child>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Ended {
  readonly code: number;
  /** Whether a signal ended it that it did not handle. */
  readonly killed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  signal(name: NodeJS.Signals): void;
  /** Once the process is gone and everything it wrote has been read. */
  readonly ended: Promise<Ended>;
}

export interface RunningDesk extends Program, AsyncDisposable {
  readonly url: string;
  /** Key of the local operator, as the terminal shows it. */
  readonly key: string;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Launch {
  readonly folder: string;
  readonly env?: Environment;
  /** Arguments after `start`; by default the demo knowledge base is imported. */
  readonly args?: readonly string[];
  /** A shell prefix such as a limit, run in the process that becomes the program. */
  readonly before?: string;
  /** Begins with nothing at all, as whoever has just installed it. By default a new folder is what `begin` makes. */
  readonly isFirst?: boolean;
}

export interface TemporaryFolder extends Disposable {
  readonly path: string;
  /** Path of what lies in it by that name. */
  readonly sub: (name: string) => string;
}

/** A temporary folder that is gone at the end of the block. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'ledgerdesk-e2e-'));
  return {
    path,
    sub: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The environment of a program with settings of its own: none of this process's settings reach it. */
export function settingsOf({
  folder,
  env = {},
}: Pick<Launch, 'folder' | 'env'>): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('LEDGERDESK_'));
  return {
    ...Object.fromEntries(inherited),
    LEDGERDESK_DATA_DIR: folder,
    LEDGERDESK_PORT: '0',
    LEDGERDESK_RATE_LIMIT_PER_MINUTE: '0',
    ...env,
  };
}

/** Starts the program with settings of its own. */
export function launch(args: readonly string[], options: Launch): Program {
  const { before } = options;
  const command = [...program, ...args];
  const child = Bun.spawn({
    cmd: before === undefined ? command : ['sh', '-c', `${before}; exec "$@"`, 'sh', ...command],
    cwd: root,
    env: settingsOf(options),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  running.add(child);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = Promise.all([child.exited, stdout.end, stderr.end]).then(([code]) => {
    running.delete(child);
    return { code, killed: child.signalCode !== null, stdout: stdout.text(), stderr: stderr.text() };
  });
  return {
    pid: child.pid,
    stdout: stdout.text,
    stderr: stderr.text,
    signal: (name) => child.kill(name),
    ended,
  };
}

/** Runs a command to its end. @throws Error when it does not end */
export async function ledgerdesk(args: readonly string[], options: Launch): Promise<Ended> {
  const started = launch(args, options);
  const timer = setTimeout(() => started.signal('SIGKILL'), LONGEST_MS);
  const ended = await started.ended;
  clearTimeout(timer);
  if (ended.killed) throw new Error(`ledgerdesk ${args.join(' ')} did not end: ${ended.stderr}`);
  return ended;
}

const importDemo = ['--import', 'demo/knowledge'];

/**
 * Makes the data directory of a desk that is not there yet: one that a desk with the demo knowledge base was started on and
 * stopped, or one with tables and nothing in them. Making either anew would take a processor several seconds.
 */
export async function begin(folder: string, content: 'demo' | 'empty'): Promise<void> {
  cpSync(await prepared[content](), folder, { recursive: true });
}

let demo: Promise<string> | undefined;
const prepared = {
  empty: migratedFolder,
  demo: () => (demo ??= preparedFolder('demo', madeFrom(), startAndStop)),
};

async function startAndStop(folder: string): Promise<void> {
  await using desk = await startDesk({ folder, isFirst: true });
  const { code, stderr } = await desk.end('SIGINT');
  if (code !== 0) throw new Error(`the desk to be copied ended with ${code}: ${stderr}`);
}

/** Everything that decides what a desk with the demo knowledge base has in its data directory. */
function madeFrom(): readonly string[] {
  const files = ['src', 'sql', 'demo'].flatMap((part) =>
    [...new Glob('**/*').scanSync(join(root, part))].map((name) => join(part, name)),
  );
  const contents = [...files.toSorted(), 'bun.lock'].map((name) => [
    name,
    readFileSync(join(root, name), 'utf8'),
  ]);
  return [Bun.version, ...contents.flat()];
}

/** Starts a desk and waits until it says that it is running. @throws Error with its output when it ends instead */
export async function startDesk(options: Launch): Promise<RunningDesk> {
  const { args = importDemo, folder } = options;
  const isNew = options.isFirst !== true && !existsSync(folder);
  if (isNew) await begin(folder, args === importDemo ? 'demo' : 'empty');
  // What is copied has the articles: to compare them again takes as long as to open the database.
  const started = launch(['start', ...(isNew && args === importDemo ? [] : args)], options);
  const welcome = /form +(http:\S+)\/\n[\s\S]*#key=(\S+)\n.*sandbox/;
  const ended = started.ended.then((end) => {
    throw new Error(`the desk ended with ${end.code}: ${end.stderr}`);
  });
  const found = await Promise.race([
    until('the desk is running', () => welcome.exec(started.stdout())),
    ended,
  ]).catch((cause) => {
    started.signal('SIGKILL');
    throw cause;
  });
  ended.catch(() => {}); // from here on an end is what a test asks for
  const end = (signal: NodeJS.Signals) => {
    started.signal(signal);
    return started.ended;
  };
  return {
    ...started,
    url: found[1] ?? '',
    key: found[2] ?? '',
    end,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}

/**
 * Asks again and again until there is an answer: what another process does cannot be awaited otherwise.
 * @throws Error naming what did not come about
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  patienceMs = LONGEST_MS,
): Promise<T> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await Bun.sleep(25)) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
  }
  throw new Error(`waited in vain: ${what}`);
}

function collect(stream: ReadableStream<Uint8Array>) {
  let text = '';
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  };
  return { text: () => text, end: read() };
}
