// The list of erasures outside the database: what brings a restored backup up to the erasures made since.
import type { ErasureBasis } from '../../domain/customer/events.ts';
import { canonicalJson } from '../../domain/ledger/canonical.ts';
import type { Signer } from '../audit/checkpoints.ts';

/** Ids only: it says that somebody was erased, and not who. */
export interface ListedErasure {
  readonly customerIds: readonly string[];
  readonly keyIds: readonly string[];
  /** ms since the epoch */
  readonly at: number;
  readonly basis: ErasureBasis;
  readonly by: string;
}

export interface ErasureList {
  /** Adds it, and returns when it is written. */
  add(erasure: ListedErasure): Promise<void>;
  /** In the order they were added. @throws ErasureListDamaged when a line is not ours: who takes it away or adds one could bring people back, or have them erased */
  entries(): Promise<readonly ListedErasure[]>;
}

export class ErasureListDamaged extends Error {
  override readonly name = 'ErasureListDamaged';
  readonly code = 'erasure-list-damaged';
}

/** A line of the list: canonical JSON with a signature over the rest. */
export function signedLine(signer: Signer, erasure: ListedErasure): string {
  const statement = { ...erasure, keyId: signer.keyId };
  return canonicalJson({ ...statement, signature: signer.sign(canonicalJson(statement)) });
}

/** @throws ErasureListDamaged */
export function readSignedLine(signer: Signer, line: string, number: number): ListedErasure {
  const damaged = (what: string) => new ErasureListDamaged(`line ${number} of the list of erasures ${what}`);
  let parsed: Record<string, unknown>;
  try {
    parsed = Object(JSON.parse(line));
  } catch (cause) {
    throw Object.assign(damaged('is no JSON'), { cause });
  }
  const { signature, ...statement } = parsed;
  const { keyId } = statement;
  if (
    typeof keyId !== 'string' ||
    typeof signature !== 'string' ||
    !signer.verify(canonicalJson(statement), signature, keyId)
  )
    throw damaged('was not signed with a key of ours');
  const { keyId: _, ...erasure } = statement;
  return erasure as unknown as ListedErasure; // we signed it, so we wrote it
}
