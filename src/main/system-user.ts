// Who runs a command, by the system's word: what a command did is on record under this name.

/** The environment is no witness: whoever runs a command writes there what they like, or nothing. @returns the number where no name is known */
export function systemUser(): string {
  const asked = ['/usr/bin/id', '/bin/id'].map(nameBy).find((name) => name !== '');
  return asked ?? `uid-${process.getuid?.() ?? 'unknown'}`;
}

function nameBy(program: string): string {
  try {
    const { exitCode, stdout } = Bun.spawnSync([program, '-un'], { stderr: 'ignore', env: {} });
    return exitCode === 0 ? stdout.toString().trim() : '';
  } catch {
    return '';
  }
}
