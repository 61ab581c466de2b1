// Consumers as child processes, and one account of what all of them did.
export interface Step {
  readonly child: number;
  readonly what: 'begin' | 'end';
  readonly key: string;
  readonly n: number;
  /** By the child's own clock, ms: when its line is read depends on what this process is busy with. */
  readonly at: number;
}

export interface Child {
  /** As if the power went: nothing is finished or committed. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. @returns exit code */
  stop(): Promise<number>;
}

/** @param log takes what every child does; what one did is in order, and `inOrder` puts all of it in order */
export function startChild(log: Step[], child: number, task: Readonly<Record<string, unknown>>): Child {
  const file = new URL('consumer.child.ts', import.meta.url).pathname;
  const running = Bun.spawn([process.execPath, file, JSON.stringify(task)], {
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const reading = read(running.stdout, (line) => {
    const [what, key = '', n, at] = line.split(' ');
    if (what === 'begin' || what === 'end') log.push({ child, what, key, n: Number(n), at: Number(at) });
  });
  const end = async (signal: NodeJS.Signals) => {
    running.kill(signal);
    await Promise.all([running.exited, reading]);
    return running.exitCode ?? -1;
  };
  return {
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

export function inOrder(log: readonly Step[]): readonly Step[] {
  return log.toSorted((one, other) => one.at - other.at);
}

async function read(stream: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of stream) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}
