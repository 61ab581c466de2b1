// The program is killed in the middle of its work, again and again; nothing it acknowledged is lost or done twice.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { Submission } from '../../src/application/ticket/submission.ts';
import {
  audit,
  covered,
  eventsOf,
  legal,
  post,
  type Receipt,
  status,
  submission,
  uncovered,
  verify,
} from './customer.ts';
import { ledgerdesk, type RunningDesk, startDesk, temporaryFolder, until } from './desk.ts';

setDefaultTimeout(180_000);
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const SUBMISSIONS = 150;
const KILLS = 3;
const CUSTOMERS = 12;
/** Set LEDGERDESK_TEST_SEED to repeat a run. */
const seed = Number(process.env['LEDGERDESK_TEST_SEED'] ?? Date.now() % 1_000_000);

/** mulberry32: small, and the same for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(`killed ${KILLS} times under load, it answers or escalates everything it took exactly once`, async () => {
  console.log(`crash test: LEDGERDESK_TEST_SEED=${seed}`);
  const random = randomFrom(seed);
  const kinds = [covered, uncovered, legal];
  const queue: Submission[] = Array.from({ length: SUBMISSIONS }, (_, i) =>
    submission({ message: `${kinds[i % 3]} (${i})`, email: `customer${i % 40}@example.org` }),
  );
  const acknowledged = new Map<string, Receipt>();
  let retried = 0;
  const start = () => startDesk({ folder: folder.sub('data'), env: { LEDGERDESK_LOG_LEVEL: 'warn' } });
  let desk: RunningDesk = await start();

  /** A customer whose browser tries again, with the same id, until there is a receipt. */
  const customer = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const body = next;
      const receipt = await until('the submission is taken', async () => {
        try {
          const response = await post(`${desk.url}/support/submit`, body);
          if (response.status === 201) return (await response.json()) as Receipt;
          expect(response.status).toBe(503);
        } catch (error) {
          if (!isConnectionLost(error)) throw error;
        }
        retried++;
        return undefined;
      });
      acknowledged.set(body.submissionId, receipt);
      // Now and then a customer who did not see the receipt sends again what was taken already.
      if (random() < 0.1) queue.push(body);
    }
  };

  const load = Promise.all(Array.from({ length: CUSTOMERS }, customer));
  for (let kill = 1; kill <= KILLS; kill++) {
    const moment = Math.floor(((kill - 0.5 + (random() - 0.5) * 0.8) * SUBMISSIONS) / KILLS);
    await until(`submission ${moment}`, () => acknowledged.size >= moment);
    const { killed } = await desk.end('SIGKILL');
    expect(killed).toBe(true);
    desk = await start();
  }
  await load;

  await using last = desk;
  expect(acknowledged.size).toBe(SUBMISSIONS);
  expect(retried).toBeGreaterThan(0);
  const receipts = [...acknowledged.values()];
  expect(new Set(receipts.map((r) => r.reference)).size).toBe(SUBMISSIONS);
  const { tickets } = await audit<{ tickets: unknown[] }>(last, 'tickets?limit=500');
  expect(tickets).toHaveLength(SUBMISSIONS);

  for (const receipt of receipts) {
    await until(`${receipt.reference} has an outcome, and the customer has it`, async () => {
      const { messages } = await status(last, receipt);
      return messages.every((m) => m.state !== 'unanswered') && messages.length > 1;
    });
    const events = await eventsOf(last, receipt.reference);
    const count = (type: string, kind?: string) =>
      events.filter((e) => e.type === type && (kind === undefined || e.data['kind'] === kind)).length;
    expect(count('TicketOpened')).toBe(1);
    expect(count('CustomerMessageReceived')).toBe(1);
    expect(count('ReplyComposed', 'answer') + count('TicketEscalated')).toBe(1);
    expect(count('ReplyComposed')).toBe(1);
    expect(count('ReplySent')).toBe(1);
  }
  expect(await verify(last)).toMatchObject({ ok: true, findings: [] });
  const unanswered = /^ledgerdesk_oldest_unanswered_seconds 0$/m;
  await until('nothing is unanswered', async () =>
    unanswered.test(await (await fetch(`${last.url}/metrics`)).text()),
  );
  await last.end('SIGINT');
  const offline = await ledgerdesk(['audit', 'verify'], { folder: folder.sub('data') });
  expect(offline).toMatchObject({ code: 0 });
});

function isConnectionLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ConnectionRefused', 'ConnectionClosed', 'ECONNRESET', 'ECONNREFUSED'].includes(String(code));
}
