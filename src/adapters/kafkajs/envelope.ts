// Bus messages as Kafka records and back. What cannot be read becomes a dead letter with its raw bytes.
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { originHeaders } from '../../application/bus/deliver.ts';
import { type BusMessage, type DeliveredMessage, topics } from '../../application/bus/message-bus.ts';

/** Key, headers and value together. Far below a broker's 1 MiB, so that a dead letter still fits with what it adds. */
export const largestBytes = 256 * 1024;
/** How much of an unreadable message a dead letter keeps; the rest is where the message is. */
const RAW_BYTES = 128 * 1024;
const HEADER_BYTES = 32 * 1024;
const KEY_CHARACTERS = 1_000;

/** A record as kafkajs hands it over; only what is read here. */
export type RawMessage = Pick<KafkaMessage, 'key' | 'value' | 'headers' | 'offset'>;

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Why a message cannot be read. */
export type Malformed = 'too-large' | 'no-key' | 'bad-headers' | 'unknown-version' | 'bad-json';

export function encode({ key, headers, value }: BusMessage): Message & { readonly bytes: number } {
  const text = JSON.stringify(value);
  const bytes = sizeOf(key) + sizeOf(text) + headerBytes(headers);
  return { key, value: text, headers: { ...headers }, bytes };
}

/** @returns the message, or why it is none */
export function decode({ topic, partition }: Place, raw: RawMessage): DeliveredMessage | Malformed {
  if (rawBytes(raw) > largestBytes) return 'too-large';
  const key = textOf(raw.key);
  if (!key) return 'no-key';
  const headers = headersOf(raw.headers);
  if (!headers?.['ce_id']) return 'bad-headers';
  const { ce_specversion: version = '1.0', 'content-type': contentType = 'application/json' } = headers;
  if (!/^1\.\d+$/.test(version) || !/^application\/json\b/.test(contentType)) return 'unknown-version';
  const value = objectOf(textOf(raw.value));
  if (!value) return 'bad-json';
  return { topic, partition, offset: raw.offset, attempt: 1, key, headers, value };
}

/** Where a raw message is worked on: in the lane of its key, as far as it has one. */
export function laneOf(raw: RawMessage): string {
  return raw.key?.toString('utf8') ?? '';
}

/** Dead letter of a message that cannot be read: its bytes as base64, cut where they are many. */
export function malformedLetter(place: Place, raw: RawMessage, why: Malformed, group: string): BusMessage {
  const bytes = raw.value ?? Buffer.alloc(0);
  const headers = headersOf(raw.headers) ?? {};
  return {
    topic: topics.deadLetters,
    // A letter without a key could itself not be read.
    key: laneOf(raw).slice(0, KEY_CHARACTERS) || 'unknown',
    headers: {
      ...(headerBytes(headers) <= HEADER_BYTES ? headers : {}),
      // Its own may be what is wrong with it; the letter itself is one we can read again.
      ce_id: `${place.topic}/${place.partition}/${raw.offset}`,
      ce_specversion: '1.0',
      'content-type': 'application/json',
      ...originHeaders({ ...place, offset: raw.offset }, group),
      'dlq-attempts': '0',
      'dlq-error': `MalformedMessage ${why}`,
    },
    value: {
      encoding: 'base64',
      raw: bytes.subarray(0, RAW_BYTES).toString('base64'),
      bytes: bytes.length,
      cut: bytes.length > RAW_BYTES,
    },
  };
}

export function rawBytes({ key, value, headers }: RawMessage): number {
  const own = Object.entries(headers ?? {}).reduce(
    (sum, [name, text]) => sum + name.length + [text ?? ''].flat().reduce((n, part) => n + part.length, 0),
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + own;
}

function headersOf(headers: IHeaders | undefined): Record<string, string> | undefined {
  const read: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers ?? {})) {
    const text = textOf([given ?? ''].flat()[0] ?? '');
    if (text === undefined) return undefined;
    read[name] = text;
  }
  return read;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @returns undefined when it is nothing or no UTF-8 */
function textOf(bytes: Buffer | string | null): string | undefined {
  if (bytes === null || typeof bytes === 'string') return bytes ?? undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function objectOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function headerBytes(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers).reduce((sum, [name, text]) => sum + sizeOf(name) + sizeOf(text), 0);
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}
