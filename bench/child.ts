// A second program beside the benchmark: a relay, a generator of load, the desk itself.

export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** The next line it prints, as JSON. @throws Error when it ends instead */
  next<T>(): Promise<T>;
  /** Gives it a line with a job, as JSON. @returns the next line it prints */
  ask<T>(job: unknown): Promise<T>;
}

/** Starts a file of this folder with one JSON argument; disposing ends it and waits. */
export function startChild(file: string, argument: unknown = {}): Child {
  const path = new URL(file, import.meta.url).pathname;
  const program = Bun.spawn([process.execPath, path, JSON.stringify(argument)], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const lines = linesOf(program.stdout);
  const next = async <T>() => {
    const line = await lines.next();
    if (line.done) throw new Error(`${file} ended with ${await program.exited}`);
    return JSON.parse(line.value) as T;
  };
  return {
    pid: program.pid,
    next,
    async ask<T>(job: unknown) {
      await program.stdin.write(`${JSON.stringify(job)}\n`);
      await program.stdin.flush();
      return await next<T>();
    },
    [Symbol.asyncDispose]: () => ended(program),
  };
}

/** Starts a program that is spoken to in another way than by lines; what it says of faults is shown. */
export function startProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): AsyncDisposable & { readonly pid: number } {
  const program = Bun.spawn([process.execPath, ...words], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'inherit',
  });
  return { pid: program.pid, [Symbol.asyncDispose]: () => ended(program) };
}

async function ended(program: Bun.Subprocess): Promise<void> {
  program.kill('SIGTERM');
  await program.exited;
}

/** Lines of what a program prints. */
async function* linesOf(output: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of output) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
