// A second program beside the benchmark: a relay, a generator of load, the desk itself.

export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** The next line it prints, as JSON. @throws Error when it ends instead */
  next<T>(): Promise<T>;
}

/** Starts a file of this folder with one JSON argument; disposing ends it and waits. */
export function startChild(file: string, argument: unknown): Child {
  const path = new URL(file, import.meta.url).pathname;
  const process = Bun.spawn(['bun', path, JSON.stringify(argument)], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const lines = linesOf(process.stdout);
  return {
    pid: process.pid,
    async next<T>() {
      const line = await lines.next();
      if (line.done) throw new Error(`${file} ended with ${await process.exited}`);
      return JSON.parse(line.value) as T;
    },
    [Symbol.asyncDispose]: async () => {
      process.kill('SIGTERM');
      await process.exited;
    },
  };
}

/** Lines of what a program prints. */
export async function* linesOf(output: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of output) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
