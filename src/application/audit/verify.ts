// Verifying the log: the chain from its beginning, every signed checkpoint on the way, and what no chain shows.
import type { ChainHash } from '../../domain/ledger/chain.ts';
import {
  beginVerification,
  compareCheckpoint,
  type Finding,
  isFinding,
  type VerificationState,
  verifyEntry,
} from '../../domain/ledger/verify.ts';
import type { Checkpoint, StoredEntry, Strays } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';
import type { Signer } from './checkpoints.ts';
import type { CheckpointReads, LedgerReads } from './reading.ts';
import { type Signed, type SignedWay, signedWay } from './signed.ts';

export interface VerifyPorts {
  readonly ledger: Pick<LedgerReads, 'head' | 'readStored' | 'findStrays'>;
  readonly checkpoints: Pick<CheckpointReads, 'inOrder' | 'newest'>;
  readonly signer: Pick<Signer, 'verify' | 'keyId'>;
  readonly hashOf: ChainHash;
  readonly clock: Clock;
}

export interface ReportedFinding {
  /** Position in the ledger, where the finding has one. */
  readonly position: string | null;
  readonly kind: string;
  readonly detail: string;
  /** Stream of the stored event it is about, and its version there, as the row says now; absent where no such row can be read. */
  readonly stream?: string;
  readonly version?: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  /** Entries that hold, counted from the beginning. */
  readonly entries: number;
  readonly head: { readonly position: string; readonly hash: string };
  /** Signed checkpoints that were compared. */
  readonly checkpoints: number;
  /** The first position that does not hold comes first. */
  readonly findings: readonly ReportedFinding[];
  /** What holds and is worth a look: a clock that was set back looks like a time that somebody wrote. */
  readonly notes: readonly ReportedFinding[];
  readonly durationMs: number;
}

export interface VerifyOptions {
  /** Checkpoints the auditor brings, beside those we keep. */
  readonly checkpoints?: readonly Checkpoint[];
  readonly onProgress?: (verified: bigint, of: bigint) => void;
}

/** How far a verification has come. */
export interface VerifyProgress {
  /** Last position that holds. */
  readonly verified: bigint;
  /** The head when it began. */
  readonly of: bigint;
}

const BATCH = 2_000;
const STRAYS = 20;

/** Reads the whole ledger and all checkpoints. Memory does not grow with them but for one number per stream. @throws StoreUnavailable */
export async function verifyLedger(ports: VerifyPorts, options: VerifyOptions = {}): Promise<VerifyReport> {
  const steps = verifySteps(ports, options.checkpoints);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    options.onProgress?.(step.value.verified, step.value.of);
  }
}

/**
 * The same step by step. Who has seen enough ends it with `return`, and nothing more is read.
 * @param brought checkpoints of the auditor's own @throws StoreUnavailable
 */
export async function* verifySteps(
  ports: VerifyPorts,
  brought: readonly Checkpoint[] = [],
): AsyncGenerator<VerifyProgress, VerifyReport> {
  const { ledger, clock } = ports;
  const started = clock.elapsed();
  await using way = await signedWay(ports, brought);
  // Meanwhile: the database looks through all of the log while the chain keeps this process busy.
  const apart = ledger.findStrays(STRAYS);
  apart.catch(() => undefined);
  const chain = yield* chainSteps(ports, way);
  const signed = await way.rest();
  const found = await apart;
  const findings = [
    ...(chain.finding ? [chain.finding] : []),
    ...forgedFindings(signed),
    ...apartFindings(found),
  ];
  return {
    ok: findings.length === 0,
    entries: Number(chain.position),
    head: { position: String(chain.position), hash: chain.hash },
    checkpoints: signed.count,
    findings,
    notes: notesOf(found),
    durationMs: clock.elapsed() - started,
  };
}

interface ChainReport {
  readonly position: bigint;
  readonly hash: string;
  readonly finding?: ReportedFinding;
}

