// Signed checkpoints as somebody meets them who goes along the ledger: a page of them in memory, however many there are.
import type { Checkpoint } from '../log/ledger.ts';
import { isGenuine, newestGenuine, ofToday, type Signer } from './checkpoints.ts';
import { type Stretch, signedPositions } from './proof.ts';
import type { CheckpointReads } from './reading.ts';

interface SignedPorts {
  readonly checkpoints: Pick<CheckpointReads, 'inOrder' | 'newest'>;
  readonly signer: Pick<Signer, 'verify' | 'keyId'>;
}

/** What was met so far. */
export interface Signed {
  /** Genuine ones. */
  readonly count: number;
  /** The highest genuine one. */
  readonly latest: Checkpoint | undefined;
  /** The first of those that our key did not sign. */
  readonly forged: readonly Checkpoint[];
  /** How many more of them there are. */
  readonly forgedBeyond: number;
}

export interface SignedWay extends AsyncDisposable {
  /** The genuine ones up to a position that were not met before, oldest first. @throws StoreUnavailable */
  upTo(position: bigint): Promise<readonly Checkpoint[]>;
  /** Goes to the end. @throws StoreUnavailable */
  rest(): Promise<Signed>;
}

/** Of forged ones that are told one by one. */
const FORGED = 1_000;

/**
 * @param brought checkpoints of somebody's own, beside those we keep. What is signed from now on is left out: the ledger may
 *   have been read to its end before. @throws StoreUnavailable
 */
export async function signedWay(ports: SignedPorts, brought: readonly Checkpoint[]): Promise<SignedWay> {
  const mark = BigInt((await newestGenuine(ports, () => true))?.position ?? 0);
  const own = brought.toSorted((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
  const pages = ports.checkpoints.inOrder()[Symbol.asyncIterator]();
  const met = {
    count: 0,
    latest: undefined as Checkpoint | undefined,
    forged: [] as Checkpoint[],
    forgedBeyond: 0,
  };
  let page: readonly Checkpoint[] = [];
  let [atPage, atOwn, isOver] = [0, 0, false];
  const isOurs = (one: Checkpoint) => {
    if (isGenuine(ports.signer, one)) return true;
    if (met.forged.length < FORGED) met.forged.push(one);
    else met.forgedBeyond += 1;
    return false;
  };
  const take = (one: Checkpoint) => {
    met.count += 1;
    if (BigInt(one.position) >= BigInt(met.latest?.position ?? 0)) met.latest = one;
    return one;
  };
  /** The next of one place, if it lies no further than a position. */
  const nextKept = async (position: bigint): Promise<Checkpoint | undefined> => {
    while (!isOver && atPage >= page.length) {
      const next = await pages.next();
      isOver = next.done ?? false;
      [page, atPage] = [next.done ? [] : next.value, 0];
    }
    const one = page[atPage];
    if (one === undefined || BigInt(one.position) > position) return undefined;
    atPage += 1;
    return one;
  };
  const upTo = async (position: bigint): Promise<readonly Checkpoint[]> => {
    const found: Checkpoint[] = [];
    for (let one = await nextKept(position); one !== undefined; one = await nextKept(position))
      if (isOurs(one) && BigInt(one.position) <= mark) found.push(take(one));
    for (let one = own[atOwn]; one !== undefined && BigInt(one.position) <= position; one = own[++atOwn])
      if (isOurs(one)) found.push(take(one));
    return found;
  };
  return {
    upTo,
    rest: async () => {
      // By steps: what lies beyond the end of the ledger may be much as well.
      while (!isOver) {
        const last = page.at(-1);
        await upTo(last === undefined ? 0n : BigInt(last.position));
      }
      await upTo(BigInt(own.at(-1)?.position ?? 0));
      return met;
    },
    [Symbol.asyncDispose]: async () => void (await pages.return?.()),
  };
}

/**
 * The signed positions that prove some: the next one of each, and where there is none the last of all.
 * @param positions ascending @returns ascending, for `stretchesOf` @throws StoreUnavailable
 */
export async function signedFor(
  ports: SignedPorts,
  positions: readonly bigint[],
): Promise<readonly bigint[]> {
  const isToday = ({ keyId }: Checkpoint) => keyId === ports.signer.keyId;
  const found: Checkpoint[] = [];
  let next = 0;
  for await (const page of ports.checkpoints.inOrder(positions[0]))
    for (const one of page) {
      const wanted = positions[next];
      if (wanted === undefined) return signedPositions(found);
      // A forged one would end a stretch too early. It comes along where it lies on one, and is found.
      if (BigInt(one.position) < wanted || !isToday(one) || !isGenuine(ports.signer, one)) continue;
      found.push(one);
      while ((positions[next] ?? -1n) >= 0n && (positions[next] ?? 0n) <= BigInt(one.position)) next += 1;
    }
  const latest = next < positions.length ? await newestGenuine(ports, isToday) : undefined;
  return signedPositions(latest ? [...found, latest] : found);
}

/** Those that lie on stretches, oldest first, by pages. @throws StoreUnavailable */
export async function* signedOn(
  { checkpoints, signer }: SignedPorts,
  stretches: readonly Stretch[],
): AsyncIterable<readonly Checkpoint[]> {
  let given = -1n;
  for (const { after, to } of stretches) {
    for await (const page of checkpoints.inOrder(after > given ? after : given + 1n)) {
      yield ofToday(
        signer,
        page.filter(({ position }) => BigInt(position) <= to),
      );
      if (BigInt(page.at(-1)?.position ?? 0) > to) break;
    }
    given = to;
  }
}
