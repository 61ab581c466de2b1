// Questions to the cluster. A rare one has a connection of its own, and then nothing stays open or goes stale; who asks all
// the time keeps one.
import type { Admin } from 'kafkajs';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { type Client, openClient } from './client.ts';
import { faultOf } from './faults.ts';
import type { KafkaConnection } from './options.ts';

export type KafkaAccess = KafkaConnection & { readonly telemetry: Telemetry };

type Ask<T> = (admin: Admin) => Promise<T>;

const PATIENCE = { connectMs: 2_000, requestMs: 5_000 };
const RETRIES = 2;
/** For taking leave; the connections are cut after it in any case. */
const LEAVE_MS = 2_000;

/**
 * kafkajs stumbles over a connection that breaks while it is made ("Broker not connected", a TypeError): what nobody knows is
 * asked once more over another one, which tells what is the matter.
 * @param ask may be asked twice
 * @throws whatever kafkajs or `ask` throws, with the usual retries after a few seconds at most
 */
export async function withAdmin<T>(access: KafkaAccess, ask: Ask<T>, retries = RETRIES): Promise<T> {
  try {
    return await askOnce(access, ask, retries);
  } catch (error) {
    if (faultOf(error) !== 'other') throw error;
    return askOnce(access, ask, retries);
  }
}

async function askOnce<T>(access: KafkaAccess, ask: Ask<T>, retries: number): Promise<T> {
  const client = openClient(access, access.telemetry, { ...PATIENCE, retries });
  try {
    const admin = client.kafka.admin();
    await admin.connect();
    const answer = await ask(admin);
    await leave(admin);
    return answer;
  } finally {
    client.cut();
  }
}

export interface KeptAdmin extends AsyncDisposable {
  /** One question at a time. @throws whatever kafkajs or the question throws; the next one connects anew then */
  ask<T>(question: Ask<T>): Promise<T>;
}

/** Connects when it is first asked. */
export function keptAdmin(access: KafkaAccess): KeptAdmin {
  let open: { readonly client: Client; readonly admin: Admin } | undefined;
  return {
    async ask(question) {
      try {
        if (!open) {
          const client = openClient(access, access.telemetry, { ...PATIENCE, retries: RETRIES });
          open = { client, admin: client.kafka.admin() };
          await open.admin.connect();
        }
        return await question(open.admin);
      } catch (error) {
        open?.client.cut();
        open = undefined;
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      if (open) await leave(open.admin);
      open?.client.cut();
      open = undefined;
    },
  };
}

/** A broker that does not answer must not hold up whoever has its answer already. */
async function leave(admin: Admin): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, LEAVE_MS);
  await Promise.race([admin.disconnect().catch(() => {}), late.promise]);
  clearTimeout(timer);
}
