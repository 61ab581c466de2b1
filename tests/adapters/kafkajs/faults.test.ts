import { expect, test } from 'bun:test';
import {
  explain,
  faultOf,
  mayRestart,
  NoAnswer,
  needsOperator,
} from '../../../src/adapters/kafkajs/faults.ts';

const error = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  Object.assign(new Error('k17 wrote this'), { name, ...more });

test('faults are known by name or by the protocol’s type, through the causes', () => {
  const auth = error('KafkaJSSASLAuthenticationError');
  expect(faultOf(error('KafkaJSNonRetriableError', { cause: auth }))).toBe('credentials');
  expect(faultOf(error('KafkaJSProtocolError', { type: 'UNKNOWN_TOPIC_OR_PARTITION' }))).toBe(
    'topic-missing',
  );
  expect(faultOf(error('KafkaJSProtocolError', { type: 'UNSUPPORTED_VERSION' }))).toBe('unsupported');
  expect(faultOf(error('KafkaJSConnectionError', { code: 'ECONNREFUSED' }))).toBe('unreachable');
  for (const code of [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])
    expect(faultOf(error('KafkaJSConnectionError', { code }))).toBe('untrusted');
  expect([faultOf(error('TypeError')), faultOf('text'), faultOf(undefined)]).toEqual([
    'other',
    'other',
    'other',
  ]);
});

test('what passes while brokers take over from each other is told as that (bug: “Kafka refused (KafkaJSProtocolError)”)', () => {
  const protocol = (type: string) => error('KafkaJSProtocolError', { type, retriable: true });
  const told = ['NOT_LEADER_FOR_PARTITION', 'NOT_COORDINATOR_FOR_GROUP', 'NOT_ENOUGH_REPLICAS'].map(protocol);
  expect(told.map(explain)).toEqual([
    'the brokers of Kafka are taking over from each other',
    'the brokers of Kafka are taking over from each other',
    'too few copies of a topic are in sync: a broker is away, or was a moment ago',
  ]);
  expect(told.map(needsOperator)).toEqual([false, false, false]);
  expect(explain(new NoAnswer('no answer in time'))).toBe('Kafka cannot be reached');
});

test('a broker that takes connections and answers nothing cannot be reached (bug: “Kafka refused (Error)”, and a consumer that met it ended its process)', () => {
  const silent = [
    new Error('Broker not connected'),
    error('KafkaJSNumberOfRetriesExceeded', { cause: error('KafkaJSError', { retriable: true }) }),
  ];
  expect(silent.map(explain)).toEqual(['Kafka cannot be reached', 'Kafka cannot be reached']);
  expect(silent.map(mayRestart)).toEqual([true, true]);
  expect(explain(error('TypeError'))).toBe('Kafka refused (TypeError)');
});

test('the explanation says what to do and nothing of a message', () => {
  expect(explain(error('KafkaJSProtocolError', { type: 'UNKNOWN_TOPIC_OR_PARTITION' }))).toContain('migrate');
  for (const name of ['KafkaJSServerDoesNotSupportApiKey', 'TypeError', 'KafkaJSConnectionError']) {
    expect(explain(error(name))).not.toContain('k17');
  }
});

test('a consumer begins again after what passes, and ends with what does not', () => {
  const passes = [
    error('KafkaJSConnectionError'),
    error('KafkaJSGroupCoordinatorNotFound', { retriable: false }),
    error('KafkaJSNumberOfRetriesExceeded', { retriable: false }),
    error('KafkaJSProtocolError', { type: 'GROUP_LOAD_IN_PROGRESS', retriable: true }),
    error('KafkaJSNonRetriableError', {
      retriable: false,
      cause: error('KafkaJSError', { retriable: true }),
    }),
  ];
  const stays = [
    error('KafkaJSSASLAuthenticationError'),
    error('KafkaJSServerDoesNotSupportApiKey'),
    error('KafkaJSProtocolError', { type: 'GROUP_AUTHORIZATION_FAILED', retriable: false }),
    error('TypeError'),
    'text',
  ];
  expect(passes.map(mayRestart)).toEqual(passes.map(() => true));
  expect(stays.map(mayRestart)).toEqual(stays.map(() => false));
  expect(stays.map(needsOperator)).toEqual([true, true, true, false, false]);
});
