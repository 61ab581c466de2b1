import { describe, expect, test } from 'bun:test';
import {
  decode,
  encode,
  laneOf,
  largestBytes,
  type Malformed,
  malformedLetter,
  type RawMessage,
} from '../../../src/adapters/kafkajs/envelope.ts';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { message } from '../../infra/kafka.ts';

const place = { topic: topics.incoming, partition: 3 };
const good: RawMessage = {
  key: Buffer.from('customer'),
  value: Buffer.from('{"n":1}'),
  headers: { ce_id: Buffer.from('1/x'), traceparent: Buffer.from('00-a-b-01') },
  offset: '42',
};

describe('the envelope', () => {
  test('reads back what it wrote, trace context included', () => {
    const sent = message(topics.incoming, 'customer', 7);
    const { key, value, headers } = encode(sent);
    const raw = { key: Buffer.from(String(key)), value: Buffer.from(String(value)), headers: headers ?? {} };
    const read = decode(place, { ...raw, offset: '1' });
    expect(read).toEqual({ ...sent, attempt: 1, partition: 3, offset: '1' });
    expect(decode(place, good)).toMatchObject({ headers: { traceparent: '00-a-b-01' }, offset: '42' });
  });

  const bad: readonly [string, Partial<RawMessage>, Malformed][] = [
    ['broken JSON', { value: Buffer.from('{"n":') }, 'bad-json'],
    ['JSON that is no object', { value: Buffer.from('[1]') }, 'bad-json'],
    ['a value that is no UTF-8', { value: Buffer.from([0xff, 0xfe]) }, 'bad-json'],
    ['a tombstone', { value: null }, 'bad-json'],
    ['no key', { key: null }, 'no-key'],
    ['an empty key', { key: Buffer.alloc(0) }, 'no-key'],
    ['a key that is no UTF-8', { key: Buffer.from([0xc0]) }, 'no-key'],
    ['no headers', { headers: {} }, 'bad-headers'],
    ['a header that is no UTF-8', { headers: { ce_id: Buffer.from([0xff]) } }, 'bad-headers'],
    ['a later CloudEvents', { headers: { ce_id: '1', ce_specversion: '2.0' } }, 'unknown-version'],
    ['another format', { headers: { ce_id: '1', 'content-type': 'application/avro' } }, 'unknown-version'],
    ['too many bytes', { value: Buffer.alloc(largestBytes) }, 'too-large'],
  ];
  for (const [name, difference, why] of bad) {
    test(`${name} is called ${why}, and its dead letter can be read`, () => {
      const raw = { ...good, ...difference };
      expect(decode(place, raw)).toBe(why);
      const letter = malformedLetter(place, raw, why, 'agent');
      expect(letter.key).not.toBe('');
      expect(letter.headers).toMatchObject({
        'dlq-topic': topics.incoming,
        'dlq-partition': '3',
        'dlq-offset': '42',
        'dlq-group': 'agent',
        'dlq-error': `MalformedMessage ${why}`,
      });
      expect(encode(letter).bytes).toBeLessThan(largestBytes);
      const bytes = raw.value ?? Buffer.alloc(0);
      expect(letter.value['bytes']).toBe(bytes.length);
      const kept = Buffer.from(String(letter.value['raw']), 'base64');
      expect(kept.equals(bytes.subarray(0, kept.length))).toBe(true);
      expect(letter.value['cut']).toBe(kept.length < bytes.length);
    });
  }

  test('the dead letter of a monstrous key and headers still fits', () => {
    const raw = { ...good, key: Buffer.alloc(300_000, 'k'), headers: { ce_id: 'x'.repeat(300_000) } };
    expect(decode(place, raw)).toBe('too-large');
    expect(encode(malformedLetter(place, raw, 'too-large', 'agent')).bytes).toBeLessThan(largestBytes);
  });

  test('a message without a key has a lane all the same', () => {
    expect(laneOf({ ...good, key: null })).toBe('');
    expect(laneOf(good)).toBe('customer');
  });
});
