// Event rows as they are read, and opening a batch of them with as few key look-ups as possible.
// A row travels as one text of lines: the server puts it together for 3.3 µs where a JSON text took it 6, the driver
// reads one column where it would read eleven, and the first rows are parsed while the server still reads the last.
import type { EventCodec } from '../../application/log/event-codec.ts';
import type { EventMetadata, RecordedEvent } from '../../application/log/event-store.ts';
import type { Cipher } from '../../application/log/keyring.ts';
import { openEvent, type StoredEvent } from '../../application/log/sealing.ts';
import type { RecordedParts } from '../../application/log/stored-row.ts';
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

/** Rows whose texts travel in one: the driver takes 2.4 µs for the row of one event, and 1 µs for its part of a row of fifty. */
export const together = 50;

/** SQL aggregate of texts, to be parted by `partTexts` with their count. */
export const textsTogether = (text: string) => `string_agg(${text}, chr(30))`;

/**
 * @param texts null for none @param count how many the server put together
 * @returns undefined where a name that somebody wrote behind the program's back holds what parts them: then row by row
 */
export function partTexts(texts: string | null, count: number): readonly string[] | undefined {
  const parts = texts === null ? [] : texts.split('\x1e');
  return parts.length === count ? parts : undefined;
}

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
export async function openEvents(texts: readonly string[], opening: Opening): Promise<RecordedEvent[]> {
  const { take, events } = eventOpener(opening);
  for (const text of texts) take(text);
  return events();
}

/**
 * Opens events while their rows still arrive: the server and this process work at the same time. Only those whose keys
 * have to be looked up wait for the end.
 */
export function eventOpener({ codec, cipher, keys }: Opening): {
  /** Takes a value of `eventText`. Never throws: a row that cannot be read makes `events` fail. */
  readonly take: (text: string) => void;
  /** @returns the events in the order of their rows, with personal fields as far as there are keys */
  readonly events: () => Promise<RecordedEvent[]>;
} {
  const opened: RecordedEvent[] = [];
  const waiting: { readonly place: number; readonly keyId: string; readonly row: SealedRow }[] = [];
  const troubles: unknown[] = [];
  const metadataOf = metadataReader();
  const open = (row: SealedRow, secret: Uint8Array | undefined): RecordedEvent => {
    const { event, erased } = openEvent(codec, cipher, row, secret);
    const { id, streamId, version, schemaVersion, metadata, at, recordedAt } = row;
    const { type, data } = event;
    return { id, streamId, version, type, schemaVersion, data, metadata, at, recordedAt, erased };
  };
  let place = 0;
  return {
    take(text) {
      try {
        const row = sealedRow(text, metadataOf);
        const keyId = row.personal ? cipher.keyIdOf(row.personal) : undefined;
        const secret = keyId === undefined ? undefined : keys.remembered(keyId);
        if (keyId === undefined || secret) opened[place] = open(row, secret);
        else waiting.push({ place, keyId, row });
        place += 1;
      } catch (error) {
        troubles.push(error);
      }
    },
    async events() {
      if (troubles.length > 0) throw troubles[0];
      if (waiting.length === 0) return opened;
      const secrets = await keys.secrets(waiting.map(({ keyId }) => keyId));
      for (const { place: at, keyId, row } of waiting) opened[at] = open(row, secrets.get(keyId));
      return opened;
    },
  };
}

type SealedRow = StoredEvent & RecordedParts;

function sealedRow(text: string, metadataOf: (text: string) => EventMetadata): SealedRow {
  const lines = wholeLines(text);
  return {
    id: BigInt(lines[0]),
    streamId: lines[5],
    version: Number(lines[1]),
    type: lines[6],
    schemaVersion: Number(lines[2]),
    data: JSON.parse(lines[7]),
    personal: lines[9] === undefined ? null : Uint8Array.fromHex(lines[9].slice(2)),
    metadata: metadataOf(lines[8]),
    at: milliseconds(lines[3].slice(2, 18)),
    recordedAt: milliseconds(lines[3].slice(18)),
  };
}

function wholeLines(text: string): EventLines {
  const lines = linesOf(text);
  if (!lines) throw new Error(`event ${text.slice(0, text.indexOf('\n'))} is not as any program wrote it`);
  return lines;
}
