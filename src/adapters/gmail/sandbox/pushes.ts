// The stand-in's Pub/Sub: signed pushes to the desk, again until they are acknowledged, and the mischief tests ask for.
import { randomUUID } from 'node:crypto';
import type { PushSigner } from './tokens.ts';

export interface PushRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Pushes extends AsyncDisposable {
  /** From now on to this address; it may be known later than the stand-in. */
  to(url: string): void;
  /** A signed request, as it would be sent. */
  request(address: string, historyId: bigint): Promise<PushRequest>;
  notify(address: string, historyId: bigint): void;
  /** The next so many are never sent. */
  drop(times: number): void;
  /** The next so many are sent twice. */
  duplicate(times: number): void;
  /** Keeps all back until they are released. */
  hold(): void;
  release(order: 'in-order' | 'reversed'): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  /** Status of the latest answers; 0 for none. */
  readonly answers: readonly number[];
}

export interface PushesOptions {
  readonly signer: PushSigner;
  readonly audience: string;
  readonly serviceAccount: string;
  readonly subscription: string;
  readonly now: () => number;
}

const acknowledged = new Set([102, 200, 201, 202, 204]);
const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 100;
const MOST_ATTEMPTS = 8;
/** In one process with the desk, more would take the connections that it answers with. */
const AT_ONCE = 16;
const MOST_ANSWERS = 10_000;

export function sandboxPushes(options: PushesOptions): Pushes {
  const sender = sending(options);
  let held: (() => void)[] | undefined;
  let drops = 0;
  let duplicates = 0;
  return {
    answers: sender.answers,
    request: (address, historyId) => signedRequest(options, address, historyId),
    to: sender.to,
    notify(address, historyId) {
      if (drops > 0) {
        drops--;
        return;
      }
      const times = duplicates > 0 ? 2 : 1;
      if (times === 2) duplicates--;
      for (let i = 0; i < times; i++) {
        if (held) held.push(() => sender.start(address, historyId));
        else sender.start(address, historyId);
      }
    },
    drop: (times) => {
      drops += times;
    },
    duplicate: (times) => {
      duplicates += times;
    },
    hold: () => {
      held ??= [];
    },
    release(order) {
      const kept = held ?? [];
      held = undefined;
      for (const go of order === 'reversed' ? kept.reverse() : kept) go();
    },
    idle: sender.idle,
    [Symbol.asyncDispose]: sender.stop,
  };
}

async function signedRequest(
  { signer, audience, serviceAccount, subscription, now }: PushesOptions,
  address: string,
  historyId: bigint,
): Promise<PushRequest> {
  const data = Buffer.from(`{"emailAddress":${JSON.stringify(address)},"historyId":${historyId}}`);
  const [messageId, publishTime] = [randomUUID(), new Date(now()).toISOString()];
  const names = { messageId, message_id: messageId, publishTime, publish_time: publishTime };
  const token = await signer.sign({ audience, email: serviceAccount, at: now() });
  return {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ message: { data: data.toString('base64'), ...names }, subscription }),
  };
}

/** Sends each until it is acknowledged, at most so many at once. */
function sending(options: PushesOptions) {
  const stopped = new AbortController();
  const inTurn = turns(AT_ONCE);
  const underWay = new Set<Promise<void>>();
  const answers: number[] = [];
  let target: string | undefined;

  const post = async (url: string, { headers, body }: PushRequest): Promise<boolean> => {
    if (stopped.signal.aborted) return false;
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => undefined);
    answers.push(response?.status ?? 0);
    if (answers.length > MOST_ANSWERS) answers.splice(0, MOST_ANSWERS / 2);
    return response !== undefined && acknowledged.has(response.status);
  };
  const deliver = async (address: string, historyId: bigint): Promise<void> => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS && !stopped.signal.aborted; attempt++) {
      const url = target;
      if (url === undefined) return;
      if (await inTurn(async () => post(url, await signedRequest(options, address, historyId)))) return;
      await pause(FIRST_RETRY_MS * 2 ** attempt, stopped.signal);
    }
  };
  return {
    answers,
    to(url: string) {
      target = url;
    },
    start(address: string, historyId: bigint) {
      const delivery = deliver(address, historyId).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopped.abort();
      await Promise.all(underWay);
    },
  };
}

/** Runs work as it comes, at most so much at once. */
function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
