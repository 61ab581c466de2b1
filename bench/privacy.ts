// Exporting and erasing a customer with 1,000 messages, erasing 1,000 customers, and verifying the ledger after that.
import { verifyLedger } from '../src/application/audit/verify.ts';
import type { StreamAppend } from '../src/application/log/event-store.ts';
import { erasePerson } from '../src/application/privacy/erase.ts';
import { exportPerson } from '../src/application/privacy/export.ts';
import { personHtml } from '../src/application/privacy/export-html.ts';
import { type DomainEvent, isRejection } from '../src/domain/event/define.ts';
import { ticketReference } from '../src/domain/ticket/open.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { median, whole } from './figures.ts';

const ticketsEach = 20;
const words = 'The label printer prints blank pages since the last update, and turning it off did not help. ';

export const privacy: Benchmark = {
  summary: 'exporting and erasing a customer with 1,000 messages, and verifying after 1,000 erasures',
  async run(store, quick) {
    const rounds = quick ? 1 : 5;
    const perTicket = quick ? 2 : 50;
    const many = quick ? 5 : 1_000;
    const core = coreOn(store.pool(8), store.folder);
    const big: string[] = [];
    for (let round = 0; round < rounds; round++) big.push(await somebody(core, ticketsEach, perTicket));
    const small: string[] = [];
    for (let n = 0; n < many; n++) small.push(await somebody(core, 1, 2));
    await sequence(core);
    const before = await verified(core);

    const exports: number[] = [];
    const pages: number[] = [];
    let bytes = 0;
    const erasures: number[] = [];
    for (const customerId of big) {
      const started = performance.now();
      const person = await exportPerson(core, customerId);
      if (!person) throw new Error('nobody to export');
      const text = JSON.stringify(person);
      exports.push(performance.now() - started);
      bytes = text.length;
      pages.push(await timed(async () => void personHtml(person)));
    }
    for (const customerId of big) erasures.push(await timed(() => erase(core, customerId)));
    const each: number[] = [];
    for (const customerId of small) each.push(await timed(() => erase(core, customerId)));
    await sequence(core);
    const after = await verified(core);
    const messages = ticketsEach * perTicket;
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    return {
      title: `privacy: ${rounds} customers with ${whole(messages)} messages on ${ticketsEach} tickets, ${whole(many)} with 2`,
      store: store.description,
      header: ['', 'median', 'slowest'],
      rows: [
        [`export as JSON, ${whole(bytes / 1024)} KiB`, ms(median(exports)), ms(Math.max(...exports))],
        ['the same as a page, from the JSON', ms(median(pages)), ms(Math.max(...pages))],
        [`erasing one with ${whole(messages)} messages`, ms(median(erasures)), ms(Math.max(...erasures))],
        ['erasing one with 2 messages', ms(median(each)), ms(Math.max(...each))],
        [`verifying ${whole(before.entries)} events before`, ms(before.ms), ''],
        [`verifying ${whole(after.entries)} events after ${whole(many + rounds)} erasures`, ms(after.ms), ''],
      ],
      targets: [],
      notes: ['The ledger verified before and after; a run in which it does not ends with an error.'],
    };
  },
};

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function erase(core: Core, customerId: string): Promise<void> {
  const done = await erasePerson(core, customerId, { basis: 'request', staffId: 'bench' });
  if (isRejection(done)) throw new Error(done.detail);
}

async function verified(core: Core): Promise<{ readonly entries: number; readonly ms: number }> {
  const { ok, entries, durationMs } = await verifyLedger(core);
  if (!ok) throw new Error('the ledger does not verify');
  return { entries, ms: durationMs };
}

async function sequence({ leases, ledger }: Core): Promise<void> {
  const lease = await leases.acquire('relay', 'bench', 600_000);
  if (!lease) throw new Error('another relay holds the lease');
  while ((await ledger.sequence(lease, 2_000)) > 0);
  await leases.release(lease);
}

/** @returns the id of a customer with an address and so many tickets and messages */
async function somebody(core: Core, tickets: number, perTicket: number): Promise<string> {
  const { ids, clock, events } = core;
  const customerId = ids.next();
  const metadata = { correlationId: ids.next(), actor: { kind: 'customer', id: customerId } } as const;
  const source = { customerId, kind: 'email', value: `${customerId}@example.org` };
  const linked = { ...source, evidence: 'attested', because: 'first message of this customer' };
  const known = [
    { type: 'CustomerRegistered', data: { customerId } },
    { type: 'IdentifierLinked', data: linked },
  ];
  const streams: StreamAppend[] = [
    { streamId: `customer-${customerId}`, expectedVersion: 0, customerId, events: known },
  ];
  for (let n = 0; n < tickets; n++) {
    const ticketId = ids.next();
    const written: DomainEvent[] = [opened(core, ticketId, customerId)];
    for (let m = 0; m < perTicket; m++) written.push(message(core, customerId));
    streams.push({ streamId: `ticket-${ticketId}`, expectedVersion: 0, customerId, events: written });
  }
  await events.append({ streams, metadata, at: clock.now() });
  return customerId;
}

function opened({ ids }: Core, ticketId: string, customerId: string) {
  const reference = ticketReference(ids.random(8));
  const about = { channel: 'email', category: 'technical', priority: 'normal', subject: words.slice(0, 40) };
  return { type: 'TicketOpened', data: { ticketId, reference, customerId, ...about } };
}

function message({ ids }: Core, customerId: string) {
  const messageId = ids.next();
  return {
    type: 'CustomerMessageReceived',
    data: {
      messageId,
      customerId,
      channel: 'email',
      providerMessageId: messageId,
      evidence: 'attested',
      handling: 'agent',
      senderName: 'Ada Marsh',
      text: words.repeat(5),
      replyTo: `${customerId}@example.org`,
      thread: { messageId: `<${messageId}@example.org>` },
    },
  };
}
