// A scratch directory in which the documents' commands run as a reader would run them, with a desk that was started there.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../infra/free-ports.ts';
import { root } from './documents.ts';

type Environment = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export interface Scratch extends AsyncDisposable {
  readonly folder: string;
  /** What the documents' port becomes. */
  readonly port: string;
  /** Runs a text as a shell script; the port of the documents becomes ours. */
  run(script: string, environment?: Environment): Promise<Ran>;
  /** Starts a script that stays. @throws Error with its output when it ends before it has said `until` */
  start(script: string, until: RegExp): Promise<{ stop(): Promise<Ran> }>;
}

export async function makeScratch(): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerdesk-docs-'));
  for (const name of ['bin', 'demo']) symlinkSync(join(root, name), join(folder, name));
  const port = String(await freePorts());
  // What tests are told by variables of our own prefix is not a setting of the program.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('LEDGERDESK_'));
  const env = {
    ...Object.fromEntries(inherited),
    LEDGERDESK_DATA_DIR: join(folder, '.data'),
    LEDGERDESK_PORT: port,
    // A reader waits half a minute for an afterthought by mail; the tests need not.
    LEDGERDESK_EMAIL_QUIET_SECONDS: '1',
  };
  const running = new Set<Bun.Subprocess>();

  const spawn = (script: string, environment: Environment = {}) => {
    const text = script.replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`);
    const child = Bun.spawn(['sh', '-euc', text], {
      cwd: folder,
      env: { ...env, ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    });
    running.add(child);
    return child;
  };

  return {
    folder,
    port,
    async run(script, environment) {
      const child = spawn(script, environment);
      const [out, err, code] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
        child.exited,
      ]);
      running.delete(child);
      return { code, output: out + err };
    },
    async start(script, until) {
      const child = spawn(`exec ${script.trim()}`);
      const errors = new Response(child.stderr).text();
      const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      let output = '';
      while (!until.test(output)) {
        const { done, value } = await lines.read();
        if (done) throw new Error(`${script} ended before it said ${until}:\n${output}${await errors}`);
        output += value;
      }
      return {
        async stop() {
          child.kill('SIGINT');
          for (let next = await lines.read(); !next.done; next = await lines.read()) output += next.value;
          const code = await child.exited;
          running.delete(child);
          return { code, output: output + (await errors) };
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of running) child.kill('SIGKILL');
      await Promise.all([...running].map((child) => child.exited));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
