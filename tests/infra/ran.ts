// What a program did that was run to its end.

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** @param more its folder and variables; without any it knows the path alone */
export async function ran(
  command: readonly string[],
  more: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], ...more.env };
  const child = Bun.spawn([...command], { ...more, env, stdout: 'pipe', stderr: 'pipe' });
  const [output, error, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, output, error };
}
