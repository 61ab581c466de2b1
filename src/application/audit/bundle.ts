// What an auditor carries away: a ticket or a period as files, with what proves that the events lie in the signed ledger, a
// verifier that needs nothing of ours, and a page to read. Everything is made while it is sent: memory does not grow with it.
import { eventDigestInput, genesisHash, type StoredRow } from '../../domain/ledger/chain.ts';
import type { StoredEntry } from '../log/ledger.ts';
import type { Clock } from '../platform/clock.ts';
import { ticketStream } from '../ticket/load-ticket.ts';
import { bundleReadme } from './bundle-readme.ts';
import { type HistoryPorts, ticketHistory } from './history.ts';
import { type Period, positionsWithin } from './period.ts';
import { type Stretch, stretchesOf } from './proof.ts';
import type { LogReads } from './reading.ts';
import { periodReport } from './report-of-period.ts';
import { ticketReport } from './report-of-ticket.ts';
import { signedFor, signedOn } from './signed.ts';

export interface BundlePorts extends LogReads, HistoryPorts {
  readonly events: LogReads['events'];
  readonly ledger: LogReads['ledger'];
  readonly clock: Pick<Clock, 'now'>;
  /** SHA-256 as 64 hex digits. */
  readonly sha256: (text: string) => string;
  /** The text of `verify.mjs`. */
  readonly verifier: string;
}

export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

export interface Bundle {
  /** Of the folder and, with its ending, of the file. */
  readonly name: string;
  /** Events that it is about. */
  readonly events: number;
  /** Positions it goes through, for who shows how far it has come. */
  readonly positions: number;
  /** ms since the epoch */
  readonly madeAt: number;
  readonly files: AsyncIterable<BundleFile>;
}

/** What the header says the bundle is about. */
type Subject =
  | {
      readonly kind: 'ticket';
      readonly ticketId: string;
      readonly reference: string;
      readonly events: number;
    }
  | {
      readonly kind: 'period';
      readonly from: string;
      readonly until: string;
      readonly first: string;
      readonly last: string;
    };

const BATCH = 2_000;

/**
 * @param opened whether the page shows what was sealed; the lines never do
 * @returns undefined when there is no such ticket, or nothing of it is in the ledger yet @throws StoreUnavailable
 */
export async function ticketBundle(
  ports: BundlePorts,
  named: string,
  { opened }: { readonly opened: boolean },
): Promise<Bundle | undefined> {
  const history = await ticketHistory(ports, named);
  if (!history) return undefined;
  const { ticketId, reference } = history;
  const placed = history.events.filter(({ place }) => place !== undefined);
  const positions = placed.flatMap(({ place }) => (place ? [place.position] : [])).sort(ascending);
  if (positions.length === 0) return undefined;
  const stretches = stretchesOf(positions, await signedFor(ports, positions));
  const stream = ticketStream(ticketId);
  const subject = { kind: 'ticket', ticketId, reference, events: placed.length } as const;
  const isShown = (row: StoredRow) => row.streamId === stream;
  const content = { subject, stretches, isShown };
  const madeAt = ports.clock.now();
  const report = async () => ticketReport({ ...history, events: placed }, { madeAt, opened });
  // Lying side by side, the one with what people wrote is told from the one without.
  const name = `ledgerdesk-${reference}${opened ? '-opened' : ''}`;
  return bundle(ports, name, { ...content, report, madeAt });
}

/** @returns undefined when nothing was stored in the period @throws StoreUnavailable */
export async function periodBundle(ports: BundlePorts, period: Period): Promise<Bundle | undefined> {
  const positions = await positionsWithin(ports.ledger, period);
  if (!positions) return undefined;
  const { first, last } = positions;
  const signed = await signedFor(ports, [last]);
  const stretches = [{ after: first - 1n, to: signed.find((position) => position >= last) ?? last }];
  const [from, until] = [new Date(period.from).toISOString(), new Date(period.until).toISOString()];
  const subject = { kind: 'period', from, until, first: String(first), last: String(last) } as const;
  const madeAt = ports.clock.now();
  const report = periodReport({ from, until, first, last, madeAt });
  const isShown = (row: StoredRow, position: bigint) => {
    const isWithin = position <= last;
    if (isWithin) report.take(position, row);
    return isWithin;
  };
  const content = { subject, stretches, isShown, madeAt };
  const name = `ledgerdesk-${from.slice(0, 10)}-${until.slice(0, 10)}`;
  return bundle(ports, name, { ...content, report: async () => report.html() });
}

