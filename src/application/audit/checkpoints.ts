// Signed checkpoints: a statement about the ledger that an auditor can hold against us.
import { canonicalJson } from '../../domain/ledger/canonical.ts';
import type { Checkpoint, CheckpointStore, Ledger } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';

/** Signs and checks with Ed25519. */
export interface Signer {
  /** First 16 hex digits of SHA-256 of the public key (SPKI DER). */
  readonly keyId: string;
  /** PEM, for the auditor. */
  readonly publicKey: string;
  /** @returns base64 */
  sign(text: string): string;
  /** @param keyId of the key that is said to have signed it, ours or one we signed with before; absent: ours */
  verify(text: string, signature: string, keyId?: string): boolean;
}

export interface CheckpointPorts {
  readonly ledger: Ledger;
  readonly checkpoints: Pick<CheckpointStore, 'save' | 'newest'>;
  readonly signer: Signer;
  readonly clock: Clock;
}

/** What is signed: the canonical JSON of everything but the signature. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { signature: _, ...statement } = checkpoint;
  return canonicalJson(statement);
}

/** Whether our key signed it, or one we signed with before. */
export function isGenuine(signer: Pick<Signer, 'verify'>, checkpoint: Checkpoint): boolean {
  const { keyId, signature } = checkpoint;
  return signer.verify(checkpointText(checkpoint), signature, keyId);
}

/** Without those that we signed with a former key: who verifies with the key of today alone would take them for forged. */
export function ofToday(
  signer: Pick<Signer, 'keyId' | 'verify'>,
  checkpoints: readonly Checkpoint[],
): readonly Checkpoint[] {
  return checkpoints.filter((one) => one.keyId === signer.keyId || !isGenuine(signer, one));
}

/**
 * Signs the head when it is at least `step` beyond the last one signed. A forged one does not count: a high position
 * made up by somebody would keep us from ever signing again.
 * @returns the checkpoint, if one was due
 */
export async function signCheckpoint(
  { ledger, checkpoints, signer, clock }: CheckpointPorts,
  step = 1n,
): Promise<Checkpoint | undefined> {
  const { position, hash } = await ledger.head();
  // With another key than before, the head is signed anew.
  const last = await newestGenuine({ checkpoints, signer }, ({ keyId }) => keyId === signer.keyId);
  if (position === 0n || position < BigInt(last?.position ?? 0) + step) return undefined;
  const statement = {
    position: String(position),
    hash,
    time: new Date(clock.now()).toISOString(),
    keyId: signer.keyId,
  };
  const checkpoint = { ...statement, signature: signer.sign(canonicalJson(statement)) };
  await checkpoints.save(checkpoint);
  return checkpoint;
}

const atOnce = 100;

/** The newest genuine one of those wanted. Read by pages from the newest on: it is nearly always the first. */
export async function newestGenuine(
  {
    checkpoints,
    signer,
  }: { readonly checkpoints: Pick<CheckpointStore, 'newest'>; readonly signer: Pick<Signer, 'verify'> },
  isWanted: (one: Checkpoint) => boolean,
): Promise<Checkpoint | undefined> {
  let from: { readonly before?: bigint } = {};
  for (;;) {
    const page = await checkpoints.newest({ ...from, limit: atOnce });
    const found = page.checkpoints.find((one) => isWanted(one) && isGenuine(signer, one));
    const oldest = page.checkpoints.at(-1);
    if (found || !oldest || !page.hasOlder) return found;
    from = { before: BigInt(oldest.position) };
  }
}
