// A verifier of exports as an auditor would write it: from the description of the format alone, with nothing of the program.
import { createHash, createPublicKey, verify } from 'node:crypto';

export interface ExportVerdict {
  readonly entries: number;
  readonly checkpoints: number;
  /** Line number, from 1, and what is wrong with it. */
  readonly findings: readonly string[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** RFC 8785 for values that JSON.parse made. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as { readonly [key: string]: Json };
  const members = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

export function verifyExport(lines: readonly string[]): ExportVerdict {
  const findings: string[] = [];
  const hashes = new Map<string, string>();
  let previous = Buffer.alloc(32);
  let position = 0;
  let checkpoints = 0;
  const [first = '{}', ...rest] = lines;
  const header = JSON.parse(first);
  if (header.kind !== 'header' || header.format !== 'ledgerdesk-export') findings.push('line 1: no header');
  const key = createPublicKey(header.publicKey);
  for (const [index, text] of rest.entries()) {
    const line = JSON.parse(text);
    const where = `line ${index + 2}`;
    if (line.kind === 'entry') {
      position++;
      if (line.position !== String(position)) findings.push(`${where}: position ${line.position}`);
      const hash = sha256(Buffer.concat([previous, sha256(canonical(line.row))]));
      if (hash.toString('hex') !== line.hash) findings.push(`${where}: hash`);
      hashes.set(line.position, line.hash);
      previous = Buffer.from(line.hash, 'hex');
    } else if (line.kind === 'checkpoint') {
      checkpoints++;
      const { signature, ...statement } = line.checkpoint;
      const signed = Buffer.from(signature, 'base64');
      if (!verify(null, Buffer.from(canonical(statement)), key, signed)) findings.push(`${where}: signature`);
      if (hashes.get(statement.position) !== statement.hash) findings.push(`${where}: checkpoint`);
    } else findings.push(`${where}: ${line.kind}`);
  }
  return { entries: position, checkpoints, findings };
}
