// A command as the program runs it, in the process of the test: its arguments, settings and output are those of a process of its
// own, and nothing has to be loaded again. As processes the commands run in the tests of the documents and from end to end.
import { run } from '../../../src/main/program.ts';
import type { Ended, Launch } from '../../e2e/desk.ts';
import { settingsOf } from '../../e2e/desk.ts';

type Write = typeof process.stdout.write;

/** One after the other: a process has one environment and one output. */
let last: Promise<unknown> = Promise.resolve();

export function ledgerdesk(args: readonly string[], options: Launch): Promise<Ended> {
  const ended = last.then(() => runHere(args, options));
  last = ended.catch(() => {});
  return ended;
}

async function runHere(args: readonly string[], options: Launch): Promise<Ended> {
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
  const code = await run(args);
  return { code, killed: false, ...said };
}
