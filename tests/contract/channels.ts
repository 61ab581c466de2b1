// What every keeper of threads, of our own accounts and of messages as they came promises.
import { expect } from 'bun:test';
import { mostSuppressed, type ThreadLookup } from '../../src/application/channel/thread-directory.ts';
import {
  addressTrait,
  domainTrait,
  listTrace,
  messageTrace,
  threadTrace,
} from '../../src/application/projection/thread-rows.ts';
import { bodyTrait } from '../../src/domain/conversation/loops.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { answer, type Case, firstContact, id, newCase, noon, onTicket, opened } from '../infra/sample.ts';
import { digest, type World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const HOUR = 3_600_000;

export function unstoredMailsContract(it: It): void {
  it('counts the failures of a mail, for each mailbox, until it is settled', async ({ unstored }) => {
    const [one, other] = [`${id()}@desk.example`, `${id()}@desk.example`];
    expect(await unstored.of(one)).toEqual([]);
    expect(await unstored.failed(one, 'b')).toBe(1);
    expect(await unstored.failed(one, 'b')).toBe(2);
    expect(await unstored.failed(one, 'a')).toBe(1);
    expect(await unstored.failed(other, 'b')).toBe(1);
    expect(await unstored.of(one)).toEqual([
      { providerMessageId: 'a', attempts: 1, wanted: false },
      { providerMessageId: 'b', attempts: 2, wanted: false },
    ]);
    await unstored.settle(one, 'b');
    await unstored.settle(one, 'b');
    expect(await unstored.of(one)).toEqual([{ providerMessageId: 'a', attempts: 1, wanted: false }]);
    expect(await unstored.of(other)).toEqual([{ providerMessageId: 'b', attempts: 1, wanted: false }]);
    expect(await unstored.failed(one, 'b')).toBe(1);
  });

  it('keeps what is wanted again with the failures it has had', async ({ unstored }) => {
    const account = `${id()}@desk.example`;
    await unstored.want(account, 'a', 8);
    await unstored.failed(account, 'b');
    await unstored.want(account, 'b', 8);
    expect(await unstored.of(account)).toEqual([
      { providerMessageId: 'a', attempts: 8, wanted: true },
      { providerMessageId: 'b', attempts: 1, wanted: true },
    ]);
    expect(await unstored.failed(account, 'a')).toBe(9);
    expect((await unstored.of(account)).map(({ wanted }) => wanted)).toEqual([true, true]);
  });
}

const nothing: ThreadLookup = { channel: 'email', traces: [], replyIds: [] };
const trace = (messageId: string) => messageTrace(messageId, digest);
const address = (of: string) => addressTrait(of, digest);

function mail(
  one: Case,
  more: { readonly replyTo: string; readonly messageId: string; readonly text?: string },
): TicketEvent {
  return {
    type: 'CustomerMessageReceived',
    data: {
      messageId: id(),
      customerId: one.customerId,
      channel: 'email',
      providerMessageId: `mail:${id()}`,
      evidence: 'attested',
      handling: 'agent',
      senderName: 'Ada',
      text: more.text ?? 'Still blank.',
      replyTo: more.replyTo,
      thread: { messageId: more.messageId, providerThreadId: `thread of ${more.messageId}` },
    },
  };
}

export function threadDirectoryContract(it: It): void {
  it('finds a ticket by what was said of its thread, on its channel only', async ({ events, threads }) => {
    const [one, other] = [newCase(), newCase()];
    const messageId = `<${id()}@example.org>`;
    await events.append(firstContact(one));
    await events.append(firstContact(other));
    await events.append(onTicket(one, 2, [mail(one, { replyTo: 'Ada@Example.org', messageId })], noon));
    const traces = [
      trace(messageId),
      threadTrace(`thread of ${messageId}`, digest),
      trace('<none@example.org>'),
    ];
    const hits = await threads.find({ ...nothing, traces, address: address('ada@example.org') });
    expect(
      hits
        .filter((hit) => hit.by === 'trace')
        .map((hit) => hit.key)
        .sort(),
    ).toEqual(traces.slice(0, 2).sort());
    expect(hits.filter((hit) => hit.by === 'address').map((hit) => hit.ticket.ticketId)).toContain(
      one.ticketId,
    );
    expect(hits.find((hit) => hit.by === 'trace')?.ticket).toEqual({
      ticketId: one.ticketId,
      reference: one.reference,
      status: 'open',
      customerId: one.customerId,
      subject: 'Label will not print',
      updatedAt: noon,
      hasWritten: true,
      hasProven: true,
      isOnlyClaimed: false,
      isNamed: false,
    });
    expect(await threads.find({ ...nothing, channel: 'whatsapp', traces })).toEqual([]);
    expect(await threads.find(nothing)).toEqual([]);
  });

  it('one trace may lead to several tickets', async ({ events, threads }) => {
    const messageId = `<newsletter.${id()}@example.org>`;
    const readers = [newCase(), newCase()];
    for (const reader of readers) {
      await events.append(firstContact(reader));
      await events.append(
        onTicket(reader, 2, [mail(reader, { replyTo: `${id()}@example.org`, messageId })], noon),
      );
    }
    const hits = await threads.find({ ...nothing, traces: [trace(messageId)] });
    expect(hits.map((hit) => hit.ticket.ticketId).sort()).toEqual(readers.map((r) => r.ticketId).sort());
    expect(hits.map((hit) => hit.ticket.hasWritten)).toEqual([false, false]);
  });

  it('finds a ticket by our reply, by the ids it went out with, by reference and by customer', async (world) => {
    const one = newCase();
    const replyId = id();
    const sent = {
      channel: 'email' as const,
      providerMessageIds: [`SM${id()}`, `SM${id()}`],
      messageId: `<${id()}@desk.example>`,
    };
    await world.events.append(firstContact(one));
    const out: TicketEvent = { type: 'ReplySent', data: { replyId, ...sent } };
    await world.events.append(onTicket(one, 2, [answer(one, replyId), out], noon));
    const { reference, customerId } = one;
    const traces = [...sent.providerMessageIds, sent.messageId].map(trace);
    const hits = await world.threads.find({
      ...nothing,
      traces,
      replyIds: [replyId, one.messageId],
      reference,
      customerId,
    });
    expect(new Set(hits.map((hit) => hit.ticket.ticketId))).toEqual(new Set([one.ticketId]));
    expect(hits.map(({ by, key }) => `${by} ${key}`).sort()).toEqual(
      [...traces.map((t) => `trace ${t}`), `reply ${replyId}`, `reference ${reference}`, 'customer '].sort(),
    );
  });

  it('counts messages that share an address, a domain, words or a ticket', async ({ events, threads }) => {
    const one = newCase();
    const host = `h${id()}.example`;
    const text = `Thank you for your message ${id()}. We will answer soon.`;
    await events.append(firstContact(one));
    const of = (n: number) =>
      mail(one, { replyTo: `robot${n}@${host}`, messageId: `<${id()}@${host}>`, text });
    await events.append(onTicket(one, 2, [of(1), of(1), of(2)], noon));
    const traits = {
      address: address(`robot1@${host}`),
      domain: domainTrait(`x@${host}`, digest) ?? '',
      body: digest(bodyTrait(text)),
      ticketId: one.ticketId,
    };
    expect(await threads.recent(traits, noon - HOUR)).toEqual({ address: 2, domain: 3, body: 3, ticket: 3 });
    const others = { body: traits.body, address: address('other@example.org') };
    expect(await threads.recent(others, noon - HOUR)).toEqual({ address: 0, domain: 0, body: 0, ticket: 0 });
    expect(await threads.recent(traits, noon)).toEqual({ address: 0, domain: 0, body: 0, ticket: 0 });
  });

  it('finds the ticket of an address that holds nothing but suppressed messages, as long as it is new', async ({
    events,
    threads,
  }) => {
    const [one, other] = [newCase(), newCase()];
    const from = `list.${id()}@example.org`;
    const bulk = (of: Case): TicketEvent => {
      const event = mail(of, { replyTo: from, messageId: `<${id()}@example.org>` });
      if (event.type !== 'CustomerMessageReceived') throw new Error('not a message');
      return { ...event, data: { ...event.data, handling: 'nobody' } };
    };
    const looked = { channel: 'email' as const, address: address(from) };
    const close: TicketEvent = { type: 'TicketClosed', data: { by: 'hygiene' } };
    await events.append(firstContact(one));
    await events.append(onTicket(one, 2, [bulk(one), close], noon));
    // The first message of this one was a question.
    expect(await threads.suppressed(looked, noon - HOUR)).toBeUndefined();
    await events.append(onTicket(other, 0, [opened(other), bulk(other)], noon));
    expect(await threads.suppressed(looked, noon - HOUR)).toBeUndefined();
    await events.append(onTicket(other, 2, [close], noon));
    const { ticketId, reference, customerId } = other;
    expect(await threads.suppressed(looked, noon - HOUR)).toEqual({ ticketId, reference, customerId });
    expect(await threads.suppressed(looked, noon)).toBeUndefined();
    expect(await threads.suppressed({ ...looked, channel: 'whatsapp' }, noon - HOUR)).toBeUndefined();
    const another = { ...looked, address: address(`another.${id()}@example.org`) };
    expect(await threads.suppressed(another, noon - HOUR)).toBeUndefined();
    const many = Array.from({ length: mostSuppressed - 2 }, () => bulk(other));
    await events.append(onTicket(other, 3, many, noon));
    expect((await threads.suppressed(looked, noon - HOUR))?.ticketId).toBe(ticketId);
    expect(await threads.suppressed({ channel: 'email', list: looked.address }, noon - HOUR)).toBeUndefined();
    await events.append(onTicket(other, 3 + many.length, [bulk(other)], noon));
    expect(await threads.suppressed(looked, noon - HOUR)).toBeUndefined();
  });

  it('finds the ticket of a mailing list, whoever writes on it', async ({ events, threads }) => {
    const one = newCase();
    const [list, other] = [`id ${id()}.example`, `id ${id()}.example`];
    const post = mail(one, { replyTo: `ada.${id()}@example.org`, messageId: `<${id()}@example.org>` });
    if (post.type !== 'CustomerMessageReceived') throw new Error('not a message');
    const data = { ...post.data, handling: 'nobody' as const, thread: { ...post.data.thread, list } };
    const close: TicketEvent = { type: 'TicketClosed', data: { by: 'hygiene' } };
    await events.append(onTicket(one, 0, [opened(one), { ...post, data }, close], noon));
    const looked = (of: string) => ({ channel: 'email' as const, list: listTrace(of, digest) });
    const { ticketId, reference, customerId } = one;
    expect(await threads.suppressed(looked(list), noon - HOUR)).toEqual({ ticketId, reference, customerId });
    expect(await threads.suppressed(looked(list), noon)).toBeUndefined();
    expect(await threads.suppressed(looked(other), noon - HOUR)).toBeUndefined();
    expect(await threads.suppressed({ ...looked(list), channel: 'whatsapp' }, noon - HOUR)).toBeUndefined();
  });
}

export function channelAccountsContract(it: It): void {
  const account = () => `${id()}@desk.example`;
  const mine = (of: string, due: readonly { readonly account: string }[]) =>
    due.filter((one) => one.account === of);

  it('an account is due when it becomes known, and belongs to one reader at a time', async ({ accounts }) => {
    const name = account();
    await accounts.register('email', name);
    expect(await accounts.get('email', name)).toEqual({
      channel: 'email',
      account: name,
      cursor: undefined,
      watchedUntil: undefined,
    });
    const claimed = await Promise.all([1, 2, 3].map(() => accounts.claimDue('email', HOUR)));
    expect(claimed.flatMap((due) => mine(name, due))).toHaveLength(1);
    expect(mine(name, await accounts.claimDue('whatsapp', HOUR))).toEqual([]);
  });

  it('registering again changes nothing', async ({ accounts }) => {
    const name = account();
    await accounts.register('email', name);
    await accounts.advance('email', name, 7n);
    await accounts.claimDue('email', HOUR);
    await accounts.release('email', name, HOUR);
    await accounts.register('email', name);
    expect((await accounts.get('email', name))?.cursor).toBe(7n);
    expect(mine(name, await accounts.claimDue('email', HOUR))).toEqual([]);
  });

  it('the cursor only moves forward', async ({ accounts }) => {
    const name = account();
    await accounts.register('email', name);
    await accounts.advance('email', name, 9_007_199_254_740_993n);
    await accounts.advance('email', name, 9_007_199_254_740_992n);
    expect((await accounts.get('email', name))?.cursor).toBe(9_007_199_254_740_993n);
  });

  it('news makes it due at once, also news that comes while it is being read', async ({ accounts }) => {
    const name = account();
    expect(await accounts.notify('email', name)).toBe(false);
    await accounts.register('email', name);
    await accounts.claimDue('email', HOUR);
    expect(await accounts.notify('email', name)).toBe(true);
    expect(mine(name, await accounts.claimDue('email', HOUR))).toEqual([]);
    await accounts.release('email', name, HOUR);
    expect(mine(name, await accounts.claimDue('email', HOUR))).toHaveLength(1);
    await accounts.release('email', name, HOUR);
    expect(mine(name, await accounts.claimDue('email', HOUR))).toEqual([]);
  });

  it('a reader that died is replaced when its claim ends', async ({ accounts }) => {
    const name = account();
    await accounts.register('email', name);
    await accounts.claimDue('email', 0);
    expect(mine(name, await accounts.claimDue('email', HOUR))).toHaveLength(1);
  });

  it('remembers until when the provider tells of news', async ({ accounts }) => {
    const name = account();
    await accounts.register('email', name);
    await accounts.watched('email', name, noon);
    expect((await accounts.get('email', name))?.watchedUntil).toBe(noon);
  });
}

export function messageFilesContract(it: It): void {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const file = (content: Uint8Array | { readonly providerUrl: string }) => ({
    customerId: id(),
    channel: 'whatsapp' as const,
    providerMessageId: id(),
    ordinal: 0,
    mediaType: 'text/plain',
    content,
  });

  it('gives back what was kept', async ({ files }) => {
    const fileId = await files.keep(file(bytes('From: ada')));
    const read = await files.read(fileId);
    expect(read?.mediaType).toBe('text/plain');
    expect(Buffer.from(read?.content ?? [])).toEqual(Buffer.from(bytes('From: ada')));
    expect(await files.read(id())).toBeUndefined();
  });

  it('keeps a file once for each message and place, and the last one counts', async ({ files }) => {
    const first = file(bytes('once'));
    const fileId = await files.keep(first);
    expect(await files.keep({ ...first, customerId: id(), content: bytes('twice') })).toBe(fileId);
    expect(await files.keep({ ...first, ordinal: 1 })).not.toBe(fileId);
    expect(Buffer.from((await files.read(fileId))?.content ?? []).toString()).toBe('twice');
  });

  it('lists the files of a message in order', async ({ files }) => {
    const first = file(bytes('the message'));
    const original = await files.keep(first);
    const awaited = await files.keep({
      ...first,
      ordinal: 2,
      content: { providerUrl: 'https://provider/2' },
    });
    const kept = await files.keep({ ...first, ordinal: 1, content: bytes('abc') });
    const listed = (await files.ofMessage('whatsapp', first.providerMessageId)).map((one) => ({ ...one }));
    expect(listed).toEqual([
      { fileId: original, ordinal: 0, bytes: 11, state: 'kept' },
      { fileId: kept, ordinal: 1, bytes: 3, state: 'kept' },
      { fileId: awaited, ordinal: 2, bytes: null, state: 'awaited' },
    ]);
    await files.refused(awaited, 'too large');
    expect(await files.ofMessage('email', first.providerMessageId)).toHaveLength(0);
  });

  it('is unreadable once its customer is erased', async ({ files, erase }) => {
    const one = file(bytes('secret'));
    const fileId = await files.keep(one);
    await erase(one.customerId);
    expect(await files.read(fileId)).toBeUndefined();
  });

  it('what is still at the provider is fetched by one at a time, and later again when that failed', async ({
    files,
  }) => {
    const one = file({ providerUrl: 'https://api.twilio.com/media/1' });
    const fileId = await files.keep(one);
    const of = (awaited: readonly { readonly fileId: string }[]) =>
      awaited.filter((each) => each.fileId === fileId);
    expect(await files.read(fileId)).toBeUndefined();
    const claimed = await Promise.all([1, 2].map(() => files.claimAwaited('whatsapp', 100, HOUR)));
    expect(claimed.flatMap(of)).toEqual([
      {
        fileId,
        channel: 'whatsapp',
        mediaType: 'text/plain',
        providerUrl: 'https://api.twilio.com/media/1',
        attempts: 1,
      },
    ] as never);
    await files.later(fileId, 0);
    expect(of(await files.claimAwaited('whatsapp', 100, 0))).toMatchObject([{ attempts: 2 }]);
    await files.fetched(fileId, { mediaType: 'image/png', content: bytes('png') });
    expect((await files.read(fileId))?.mediaType).toBe('image/png');
    expect(of(await files.claimAwaited('whatsapp', 100, 0))).toEqual([]);
  });

  it('what is refused is not fetched again', async ({ files }) => {
    const fileId = await files.keep(file({ providerUrl: 'https://api.twilio.com/media/2' }));
    await files.refused(fileId, 'too large');
    const again = await files.claimAwaited('whatsapp', 100, 0);
    expect(again.filter((each) => each.fileId === fileId)).toEqual([]);
    expect(await files.read(fileId)).toBeUndefined();
  });
}
