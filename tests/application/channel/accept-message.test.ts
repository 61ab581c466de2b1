// Messages of customers from mail and WhatsApp: claimed once, recognised, routed and stored, whatever they are.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import {
  type AcceptMessagePorts,
  acceptingMessages,
} from '../../../src/application/channel/accept-message.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { id, metadata, noon } from '../../infra/sample.ts';
import { digest, inMemory, memoryWorld, onDatabases, type World } from '../../infra/worlds.ts';

const clock = manualClock(noon);

function deskOn(world: Pick<World, 'events' | 'tickets' | 'customers' | 'threads' | 'files' | 'whatsapp'>) {
  const telemetry = memoryTelemetry();
  const ports: AcceptMessagePorts = {
    ...world,
    clock,
    ids: systemIds,
    telemetry,
    sha256: sha256Hex,
    digest,
    ownMessageId: (messageId) => {
      const replyId = /^<ld\.([0-9a-f-]{36})@desk\.example>$/.exec(messageId)?.[1];
      return replyId === undefined ? undefined : { replyId };
    },
    joins: (text, ticketId) => text.includes(`code of ${ticketId}`),
  };
  const accept = acceptingMessages(ports);
  const typesOf = async (ticketId: string) => (await loadTicket(world, ticketId)).events.map((e) => e.type);
  const change = (ticketId: string, command: TicketCommand) =>
    changeTicket({ ...world, clock }, ticketId, metadata, (state) => decide(command, state));
  return { ...world, ports, telemetry, accept, typesOf, change };
}
const desk = () => deskOn(memoryWorld(memoryLog(), clock));

const bytes = (text: string) => new TextEncoder().encode(text);

function mail(from: string, over: Partial<InboundMessage> = {}): InboundMessage {
  return {
    channel: 'email',
    providerMessageId: `gmail:${id()}`,
    account: 'help@desk.example',
    replyTo: from,
    seen: [{ identifier: { kind: 'email', value: from }, evidence: 'attested', primary: true }],
    senderName: 'Ada Marsh',
    text: `My label printer prints blank pages, ${id()}.`,
    subject: 'Blank labels',
    sentAt: noon,
    attachments: [],
    original: bytes('From: …'),
    ...over,
  };
}
function chat(phone: string, text: string, over: Partial<InboundMessage> = {}): InboundMessage {
  const { subject: _, ...rest } = mail(`whatsapp:${phone}`);
  const seen = [
    { identifier: { kind: 'phone' as const, value: phone }, evidence: 'attested' as const, primary: true },
  ];
  return { ...rest, channel: 'whatsapp', providerMessageId: `SM${id()}`, seen, text, ...over };
}
const address = () => `ada.${id()}@example.org`;
const automatic = { reason: 'automatic', because: 'Auto-Submitted: auto-replied' } as const;

