// Verifying the log: the chain from its beginning, every signed checkpoint on the way, and what no chain shows.
import type { ChainHash } from '../../domain/ledger/chain.ts';
import { beginVerification, compareCheckpoint, isFinding, verifyEntry } from '../../domain/ledger/verify.ts';
import type { Checkpoint, CheckpointStore, Ledger } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';
import { isGenuine, type Signer } from './checkpoints.ts';

export interface VerifyPorts {
  readonly ledger: Ledger;
  readonly checkpoints: CheckpointStore;
  readonly signer: Pick<Signer, 'verify' | 'keyId'>;
  readonly hashOf: ChainHash;
  readonly clock: Clock;
}

export interface ReportedFinding {
  /** Position in the ledger, where the finding has one. */
  readonly position: string | null;
  readonly kind: string;
  readonly detail: string;
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
  readonly durationMs: number;
}

export interface VerifyOptions {
  /** Checkpoints the auditor brings, beside those we keep. */
  readonly checkpoints?: readonly Checkpoint[];
  readonly onProgress?: (verified: bigint, of: bigint) => void;
}

const BATCH = 2_000;
const STRAYS = 20;

/** Reads the whole ledger. Memory does not grow with it but for one number per stream. @throws StoreUnavailable */
export async function verifyLedger(ports: VerifyPorts, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { ledger, clock } = ports;
  const started = clock.now();
  const signed = [...(await ports.checkpoints.list()), ...(options.checkpoints ?? [])];
  const trusted = signed.filter((c) => isGenuine(ports.signer, c)).sort(byPosition);
  const forged = signed.filter((c) => !isGenuine(ports.signer, c)).map(forgedFinding);
  const chain = await verifyChain(ports, trusted, options);
  const findings = [...(chain.finding ? [chain.finding] : []), ...forged, ...(await strays(ledger))];
  return {
    ok: findings.length === 0,
    entries: Number(chain.position),
    head: { position: String(chain.position), hash: chain.hash },
    checkpoints: trusted.length,
    findings,
    durationMs: clock.now() - started,
  };
}

interface ChainReport {
  readonly position: bigint;
  readonly hash: string;
  readonly finding?: ReportedFinding;
}

async function verifyChain(
  { ledger, hashOf, clock }: VerifyPorts,
  checkpoints: readonly Checkpoint[],
  { onProgress }: VerifyOptions,
): Promise<ChainReport> {
  const head = await ledger.head();
  const signed = Map.groupBy(checkpoints, (c) => c.position);
  let state = beginVerification();
  let next = ledger.readStored(0n, BATCH);
  for (;;) {
    const entries = await next;
    const last = entries.at(-1);
    if (!last) break;
    // Read ahead while this batch is hashed; hashing leaves no room for the request to go out, so it goes out first.
    next = ledger.readStored(last.position, BATCH);
    await clock.sleep(0);
    for (const entry of entries) {
      const step = verifyEntry(state, entry, hashOf);
      if (isFinding(step)) {
        await next.catch(() => []);
        return {
          position: state.position,
          hash: state.hash,
          finding: { ...step, position: String(step.position) },
        };
      }
      state = step;
      for (const checkpoint of signed.get(String(entry.position)) ?? []) {
        const finding = compareCheckpoint(
          state,
          { position: BigInt(checkpoint.position), hash: checkpoint.hash },
          false,
        );
        if (finding)
          return {
            position: state.position - 1n,
            hash: state.hash,
            finding: { ...finding, position: String(finding.position) },
          };
      }
    }
    onProgress?.(state.position, head.position);
  }
  const latest = checkpoints.at(-1);
  const cut =
    latest && compareCheckpoint(state, { position: BigInt(latest.position), hash: latest.hash }, true);
  const { position, hash } = state;
  return cut ? { position, hash, finding: { ...cut, position: String(cut.position) } } : { position, hash };
}

async function strays(ledger: Ledger): Promise<readonly ReportedFinding[]> {
  const { unsequenced, gappedStreams } = await ledger.findStrays(STRAYS);
  return [
    ...unsequenced.map((id) => ({
      position: null,
      kind: 'unsequenced-event',
      detail: `event ${id} is in the log but was never given a position`,
    })),
    ...gappedStreams.map((id) => ({
      position: null,
      kind: 'version-gap',
      detail: `stream ${id} misses a version`,
    })),
  ];
}

function forgedFinding({ position, keyId }: Checkpoint): ReportedFinding {
  return {
    position,
    kind: 'checkpoint-signature',
    detail: `the checkpoint at ${position} (key ${keyId}) is not signed by our key`,
  };
}

const byPosition = (a: Checkpoint, b: Checkpoint) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1);