interface Content {
  readonly subject: Subject;
  readonly stretches: readonly Stretch[];
  /** Whether an event is in it with its row, or with its digest alone. */
  readonly isShown: (row: StoredRow, position: bigint) => boolean;
  /** Asked for last, when all entries have gone by. */
  readonly report: () => Promise<string>;
  readonly madeAt: number;
}

function bundle(ports: BundlePorts, name: string, content: Content): Bundle {
  const { subject, stretches, report, madeAt } = content;
  const { keyId, publicKey } = ports.signer;
  const header = { kind: 'header', format: 'ledgerdesk-bundle', version: 1, keyId, publicKey };
  const made = { madeAt: new Date(madeAt).toISOString(), subject };
  async function* files(): AsyncGenerator<BundleFile> {
    yield { name: 'README.txt', text: bundleReadme };
    yield { name: 'verify.mjs', text: ports.verifier };
    yield { name: 'public-key.pem', text: publicKey };
    yield { name: 'header.json', text: linesText([{ ...header, ...made }]) };
    for (const stretch of stretches) yield* entryFiles(ports, stretch, content.isShown);
    // The file has to be one, so its text is in memory as a whole; the checkpoints are read by pages all the same.
    const pages: string[] = [];
    for await (const page of signedOn(ports, stretches))
      pages.push(linesText(page.map((checkpoint) => ({ kind: 'checkpoint', checkpoint }))));
    yield { name: 'checkpoints.jsonl', text: pages.join('') };
    yield { name: 'report.html', text: await report() };
  }
  const positions = stretches.reduce((sum, { after, to }) => sum + Number(to - after), 0);
  const events =
    subject.kind === 'ticket' ? subject.events : Number(BigInt(subject.last) - BigInt(subject.first)) + 1;
  return { name, events, positions, madeAt, files: files() };
}

async function* entryFiles(
  ports: BundlePorts,
  { after, to }: Stretch,
  isShown: Content['isShown'],
): AsyncGenerator<BundleFile> {
  let begin: readonly object[] = [
    { kind: 'from', position: String(after), hash: await hashAt(ports, after) },
  ];
  for (let position = after; position < to; ) {
    const left = Number(to - position);
    const entries = await ports.ledger.readStored(position, Math.min(BATCH, left));
    const last = entries.at(-1);
    if (!last) break;
    // What a gap in the ledger brings in from behind the stretch is not of it.
    const lines = entries
      .filter((entry) => entry.position <= to)
      .map((entry) => lineOf(ports, entry, isShown));
    yield { name: `entries/${padded(position + 1n)}.jsonl`, text: linesText([...begin, ...lines]) };
    begin = [];
    position = last.position;
  }
}

function lineOf(
  ports: BundlePorts,
  { position, hash, row }: StoredEntry,
  isShown: Content['isShown'],
): object {
  const place = { position: String(position), hash };
  if (!row) return { kind: 'entry', ...place, row: null };
  return isShown(row, position)
    ? { kind: 'entry', ...place, row }
    : { kind: 'digest', ...place, digest: digestOf(ports, row) };
}

/** A row that is not plain JSON was not written by us, and has no digest. */
function digestOf({ sha256 }: BundlePorts, row: StoredRow): string | null {
  try {
    return sha256(eventDigestInput(row));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function hashAt({ ledger }: BundlePorts, position: bigint): Promise<string> {
  if (position === 0n) return genesisHash;
  const [entry] = await ledger.readStored(position - 1n, 1);
  return entry?.position === position ? entry.hash : '';
}

const linesText = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
/** So that names sort as positions do. */
const padded = (position: bigint) => String(position).padStart(15, '0');
const ascending = (a: bigint, b: bigint) => (a < b ? -1 : 1);
