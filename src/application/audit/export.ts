// The export an auditor can verify without us and without the database: stored rows in order, sealed as they are.
import type { Checkpoint } from '../log/ledger.ts';
import { ofToday, type Signer } from './checkpoints.ts';
import type { CheckpointReads, LedgerReads } from './reading.ts';

export interface ExportPorts {
  readonly ledger: Pick<LedgerReads, 'readStored'>;
  readonly checkpoints: CheckpointReads;
  readonly signer: Pick<Signer, 'publicKey' | 'keyId' | 'verify'>;
}

/** Lines of an export, in this order. */
export type ExportLine =
  | {
      readonly kind: 'header';
      readonly format: 'ledgerdesk-export';
      readonly version: 1;
      readonly keyId: string;
      readonly publicKey: string;
    }
  | { readonly kind: 'entry'; readonly position: string; readonly hash: string; readonly row: object | null }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint };

const BATCH = 2_000;

/** @returns JSON texts, one a line. @throws StoreUnavailable */
export async function* exportLedger({ ledger, checkpoints, signer }: ExportPorts): AsyncIterable<string> {
  const line = (value: ExportLine) => JSON.stringify(value);
  yield line({
    kind: 'header',
    format: 'ledgerdesk-export',
    version: 1,
    keyId: signer.keyId,
    publicKey: signer.publicKey,
  });
  for (let after = 0n; ; ) {
    const entries = await ledger.readStored(after, BATCH);
    const last = entries.at(-1);
    if (!last) break;
    for (const { position, hash, row } of entries)
      yield line({ kind: 'entry', position: String(position), hash, row: row ?? null });
    after = last.position;
  }
  for await (const page of checkpoints.inOrder())
    for (const checkpoint of ofToday(signer, page)) yield line({ kind: 'checkpoint', checkpoint });
}