async function* chainSteps(
  { ledger, hashOf, clock }: VerifyPorts,
  way: SignedWay,
): AsyncGenerator<VerifyProgress, ChainReport> {
  const head = await ledger.head();
  let state = beginVerification();
  let next = ledger.readStored(0n, BATCH);
  // Who ends it early still has one request on its way: its failure is nobody's any more.
  next.catch(() => []);
  for (;;) {
    const entries = await next;
    const last = entries.at(-1);
    if (!last) break;
    // Read ahead while this batch is hashed; hashing leaves no room for the request to go out, so it goes out first.
    next = ledger.readStored(last.position, BATCH);
    next.catch(() => []);
    await clock.sleep(0);
    const signed = Map.groupBy(await way.upTo(last.position), (one) => one.position);
    const taken = takeEntries(state, entries, signed, hashOf);
    if ('finding' in taken) {
      await next.catch(() => []);
      return taken;
    }
    state = taken;
    yield { verified: state.position, of: head.position };
  }
  const { latest } = await way.rest();
  const cut =
    latest && compareCheckpoint(state, { position: BigInt(latest.position), hash: latest.hash }, true);
  const { position, hash } = state;
  return cut ? { position, hash, finding: reported(cut) } : { position, hash };
}

/** @returns where the batch ends, or the report at the first entry that does not hold */
function takeEntries(
  from: VerificationState,
  entries: readonly StoredEntry[],
  signed: ReadonlyMap<string, readonly Checkpoint[]>,
  hashOf: ChainHash,
): VerificationState | Required<ChainReport> {
  let state = from;
  for (const entry of entries) {
    const step = verifyEntry(state, entry, hashOf);
    if (isFinding(step))
      return { position: state.position, hash: state.hash, finding: reported(step, entry) };
    state = step;
    for (const checkpoint of signed.get(String(entry.position)) ?? []) {
      const place = { position: BigInt(checkpoint.position), hash: checkpoint.hash };
      const finding = compareCheckpoint(state, place, false);
      if (finding)
        return { position: state.position - 1n, hash: state.hash, finding: reported(finding, entry) };
    }
  }
  return state;
}

/** @param entry at which it was found: not always the one it is about */
function reported(finding: Finding, entry?: StoredEntry): ReportedFinding {
  const row = entry?.position === finding.position ? entry.row : undefined;
  return {
    ...finding,
    position: String(finding.position),
    ...(row?.streamId && { stream: row.streamId, version: row.version }),
  };
}

function apartFindings(found: Strays): readonly ReportedFinding[] {
  const { unsequenced, gappedStreams, misplaced, lostKeys } = found;
  return [
    ...misplaced.map(({ position, eventId }) => ({
      position: position === null ? null : String(position),
      kind: 'misplaced-entry',
      detail: `the entry of event ${eventId} lies before the beginning of the ledger`,
    })),
    ...unsequenced.map(({ eventId, streamId, version }) => ({
      position: null,
      kind: 'unsequenced-event',
      detail: `event ${eventId} is in the log but was never given a position`,
      stream: streamId,
      version,
    })),
    ...lostKeys.map(({ keyId, eventId, streamId, version }) => ({
      position: null,
      kind: 'lost-key',
      detail: `key ${keyId} is gone, and whose it was has not been erased: event ${eventId} and what else it seals cannot be read`,
      stream: streamId,
      version,
    })),
    ...gappedStreams.map((id) => ({
      position: null,
      kind: 'version-gap',
      detail: `stream ${id} misses a version`,
      stream: id,
    })),
  ];
}

function notesOf({ setBack }: Strays): readonly ReportedFinding[] {
  return setBack.map(({ position, eventId, streamId, version, storedAt, before }) => ({
    position: position === null ? null : String(position),
    kind: 'earlier-time',
    detail: `event ${eventId} says that it was stored at ${storedAt}, and the one ahead of it at ${before}`,
    stream: streamId,
    version,
  }));
}

function forgedFindings({ forged, forgedBeyond }: Signed): readonly ReportedFinding[] {
  const kind = 'checkpoint-signature';
  const told = forged.map(({ position, keyId }) => ({
    position,
    kind,
    detail: `the checkpoint at ${position} (key ${keyId}) is not signed by our key`,
  }));
  if (forgedBeyond === 0) return told;
  return [
    ...told,
    { position: null, kind, detail: `${forgedBeyond} more checkpoints are not signed by our key` },
  ];
}
