// The list of erasures as a file of signed lines, best on another machine than the database and its backups.
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Signer } from '../../application/audit/checkpoints.ts';
import { type ErasureList, readSignedLine, signedLine } from '../../application/privacy/erasure-list.ts';

/** @param file undefined: nothing is kept outside the database */
export function erasureFile(file: string | undefined, signer: Signer): ErasureList {
  return {
    async add(erasure) {
      if (file === undefined) return;
      await mkdir(dirname(file), { recursive: true });
      // What was cut off while it was written must not take this line with it.
      const torn = existsSync(file) && !(await readFile(file, 'utf8')).endsWith('\n');
      const line = `${torn ? '\n' : ''}${signedLine(signer, erasure)}\n`;
      await appendFile(file, line, { flush: true, mode: 0o600 });
    },
    async entries() {
      if (file === undefined || !existsSync(file)) return [];
      const lines = (await readFile(file, 'utf8')).split('\n');
      // A last line without its break was cut off while it was written; the erasure came after, and did not happen.
      const whole = lines.slice(0, -1).filter((line) => line.trim() !== '');
      return whole.map((line, index) => readSignedLine(signer, line, index + 1));
    },
  };
}
