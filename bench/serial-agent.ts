// The peer of the agent role: the same work on the same topic by a plain kafkajs consumer, one message of a partition
// at a time. Prints one line when it has joined its group, and ends on SIGTERM.
import { Kafka, logLevel } from 'kafkajs';
import { createOpenAiAgent } from '../src/adapters/openai/agent.ts';
import { connect } from '../src/adapters/postgres/connection.ts';
import { answerTicket } from '../src/application/agent/answer-ticket.ts';
import { topics } from '../src/application/bus/message-bus.ts';
import { defaultPolicy } from '../src/domain/knowledge/confidence.ts';
import { coreOn } from './desk.ts';
import type { Address } from './store.ts';

export interface SerialAgent {
  readonly address: Address;
  readonly folder: string;
  readonly brokers: readonly string[];
  readonly prefix: string;
  /** All of them at once, which is the best that it can do. */
  readonly partitions: number;
  readonly modelUrl: string;
}

const given: SerialAgent = JSON.parse(process.argv[2] ?? '{}');
const sql = connect({ ...given.address, max: 16, applicationName: 'ledgerdesk bench serial' });
const core = coreOn(sql, given.folder);
const connection = { baseURL: given.modelUrl, apiKey: 'none', timeoutMs: 30_000, maxRetries: 2 };
const ports = {
  ...core,
  agent: createOpenAiAgent(
    { ...connection, model: 'bench-1', maxOutputTokens: 1_000 },
    { ...core, random: core.ids.random },
  ),
  confidence: defaultPolicy,
  settings: { timeLimitMs: { webform: 60_000, email: 60_000, whatsapp: 60_000 }, maxToolCalls: 12 },
};
const { signal } = new AbortController();

const kafka = new Kafka({ brokers: [...given.brokers], clientId: 'bench', logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: `${given.prefix}serial` });
await consumer.connect();
await consumer.subscribe({ topics: [given.prefix + topics.incoming], fromBeginning: false });
const joined = Promise.withResolvers<void>();
consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve());
await consumer.run({
  partitionsConsumedConcurrently: given.partitions,
  eachMessage: async ({ message }) => {
    const { ticketId }: { ticketId: string } = JSON.parse(message.value?.toString() ?? '{}');
    await answerTicket(ports, ticketId, { attempt: 1, maxAttempts: 1, signal });
  },
});
await joined.promise;
const stop = async () => {
  await consumer.disconnect();
  await sql.end({ timeout: 5 });
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
console.log(JSON.stringify('running'));
