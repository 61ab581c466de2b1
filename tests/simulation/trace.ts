// What happened, line by line: the last lines for people, and a hash of all of them to compare two runs.
import { createHash } from 'node:crypto';

export interface Trace {
  line(text: string): void;
  /** Of every line so far, hex. */
  hash(): string;
  /** The last lines, oldest first. */
  last(): readonly string[];
}

const KEPT = 40;

/** @param onLine told of every line as it comes */
export function startTrace(onLine: (line: string) => void = () => {}): Trace {
  const digest = createHash('sha256');
  const kept: string[] = [];
  return {
    line(text) {
      digest.update(`${text}\n`);
      kept.push(text);
      if (kept.length > KEPT) kept.shift();
      onLine(text);
    },
    hash: () => digest.copy().digest('hex'),
    last: () => [...kept],
  };
}
