// Questions to the cluster. A rare one has a connection of its own, and then nothing stays open or goes stale; who asks all
// the time keeps one.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import { type Client, openClient } from './client.ts';
import { faultOf, needsOperator } from './faults.ts';
import type { KafkaConnection } from './options.ts';

export type KafkaAccess = KafkaConnection & { readonly telemetry: Telemetry };

type Ask<T> = (admin: Admin) => Promise<T>;

const PATIENCE = { connectMs: 2_000, requestMs: 5_000 };
const RETRIES = 2;
/** For taking leave; the connections are cut after it in any case. */
const LEAVE_MS = 2_000;
/** Within this a question is asked again, so often at most. A new topic and a moved leader are known to all after about a second. */
const AGAIN = { withinMs: 6_000, asks: 12, pauseMs: 200 };

/**
 * Asks again, over another connection, where the one that was made breaks under the question, where brokers are about to take over from
 * each other, and where kafkajs stumbles: over a connection that breaks while it is made ("Broker not connected") it throws a TypeError.
 * @param ask may be asked more than once
 * @throws whatever kafkajs or `ask` throws, with the usual retries after a few seconds at most
 */
export async function withAdmin<T>(access: KafkaAccess, ask: Ask<T>, withinMs = AGAIN.withinMs): Promise<T> {
  const begun = performance.now();
  let stumbled = 0;
  for (let asked = 1; ; asked++) {
    let isConnected = false;
    try {
      return await askOnce(access, (admin) => {
        isConnected = true;
        return ask(admin);
      });
    } catch (error) {
      const fault = faultOf(error);
      const isStumble = fault === 'other' || (error instanceof Error && error.name === 'Error');
      if (isStumble) stumbled++;
      const passes =
        fault === 'moving' || (fault === 'unreachable' && isConnected) || (isStumble && stumbled < 3);
      if (!passes || asked === AGAIN.asks || performance.now() - begun > withinMs) throw error;
    }
    await sleep(AGAIN.pauseMs);
  }
}

async function askOnce<T>(access: KafkaAccess, ask: Ask<T>): Promise<T> {
  const client = openClient(access, access.telemetry, { ...PATIENCE, retries: RETRIES });
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
  /**
   * One question at a time; over another connection where the kept one has gone stale.
   * @throws whatever kafkajs or the question throws; the next one connects anew then
   */
  ask<T>(question: Ask<T>): Promise<T>;
}

/** Connects when it is first asked. */
export function keptAdmin(access: KafkaAccess): KeptAdmin {
  let open: { readonly client: Client; readonly admin: Admin } | undefined;
  const askOpen = async <T>(question: Ask<T>): Promise<T> => {
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
  };
  return {
    async ask(question) {
      const wasKept = open !== undefined;
      try {
        return await askOpen(question);
      } catch (error) {
        if (!wasKept || needsOperator(error)) throw error;
        return askOpen(question);
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
