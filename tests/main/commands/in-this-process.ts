// A command as the program runs it, in the process of the test: arguments, settings, output and exit code are its own, and nothing
// has to be loaded again. As processes the commands run in the tests of the documents and from end to end.
import { run } from '../../../src/main/program.ts';
import { type Ended, type Launch, LONGEST_MS, settingsOf } from '../../e2e/desk.ts';

type Write = typeof process.stdout.write;

/** One after the other: a process has one environment and one output. */
let last: Promise<unknown> = Promise.resolve();

type Settings = Pick<Launch, 'folder' | 'env'>;

/** Runs a command to its end. @throws Error when it does not end */
export function ledgerdesk(args: readonly string[], options: Settings): Promise<Ended> {
  const ended = last.then(() => runHere(args, options));
  last = ended.catch(() => {});
  return ended;
}

async function runHere(args: readonly string[], options: Settings): Promise<Ended> {
  const { env } = process;
  const said = { stdout: '', stderr: '' };
  using things = new DisposableStack();
  things.defer(() => {
    process.env = env;
    process.exitCode = 0;
  });
  process.env = settingsOf(options);
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const { write } = stream;
    const keep: Write = (chunk: Uint8Array | string, encoding?: unknown, taken?: unknown) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const after = typeof encoding === 'function' ? encoding : taken;
      if (typeof after === 'function') after();
      return true;
    };
    stream.write = keep;
    things.defer(() => {
      stream.write = write;
    });
  }
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`ledgerdesk ${args.join(' ')} did not end: ${said.stderr}`)),
    LONGEST_MS,
  );
  things.defer(() => clearTimeout(timer));
  const code = await Promise.race([run(args), late.promise]);
  return { code, killed: false, ...said };
}