/** The same on every store: what is accepted is stored once, with everything it leads to. */
function contract(it: (name: string, body: (world: World) => Promise<void>) => void): void {
  it('a mail opens a ticket, and the same mail again changes nothing', async (world) => {
    const { accept, typesOf, files } = deskOn(world);
    const one = mail(address(), {
      attachments: [
        { fileName: 'label.png', mediaType: 'image/png', content: Uint8Array.fromHex('89504e470d0a1a0a') },
        { fileName: 'label.pdf', mediaType: 'application/pdf', content: bytes('<html><script>') },
      ],
    });
    const first = await accept(one);
    expect(first.repeated).toBe(false);
    expect(await accept(one)).toEqual({ ...first, repeated: true });
    expect(await typesOf(first.ticketId)).toEqual(['TicketOpened', 'CustomerMessageReceived']);
    const [, received] = (await loadTicket(world, first.ticketId)).events;
    if (received?.type !== 'CustomerMessageReceived') throw new Error('no message');
    expect(received.data).toMatchObject({
      messageId: first.messageId,
      evidence: 'attested',
      handling: 'agent',
      sentAt: noon,
      account: 'help@desk.example',
      routedBy: 'no-match',
    });
    // What a file calls itself is kept as said; where its bytes say otherwise, that too.
    expect(received.data.attachments).toEqual([
      { fileName: 'label.png', mediaType: 'image/png', bytes: 8 },
      { fileName: 'label.pdf', mediaType: 'application/pdf', actualType: 'text/html', bytes: 14 },
    ]);
    const kept = await files.read(received.data.original?.fileId ?? '');
    expect(Buffer.from(kept?.content ?? []).toString()).toBe('From: …');
    expect(received.data.original?.sha256).toBe(sha256Hex(one.original));
  });

  it('a mail to two of our mailboxes is answered once, proven or not', async (world) => {
    const { accept, typesOf } = deskOn(world);
    for (const evidence of ['attested', 'claimed'] as const) {
      const from = address();
      const seen = [{ identifier: { kind: 'email' as const, value: from }, evidence, primary: true }];
      const thread = { messageId: `<${id()}@mail.example>` };
      const one = mail(from, { seen, thread });
      const { ticketId } = await accept(one);
      const other = { ...one, providerMessageId: `gmail:${id()}`, account: 'sales@desk.example' };
      expect((await accept(other)).ticketId).toBe(ticketId);
      expect((await typesOf(ticketId)).slice(2)).toEqual(['CustomerMessageReceived', 'MessageSuppressed']);
      // A program that uses an id twice loses nothing, and nobody else's copy is taken for it.
      const said = { ...other, providerMessageId: `gmail:${id()}`, text: `Something else, ${id()}.` };
      const again = await accept(said);
      expect((await typesOf(again.ticketId)).at(-1)).toBe('CustomerMessageReceived');
      const stranger = mail(address(), { thread, text: one.text });
      expect(await typesOf((await accept(stranger)).ticketId)).toEqual([
        'TicketOpened',
        'CustomerMessageReceived',
      ]);
    }
  });

  it('a mail that two of our mailboxes are read for at once is answered once (bug: two tickets)', async (world) => {
    const { accept, typesOf } = deskOn(world);
    const from = address();
    const identifier = { kind: 'email' as const, value: from };
    // Somebody we know, by an address that this mail does not prove: nothing is appended to the customer's own stream.
    const seen = [{ identifier, evidence: 'claimed' as const, primary: true }];
    const known = await accept(mail(from, { seen, suppression: automatic }));
    const one = mail(from, { seen, thread: { messageId: `<${id()}@mail.example>` } });
    const other = { ...one, providerMessageId: `gmail:${id()}`, account: 'sales@desk.example' };
    const [first, second] = await Promise.all([accept(one), accept(other)]);
    expect(second.ticketId).toBe(first.ticketId);
    expect(first.ticketId).not.toBe(known.ticketId);
    expect(await typesOf(first.ticketId)).toEqual([
      'TicketOpened',
      'CustomerMessageReceived',
      'CustomerMessageReceived',
      'MessageSuppressed',
    ]);
  });

  it('bulk mail whose list has another id in every mail goes by its sender, or the sender’s domain (bug: a customer and a ticket for each)', async (world) => {
    const us = deskOn(world);
    const domain = `${id()}.example`;
    const issue = (n: number, from: string) =>
      mail(from, {
        suppression: automatic,
        thread: { messageId: `<${n}@${domain}>`, list: `id campaign-${n}.${domain}` },
        text: `Issue ${n}`,
      });
    const news = `news@${domain}`;
    const places = [];
    for (const one of [issue(1, news), issue(2, news), issue(3, `bounce-3=ada@${domain}`)])
      places.push(await us.accept(one));
    expect(new Set(places.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(await us.customers.findIdentifiers([{ kind: 'email', value: news }])).toEqual([]);
    // Where strangers have their mailboxes the domain says nothing.
    const [one, two] = ['ada', 'ben'].map((who, n) => issue(4 + n, `${who}.${id()}@gmail.com`));
    if (!one || !two) throw new Error('there are two');
    expect((await us.accept(two)).ticketId).not.toBe((await us.accept(one)).ticketId);
  });

  it('mistake 7: two deliveries at once are one message', async (world) => {
    const { accept, typesOf } = deskOn(world);
    const one = mail(address());
    const both = await Promise.all([accept(one), accept(one), accept(one)]);
    expect(new Set(both.map((each) => each.ticketId)).size).toBe(1);
    expect(both.filter((each) => !each.repeated)).toHaveLength(1);
    expect(await typesOf(both[0]?.ticketId ?? '')).toEqual(['TicketOpened', 'CustomerMessageReceived']);
  });

  it('different mails of one new customer at once make one customer', async (world) => {
    const { accept } = deskOn(world);
    const from = address();
    const all = await Promise.all(['One', 'Two', 'Three'].map((subject) => accept(mail(from, { subject }))));
    const owners = await Promise.all(
      all.map(async ({ ticketId }) => (await world.tickets.byId(ticketId))?.customerId),
    );
    expect(new Set(owners).size).toBe(1);
  });

  it('a customer goes from the form to mail to WhatsApp and back to mail in one ticket', async (world) => {
    const { accept, ports, change } = deskOn(world);
    const from = address();
    const phone = `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    const submitted = await acceptSubmission(ports, {
      name: 'Ada Marsh',
      email: from,
      subject: 'Blank labels',
      category: 'technical',
      priority: 'normal',
      message: 'My label printer prints blank pages.',
      submissionId: id(),
    });
    const byMail = await accept(mail(from, { subject: `Re: Blank labels [${submitted.reference}]` }));
    expect(byMail.ticketId).toBe(submitted.ticketId);
    const byPhone = await accept(chat(phone, `${submitted.reference} code of ${submitted.ticketId}`));
    expect(byPhone.ticketId).toBe(submitted.ticketId);
    expect((await accept(chat(phone, 'Still blank!'))).ticketId).toBe(submitted.ticketId);
    const replyId = id();
    const { ticket } = await loadTicket(world, submitted.ticketId);
    await change(submitted.ticketId, {
      command: 'ComposeReply',
      replyId,
      runId: id(),
      answers: ticket?.messages.map((m) => m.messageId) ?? [],
      text: 'Turn the roll over.',
      citations: [{ chunkId: 'c', articleId: 'a', slug: 's', title: 'T', heading: 'H' }],
      agent: 'scripted',
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    });
    const back = await accept(
      mail(from, {
        subject: 'Something else entirely',
        thread: { inReplyTo: `<ld.${replyId}@desk.example>` },
      }),
    );
    expect(back.ticketId).toBe(submitted.ticketId);
    expect((await world.tickets.byId(submitted.ticketId))?.channel).toBe('email');
  });
}
inMemory('accepting messages', contract);
onDatabases('accepting messages', contract);

describe('routing', () => {
  test('an answer in the thread goes to its ticket, a mail about something else opens one that is linked', async () => {
    const { accept, events } = desk();
    const from = address();
    const first = await accept(mail(from, { thread: { messageId: '<1@example.org>' } }));
    const reply = await accept(
      mail(from, { subject: 'AW: Blank labels', thread: { inReplyTo: '<1@example.org>' } }),
    );
    expect(reply.ticketId).toBe(first.ticketId);
    const other = await accept(mail(from, { subject: 'An invoice' }));
    expect(other.ticketId).not.toBe(first.ticketId);
    const [opened] = await events.readStream(`ticket-${other.ticketId}`);
    expect(opened?.data).toMatchObject({ linkedTo: first.ticketId, subject: 'An invoice' });
  });

  test('mistake 8: replies of different people to one newsletter do not share a ticket', async () => {
    const { accept } = desk();
    const thread = { inReplyTo: '<newsletter@desk.example>' };
    const [a, b] = [await accept(mail(address(), { thread })), await accept(mail(address(), { thread }))];
    expect(a.ticketId).not.toBe(b.ticketId);
  });

  test('mistake 9: a typed address reaches nobody else’s conversation', async () => {
    const { accept, customers } = desk();
    const victim = address();
    const theirs = await accept(mail(victim));
    const seen = [
      { identifier: { kind: 'email' as const, value: victim }, evidence: 'claimed' as const, primary: true },
    ];
    const forged = await accept(mail(victim, { seen, subject: '' }));
    expect(forged.ticketId).not.toBe(theirs.ticketId);
    expect(await customers.findIdentifiers([{ kind: 'email', value: victim }])).toHaveLength(1);
  });

  test('a code that is wrong joins nothing', async () => {
    const { accept } = desk();
    const theirs = await accept(mail(address()));
    const guess = await accept(chat('+4915112345678', `${theirs.reference} code of ${id()}`));
    expect(guess.ticketId).not.toBe(theirs.ticketId);
  });

  test('who joins by code gets no history: what they typed proves nothing', async () => {
    const { accept, events } = desk();
    const theirs = await accept(mail(address()));
    await accept(chat('+4915112345679', `${theirs.reference} code of ${theirs.ticketId}`));
    const joined = (await events.readStream(`ticket-${theirs.ticketId}`)).at(-1);
    expect(joined?.data).toMatchObject({ evidence: 'claimed', routedBy: 'status-page' });
  });

  test('messages that overtake each other are answered in the order they were sent', async () => {
    const { accept, ports } = desk();
    const phone = '+4915112345680';
    const second = await accept(chat(phone, 'prints blank', { sentAt: noon + 2_000 }));
    const first = await accept(chat(phone, 'my printer', { sentAt: noon + 1_000 }));
    const { ticket } = await loadTicket(ports, second.ticketId);
    expect(ticket?.messages.map((m) => m.sentAt)).toEqual([noon + 2_000, noon + 1_000]);
    const { situationOf } = await import('../../../src/application/agent/situation.ts');
    const situation = situationOf(await loadTicket(ports, first.ticketId));
    expect(situation?.pending.map((m) => m.text)).toEqual(['my printer', 'prints blank']);
  });
});

describe('what nobody answers', () => {
  test('an automatic mail is filed with its reason and opens nothing for anybody', async () => {
    const { accept, typesOf, tickets, telemetry } = desk();
    const one = await accept(mail(address(), { suppression: automatic }));
    expect(await typesOf(one.ticketId)).toEqual([
      'TicketOpened',
      'CustomerMessageReceived',
      'MessageSuppressed',
      'TicketClosed',
    ]);
    expect((await tickets.byId(one.ticketId))?.status).toBe('closed');
    expect(telemetry.counted('messages_suppressed', { channel: 'email', reason: 'automatic' })).toBe(1);
  });

  test('a mailing list does not fill the desk: its sender has one closed ticket a day (bug: one for every mail)', async () => {
    const us = desk();
    const from = address();
    const places = [];
    for (let n = 1; n <= 5; n++)
      places.push(await us.accept(mail(from, { suppression: automatic, subject: `Issue ${n}` })));
    const [first] = places;
    expect(new Set(places.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(new Set(places.map(({ messageId }) => messageId)).size).toBe(5);
    const { events } = await loadTicket(us, first?.ticketId ?? '');
    const filed = ['CustomerMessageReceived', 'MessageSuppressed'] as const;
    expect(events.map(({ type }) => type)).toEqual([
      'TicketOpened',
      ...filed,
      'TicketClosed',
      ...places.slice(1).flatMap(() => filed),
    ]);
    const routes = events.flatMap((e) => (e.type === 'CustomerMessageReceived' ? [e.data.routedBy] : []));
    expect(routes).toEqual(['no-match', ...places.slice(1).map(() => 'suppressed-before')]);
    expect(us.telemetry.counted('messages_suppressed', { channel: 'email', reason: 'automatic' })).toBe(5);
    const other = await us.accept(mail(address(), { suppression: automatic }));
    expect(other.ticketId).not.toBe(first?.ticketId ?? '');
  });

  test('a mailing list with another sender in every mail makes one customer and one ticket a day (bug: one of each for every mail)', async () => {
    const us = desk();
    const post = (n: number) => {
      const inReplyTo = n === 1 ? {} : { inReplyTo: `<${n - 1}.${list}>`, references: [`<1.${list}>`] };
      const thread = { messageId: `<${n}.${list}>`, list: `id ${list}`, ...inReplyTo };
      return mail(address(), { suppression: automatic, thread, text: `Post ${n}` });
    };
    const list = `printers.${id()}.example`;
    const posts = [1, 2, 3, 4, 5].map(post);
    const places = [];
    for (const one of posts) places.push(await us.accept(one));
    expect(new Set(places.map(({ ticketId }) => ticketId)).size).toBe(1);
    const { events } = await loadTicket(us, places[0]?.ticketId ?? '');
    const received = events.flatMap((e) => (e.type === 'CustomerMessageReceived' ? [e.data] : []));
    expect(received.map(({ text }) => text)).toEqual(posts.map(({ text }) => text));
    expect(new Set(received.map(({ customerId }) => customerId)).size).toBe(1);
    // Nobody who wrote on the list is that customer: what they ask in their own name is theirs.
    for (const { seen } of posts)
      expect(await us.customers.findIdentifiers(seen.map(({ identifier }) => identifier))).toEqual([]);
    const asked = await us.accept(mail(posts[0]?.replyTo ?? ''));
    expect((await us.tickets.byId(asked.ticketId))?.customerId).not.toBe(received[0]?.customerId ?? '');
    expect(places.map(({ ticketId }) => ticketId)).not.toContain(asked.ticketId);
    const elsewhere = mail(`cy@${id()}.example`, {
      suppression: automatic,
      thread: { list: `id another.${list}` },
    });
    expect((await us.accept(elsewhere)).ticketId).not.toBe(places[0]?.ticketId ?? '');
  });

  test('a customer who writes on a mailing list stays the customer, and their post is their own', async () => {
    const us = desk();
    const from = address();
    const { ticketId } = await us.accept(mail(from));
    const thread = { list: `id list.${id()}.example` };
    await us.accept(mail(address(), { suppression: automatic, thread }));
    const posted = await us.accept(mail(from, { suppression: automatic, thread, subject: 'On the list' }));
    const ownerOf = async (of: string) => (await us.tickets.byId(of))?.customerId;
    expect(await ownerOf(posted.ticketId)).toBe((await ownerOf(ticketId)) ?? 'nobody');
  });

  test('the next day’s bulk mail has a ticket of its own, and a question never lands on one of these', async () => {
    const us = desk();
    const from = address();
    const bulk = await us.accept(mail(from, { suppression: automatic }));
    const tomorrow = acceptingMessages({ ...us.ports, clock: manualClock(noon + 25 * 3_600_000) });
    const after = await tomorrow(mail(from, { suppression: automatic }));
    expect(after.ticketId).not.toBe(bulk.ticketId);
    const asked = await us.accept(mail(from));
    expect([bulk.ticketId, after.ticketId]).not.toContain(asked.ticketId);
    expect(await us.typesOf(asked.ticketId)).toEqual(['TicketOpened', 'CustomerMessageReceived']);
  });

  test('mail that has no sender is filed together, under one customer', async () => {
    const us = desk();
    const nameless = () => {
      const { replyTo: _, ...rest } = mail('nobody', { seen: [] });
      return rest;
    };
    const places = [await us.accept(nameless()), await us.accept(nameless()), await us.accept(nameless())];
    expect(new Set(places.map(({ ticketId }) => ticketId)).size).toBe(1);
    const { events } = await loadTicket(us, places[0]?.ticketId ?? '');
    const customers = events.flatMap((e) =>
      e.type === 'CustomerMessageReceived' ? [e.data.customerId] : [],
    );
    expect(customers).toHaveLength(3);
    expect(new Set(customers).size).toBe(1);
  });

  test('an automatic mail in a thread never reopens it', async () => {
    const { accept, change, tickets, typesOf } = desk();
    const from = address();
    const first = await accept(mail(from, { thread: { messageId: '<1@example.org>' } }));
    await change(first.ticketId, {
      command: 'Escalate',
      reason: 'legal',
      by: 'policy',
      evidence: '',
      priority: 'high',
      acknowledgement: { replyId: id(), text: 'A person takes over.' },
    });
    await change(first.ticketId, { command: 'Resolve', basis: 'confirmed', by: 'kim' });
    const away = { suppression: automatic, thread: { inReplyTo: '<1@example.org>' } };
    expect((await accept(mail(from, away))).ticketId).toBe(first.ticketId);
    expect((await tickets.byId(first.ticketId))?.status).toBe('resolved');
    await change(first.ticketId, { command: 'Close', by: 'timer' });
    expect((await accept(mail(from, away))).ticketId).toBe(first.ticketId);
    expect((await typesOf(first.ticketId)).slice(-2)).toEqual([
      'CustomerMessageReceived',
      'MessageSuppressed',
    ]);
  });

  test('a loop ends, and goes on being seen', async () => {
    const { accept, events } = desk();
    const from = address();
    const suppressed: (string | undefined)[] = [];
    for (let n = 0; n < 16; n++) {
      const thread =
        n === 0 ? { messageId: '<0@loop>' } : { messageId: `<${n}@loop>`, inReplyTo: '<0@loop>' };
      const { ticketId } = await accept(mail(from, { text: `Thanks, ticket ${n} ${'x'.repeat(n)}`, thread }));
      const last = (await events.readStream(`ticket-${ticketId}`)).at(-1);
      suppressed.push(
        last?.type === 'MessageSuppressed' ? String((last.data as { reason?: string }).reason) : undefined,
      );
    }
    expect(suppressed.slice(0, 12).every((reason) => reason === undefined)).toBe(true);
    expect(suppressed.slice(12)).toEqual(['loop', 'loop', 'loop', 'loop']);
  });

  test('a loop that changes its sender each time ends as well', async () => {
    const { accept, typesOf } = desk();
    const last: string[] = [];
    for (let n = 0; n < 6; n++) {
      const one = mail(`bounce-${n}@robots.example`, {
        text: `Your ticket ${n} was received.`,
        subject: `${n}`,
      });
      last.push((await typesOf((await accept(one)).ticketId)).at(-1) ?? '');
    }
    expect(last.slice(0, 4)).toEqual(Array(4).fill('CustomerMessageReceived'));
    expect(last.slice(4)).toEqual(['TicketClosed', 'TicketClosed']);
  });

  test('STOP is recorded as the customer’s wish, START as its end', async () => {
    const { accept, events, tickets } = desk();
    const phone = '+4915112345681';
    const { ticketId } = await accept(chat(phone, 'STOP', { consent: 'stop' }));
    const customerId = (await tickets.byId(ticketId))?.customerId;
    await accept(chat(phone, 'START', { consent: 'start' }));
    const types = (await events.readStream(`customer-${customerId}`)).map((e) => e.type);
    expect(types.slice(-2)).toEqual(['ConsentWithdrawn', 'ConsentGiven']);
  });

  test('a mail without a sender is kept, and nobody tries to answer it', async () => {
    const { accept, events } = desk();
    const { replyTo: _, ...anonymous } = mail(address());
    const { ticketId } = await accept({ ...anonymous, seen: [] });
    const all = await events.readStream(`ticket-${ticketId}`);
    expect(all.find((e) => e.type === 'MessageSuppressed')?.data).toMatchObject({
      because: 'there is no address to answer',
    });
  });
});

describe('a delivery report', () => {
  async function withReply() {
    const world = desk();
    const { ticketId } = await world.accept(mail(address()));
    const replyId = id();
    const { ticket } = await loadTicket(world, ticketId);
    await world.change(ticketId, {
      command: 'ComposeReply',
      replyId,
      runId: id(),
      answers: ticket?.messages.map((m) => m.messageId) ?? [],
      text: 'Turn the roll over.',
      citations: [{ chunkId: 'c', articleId: 'a', slug: 's', title: 'T', heading: 'H' }],
      agent: 'scripted',
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    });
    await world.change(ticketId, { command: 'AttemptReply', replyId });
    await world.change(ticketId, { command: 'RecordSent', replyId, messageId: '<rewritten@mail.example>' });
    return { ...world, ticketId, replyId };
  }
  const bounce = (messageId: string, replyId: string, outcome: 'failed' | 'delayed' = 'failed') =>
    mail('mailer-daemon@mail.example', {
      suppression: automatic,
      report: { messageId, replyId, outcome, code: '5.1.1' },
    });

  test('marks the reply as failed, makes the ticket a person’s business, and makes no customer', async () => {
    const { accept, ticketId, replyId, typesOf, tickets, customers } = await withReply();
    const filed = await accept(bounce(`<ld.${replyId}@desk.example>`, replyId));
    expect(filed.ticketId).toBe(ticketId);
    expect((await typesOf(ticketId)).slice(-4)).toEqual([
      'CustomerMessageReceived',
      'MessageSuppressed',
      'ReplyFailed',
      'TicketEscalated',
    ]);
    expect(await tickets.byId(ticketId)).toMatchObject({
      status: 'escalated',
      escalationReason: 'undeliverable',
    });
    expect(await customers.findIdentifiers([{ kind: 'email', value: 'mailer-daemon@mail.example' }])).toEqual(
      [],
    );
  });

  test('finds the reply by the Message-ID the provider gave it', async () => {
    const { accept, ticketId, replyId } = await withReply();
    expect((await accept(bounce('<rewritten@mail.example>', replyId))).ticketId).toBe(ticketId);
  });

  test('that proves nothing about a reply of ours changes none', async () => {
    const { accept, ticketId, replyId, typesOf } = await withReply();
    const before = await typesOf(ticketId);
    const filed = await accept(bounce('<made-up@evil.example>', replyId));
    expect(filed.ticketId).not.toBe(ticketId);
    expect(await typesOf(ticketId)).toEqual(before);
  });

  test('of a delay changes nothing', async () => {
    const { accept, ticketId, replyId, typesOf } = await withReply();
    await accept(bounce(`<ld.${replyId}@desk.example>`, replyId, 'delayed'));
    expect((await typesOf(ticketId)).at(-1)).toBe('MessageSuppressed');
  });
});
