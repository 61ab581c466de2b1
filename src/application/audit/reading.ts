// What the audit may do with the log: read it. Its use cases take these ports, and at run time they get nothing else either.
import type { EventStore } from '../log/event-store.ts';
import type { CheckpointStore, Ledger } from '../log/ledger.ts';
import type { Signer } from './checkpoints.ts';

export type LedgerReads = Omit<Ledger, 'sequence'>;
export type EventReads = Pick<EventStore, 'readStream'>;
export type CheckpointReads = Omit<CheckpointStore, 'save'>;
/** A key that checks; it signs nothing. */
export type SignatureCheck = Pick<Signer, 'keyId' | 'publicKey' | 'verify'>;

export interface LogReads {
  readonly events: EventReads;
  readonly ledger: LedgerReads;
  readonly checkpoints: CheckpointReads;
  readonly signer: SignatureCheck;
}

interface LogPorts {
  readonly events: EventStore;
  readonly ledger: Ledger;
  readonly checkpoints: CheckpointStore;
  readonly signer: Signer;
}

/** The same log with nothing left that changes it: not hidden behind a type, but absent. */
export function readOnly({ events, ledger, checkpoints, signer }: LogPorts): LogReads {
  return {
    events: { readStream: (streamId, range) => events.readStream(streamId, range) },
    ledger: {
      read: (after, limit) => ledger.read(after, limit),
      readStored: (after, limit) => ledger.readStored(after, limit),
      placesOf: (streamId) => ledger.placesOf(streamId),
      head: () => ledger.head(),
      waiting: () => ledger.waiting(),
      findStrays: (limit) => ledger.findStrays(limit),
    },
    checkpoints: {
      isOutside: checkpoints.isOutside,
      inOrder: (from) => checkpoints.inOrder(from),
      newest: (page) => checkpoints.newest(page),
      count: () => checkpoints.count(),
    },
    signer: {
      keyId: signer.keyId,
      publicKey: signer.publicKey,
      verify: (text, signature, keyId) => signer.verify(text, signature, keyId),
    },
  };
}
