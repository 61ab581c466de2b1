// The signals that stop a running desk. It imports nothing: it is loaded before everything else.

const asked = Promise.withResolvers<void>();
let heard = 0;

/**
 * From now on the first SIGINT or SIGTERM asks to stop, and the second ends the process at once. What was accepted is safe in
 * both cases. Further calls change nothing.
 */
export function hearStop(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.off(signal, onSignal);
    process.on(signal, onSignal);
  }
}

function onSignal(): void {
  heard++;
  asked.resolve();
  if (heard === 1) return;
  process.stderr.write('stopped at once\n');
  process.exit(130);
}

/** Once a signal has asked to stop. */
export const stopAsked: Promise<void> = asked.promise;

/** Thrown where a process was asked to stop before it ran. */
export class StoppedWhileStarting extends Error {
  override readonly name = 'StoppedWhileStarting';
}

/** Between the steps of a start: what is open so far is closed again, and nothing more is opened. @throws StoppedWhileStarting */
export function goOnStarting(): void {
  if (heard > 0) throw new StoppedWhileStarting('asked to stop');
}
