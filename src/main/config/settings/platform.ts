// What the program runs on: its address, database, bus and collector of traces.
import { Type } from '@sinclair/typebox';
import { secret } from './secret.ts';

export const platformSettings = {
  host: Type.String({
    default: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` or `::` for every one of the machine.',
  }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65535,
    default: 3000,
    description: 'Port to listen on; 0 takes a free one.',
  }),
  publicUrl: Type.Optional(
    Type.String({
      shape: 'http-url',
      description:
        'Address customers reach the desk at, for links. Absent: the address the request came in on.',
    }),
  ),
  dataDir: Type.String({ default: '.data', description: 'Directory of the embedded database and its keys.' }),
  databaseUrl: Type.Optional(
    Type.String({
      ...secret,
      shape: 'postgres-url',
      description: 'PostgreSQL, as the runtime role. Absent: the embedded database.',
    }),
  ),
  migrationDatabaseUrl: Type.Optional(
    Type.String({
      ...secret,
      shape: 'postgres-url',
      description: 'PostgreSQL, as the role that owns the schema; only migrations and rebuilds use it.',
    }),
  ),
  kafkaBrokers: Type.Array(Type.String({ pattern: '^[^\\s:,]+:\\d{1,5}$' }), {
    shape: 'brokers',
    default: [],
    description:
      'Kafka brokers, `host:port`, parted by commas. Absent: a bus in memory, and all roles in one process.',
  }),
  kafkaSsl: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'off',
    description: 'Whether connections to Kafka are encrypted.',
  }),
  kafkaUsername: Type.Optional(Type.String({ description: 'User for SASL on Kafka.' })),
  kafkaPassword: Type.Optional(Type.String({ ...secret, description: 'Password of that user.' })),
  kafkaMechanism: Type.Union(
    [Type.Literal('scram-sha-512'), Type.Literal('scram-sha-256'), Type.Literal('plain')],
    {
      default: 'scram-sha-512',
      description: 'How the password is shown to Kafka. `plain` sends it as it is: only with encryption.',
    },
  ),
  kafkaPrefix: Type.String({
    pattern: '^[a-z0-9._-]*$',
    default: '',
    description: 'Put before the names of topics and groups, where several desks share a cluster.',
  }),
  kafkaReplication: Type.Integer({
    minimum: 1,
    maximum: 7,
    default: 1,
    description: 'Copies of each topic that `ledgerdesk migrate` asks for; 3 in production.',
  }),
  otlpUrl: Type.Optional(
    Type.String({
      shape: 'http-url',
      description:
        'OpenTelemetry collector that traces are sent to, over OTLP/HTTP. Absent: no traces leave.',
    }),
  ),
};
