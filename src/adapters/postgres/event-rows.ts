// Event rows as they are read, and opening a batch of them with as few key look-ups as possible.
// A row travels as one text of lines: the server puts it together for 3.3 µs where a JSON text took it 6, the driver
// reads one column where it would read eleven, and the first rows are parsed while the server still reads the last.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { EventMetadata, RecordedEvent } from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { openEvent } from '../../application/log/sealing.ts';
import type { StoredRow } from '../../domain/ledger/chain.ts';
import type { KeyStore } from './keys.ts';
import { milliseconds, timeText } from './sent-times.ts';

/**
 * SQL for one row of `events e` as the text of `EventLines`. Columns that are never null are guarded all the same, for
 * a row that was tampered with has to arrive to be found. `personal` comes last and is left out when there is none.
 */
export const eventText = `concat_ws(chr(10), e.id, coalesce(e.version, 0), coalesce(e.schema_version, 0),
  coalesce(timestamptz_send(e.occurred_at) || timestamptz_send(e.recorded_at), ''), coalesce(e.transaction_id, '0'),
  coalesce(e.stream_id, ''), coalesce(e.type, ''), coalesce(e.data, 'null'), coalesce(e.metadata, 'null'), e.personal)`;

type EventLines = readonly [
  id: string,
  version: string,
  schemaVersion: string,
  times: string,
  transactionId: string,
  streamId: string,
  type: string,
  data: string,
  metadata: string,
  personal?: string,
];

/** @returns undefined when a name holds a line break, which JSON and numbers cannot: the program wrote no such row */
function linesOf(text: string): EventLines | undefined {
  const lines = text.split('\n');
  const { length } = lines;
  const whole = length === 9 || (length === 10 && lines[9]?.startsWith('\\x'));
  return whole ? (lines as unknown as EventLines) : undefined;
}

/** Parses metadata of row after row: neighbours mostly share it, and it is parsed once for them. */
function metadataReader(): (text: string) => EventMetadata {
  let before = '';
  let metadata: EventMetadata;
  return (text) => {
    if (text !== before) {
      metadata = JSON.parse(text);
      before = text;
    }
    return metadata;
  };
}

/** What stands for a row of which no digest can be taken. */
const unreadable: StoredRow = {
  id: '',
  streamId: '',
  version: 0,
  type: '',
  schemaVersion: 0,
  data: undefined,
  personal: null,
  metadata: undefined,
  occurredAt: '',
  recordedAt: '',
  transactionId: '',
};

/** @returns what reads a value of `eventText` as the row that the ledger's digest is defined over */
export function storedRowReader(): (text: string) => StoredRow {
  const metadata = metadataReader();
  return (text) => {
    const lines = linesOf(text);
    if (!lines) return { ...unreadable, id: text.slice(0, text.indexOf('\n')) };
    return {
      id: lines[0],
      streamId: lines[5],
      version: Number(lines[1]),
      type: lines[6],
      schemaVersion: Number(lines[2]),
      data: JSON.parse(lines[7]),
      personal: lines[9]?.slice(2) ?? null,
      metadata: metadata(lines[8]),
      occurredAt: timeText(lines[3].slice(2, 18)),
      recordedAt: timeText(lines[3].slice(18)),
      transactionId: lines[4],
    };
  };
}

export interface Opening {
  readonly codec: EventCodec;
  readonly cipher: Cipher;
  readonly keys: KeyStore;
}

/** @param texts values of `eventText` @returns the events, with personal fields as far as there are keys */
export async function openEvents(
  texts: readonly string[],
  { codec, cipher, keys }: Opening,
): Promise<RecordedEvent[]> {
  const rows = texts.map(wholeLines);
  const sealed = rows.map((lines) => (lines[9] === undefined ? null : Uint8Array.fromHex(lines[9].slice(2))));
  const keyIds = sealed.map((personal) => (personal ? cipher.keyIdOf(personal) : undefined));
  const secrets = await keys.secrets(keyIds.filter((id) => id !== undefined));
  const metadataOf = metadataReader();
  return rows.map((lines, index) => {
    const keyId = keyIds[index];
    const stored = {
      streamId: lines[5],
      version: Number(lines[1]),
      type: lines[6],
      schemaVersion: Number(lines[2]),
      data: JSON.parse(lines[7]),
      personal: sealed[index] ?? null,
    };
    const { event, erased } = openEvent(
      codec,
      cipher,
      stored,
      keyId === undefined ? undefined : secrets.get(keyId),
    );
    return {
      id: BigInt(lines[0]),
      streamId: stored.streamId,
      version: stored.version,
      type: event.type,
      schemaVersion: stored.schemaVersion,
      data: event.data,
      metadata: metadataOf(lines[8]),
      at: milliseconds(lines[3].slice(2, 18)),
      recordedAt: milliseconds(lines[3].slice(18)),
      erased,
    };
  });
}

function wholeLines(text: string): EventLines {
  const lines = linesOf(text);
  if (!lines) throw new Error(`event ${text.slice(0, text.indexOf('\n'))} is not as any program wrote it`);
  return lines;
}
