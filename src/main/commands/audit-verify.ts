// ledgerdesk audit verify: whether anything in the log was altered.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Command } from 'commander';
import { type ReportedFinding, verifyLedger } from '../../application/audit/verify.ts';
import type { Checkpoint } from '../../application/log/ledger.ts';
import { auditPorts } from '../audit-desk.ts';
import { Failure } from '../failure.ts';
import { print, printJson, progress } from '../output.ts';
import { openSession, settle } from '../session.ts';

interface VerifyOptions {
  readonly checkpoint?: string;
  readonly json?: true;
}

export function auditVerifyCommand(audit: Command): void {
  audit
    .command('verify')
    .description('recompute the whole chain and compare it with the signed checkpoints')
    .option('--checkpoint <file>', 'signed checkpoints of your own, JSON lines; an export will do')
    .option('--json', 'for machines')
    .action(verified);
}

async function verified({ checkpoint, json }: VerifyOptions): Promise<void> {
  const checkpoints = checkpoint === undefined ? [] : await readCheckpoints(checkpoint);
  await using session = await openSession('ledgerdesk audit');
  await settle(session.core);
  const bar = progress('verified');
  const report = await verifyLedger(auditPorts(session.core), { checkpoints, onProgress: bar.show });
  bar.end();
  if (!report.ok) process.exitCode = 3;
  const { place } = session.database;
  if (json) return printJson({ ...report, database: place });
  print(
    `${report.ok ? 'verified' : 'NOT verified'}: ${report.entries} entries hold, ${report.checkpoints} checkpoints compared, ${report.durationMs} ms`,
  );
  print(`database: ${place}`);
  print(`head: position ${report.head.position}, hash ${report.head.hash}`);
  if (!session.core.checkpoints.isOutside)
    print('checkpoints are kept in the database alone: an end cut off together with them would not show');
  for (const finding of report.findings) print(lineOf(finding));
  for (const note of report.notes) print(`note: ${lineOf(note)}`);
}

const lineOf = ({ position, kind, detail }: ReportedFinding) =>
  `${position === null ? '' : `position ${position}: `}${kind}: ${detail}`;

/** @throws Failure that names the first line that is none */
async function readCheckpoints(file: string): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') found.push(...checkpointsIn(JSON.parse(line)));
    }
    return found;
  } catch (error) {
    const where = number === 0 ? '' : `, line ${number}`;
    throw new Failure(`${file} cannot be read as checkpoints in JSON lines${where}`, 2, { cause: error });
  }
}

/** A line is a checkpoint; of an export only the lines with one count. */
function checkpointsIn(line: object): readonly Checkpoint[] {
  if ('kind' in line && line.kind !== 'checkpoint') return [];
  const checkpoint = 'checkpoint' in line ? line.checkpoint : line;
  if (Value.Check(SignedCheckpoint, checkpoint)) return [checkpoint];
  throw new TypeError('not a checkpoint');
}

const SignedCheckpoint = Type.Object({
  position: Type.String({ pattern: '^\\d{1,18}$' }),
  hash: Type.String(),
  time: Type.String(),
  keyId: Type.String(),
  signature: Type.String(),
});
