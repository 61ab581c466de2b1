// One question to the cluster on a connection of its own: rare, and then nothing stays open or goes stale.
import type { Admin } from 'kafkajs';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { openClient } from './client.ts';
import type { KafkaConnection } from './options.ts';

export type KafkaAccess = KafkaConnection & { readonly telemetry: Telemetry };

const PATIENCE = { connectMs: 2_000, requestMs: 5_000 };
const RETRIES = 2;

/** @throws whatever kafkajs or `ask` throws, with the usual retries after a few seconds at most */
export async function withAdmin<T>(
  access: KafkaAccess,
  ask: (admin: Admin) => Promise<T>,
  retries = RETRIES,
): Promise<T> {
  const client = openClient(access, access.telemetry, { ...PATIENCE, retries });
  try {
    const admin = client.kafka.admin();
    await admin.connect();
    const answer = await ask(admin);
    await admin.disconnect();
    return answer;
  } finally {
    client.cut();
  }
}
