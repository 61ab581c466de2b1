// ledgerdesk audit export, bundle, checkpoints, public-key, verifier: what an auditor carries away.
import { open, unlink } from 'node:fs/promises';
import type { Command } from 'commander';
import { signCheckpoint } from '../../application/audit/checkpoints.ts';
import { exportLedger } from '../../application/audit/export.ts';
import { auditPorts, createAuditDesk } from '../audit-desk.ts';
import { Failure } from '../failure.ts';
import { print, printRaw } from '../output.ts';
import { openSession, settle } from '../session.ts';
import { lookedAt, timeOf } from './auditing.ts';

export function auditExportCommands(audit: Command): void {
  audit
    .command('export')
    .description('the ledger with its sealed rows and checkpoints, as JSON lines that verify without us')
    .option('--out <file>', 'write to a file instead of standard output')
    .action(exported);
  audit
    .command('bundle')
    .argument('[ticket]', 'reference or id; or a period by --from and --until')
    .description('a ticket or a period as a tar that verifies by itself, with a page to read')
    .requiredOption('--out <file>', 'the tar')
    .option('--from <time>', 'stored then or later; ISO 8601 with its zone')
    .option('--until <time>', 'stored before then')
    .option('--opened', 'the page of a ticket shows what was sealed')
    .action(bundled);
  audit
    .command('checkpoints')
    .description('the signed checkpoints, JSON lines, to be kept by somebody else')
    .action(async () => {
      await using session = await openSession('ledgerdesk audit');
      for await (const line of createAuditDesk(session.core).checkpointLines()) await printRaw(line);
    });
  audit
    .command('public-key')
    .description('the key that checks our checkpoints, PEM')
    .action(async () => {
      await using session = await openSession('ledgerdesk audit');
      print(session.core.signer.publicKey.trimEnd());
    });
  audit
    .command('verifier')
    .description('the verifier of exports and bundles: one file for Node.js alone')
    .action(async () => {
      const { verifierText } = await import('../../adapters/bundle/verifier.ts');
      await printRaw(verifierText.trimEnd());
    });
}

async function exported({ out }: { readonly out?: string }): Promise<void> {
  await using session = await openSession('ledgerdesk audit');
  await lookedAt(session.core, 'ledger');
  await settle(session.core);
  const lines = exportLedger(auditPorts(session.core));
  if (out === undefined) for await (const line of lines) await printRaw(line);
  else await writePieces(out, encoded(lines));
}

interface BundleOptions {
  readonly out: string;
  readonly from?: string;
  readonly until?: string;
  readonly opened?: true;
}

async function bundled(named: string | undefined, options: BundleOptions): Promise<void> {
  const { out, from, until, opened = false } = options;
  if ((named === undefined) !== (from !== undefined && until !== undefined))
    throw new Failure('name a ticket, or a period by --from and --until', 2);
  const period = from !== undefined &&
    until !== undefined && {
      from: timeOf(from, '--from'),
      until: timeOf(until, '--until'),
    };
  await using session = await openSession('ledgerdesk audit');
  const desk = createAuditDesk(session.core);
  const ticket = named === undefined ? undefined : await desk.events(named);
  if (named !== undefined && !ticket) throw new Failure(`there is no ticket ${named}`);
  await lookedAt(session.core, 'bundle', ticket?.ticketId);
  await settle(session.core);
  // So that what happened since the last one is covered as well.
  await signCheckpoint(session.core);
  const made = period ? await desk.periodBundle(period) : await desk.ticketBundle(named ?? '', opened);
  if (!made) throw new Failure('nothing was stored in this period');
  await writePieces(out, made.bytes);
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(`${line}\n`);
}

/** By hand: writeFile of an async iterable pads the end of the file on Bun 1.4.5. What breaks off leaves no file behind. */
async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'w', 0o600).catch((cause) => {
    throw new Failure(`${path} cannot be written`, 1, { cause });
  });
  try {
    for await (const piece of pieces) await file.write(piece);
  } catch (error) {
    await unlink(path);
    throw error;
  }
}
