// The live feed over a real socket: what a client hears, and what ends it.

import { describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import type { InboxDesk } from '../../../src/adapters/elysia/inbox/desk.ts';
import { eventStream } from '../../../src/adapters/elysia/inbox/event-stream.ts';
import { listen } from '../../../src/adapters/elysia/listen.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import type { FeedChange } from '../../../src/application/log/feed.ts';
import { bearer, fakeInbox, reference, surface } from './fixture.ts';

type Client = Parameters<InboxDesk['listen']>[1];

const change = (position: bigint, type = 'StaffReplied'): FeedChange => ({
  position,
  type,
  reference,
  ticketId: 't-1',
  at: '2026-11-20T10:00:00.000000Z',
});

/** A desk whose feed the test feeds. */
function fed() {
  const clients = new Set<Client>();
  const asked: (bigint | undefined)[] = [];
  let joined = Promise.withResolvers<Client>();
  let left = Promise.withResolvers<void>();
  const listenTo: InboxDesk['listen'] = async (after, client) => {
    asked.push(after);
    clients.add(client);
    client.begins(after ?? 10n, false);
    joined.resolve(client);
    joined = Promise.withResolvers();
    return () => {
      clients.delete(client);
      left.resolve();
      left = Promise.withResolvers();
    };
  };
  return {
    inbox: fakeInbox({ listen: listenTo }),
    listenTo,
    clients,
    asked,
    joined: () => joined.promise,
    left: () => left.promise,
  };
}

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>, until: string) => {
  let text = '';
  const decoder = new TextDecoder();
  while (!text.includes(until)) {
    const { value, done } = await reader.read();
    if (done) return `${text}(end)`;
    text += decoder.decode(value, { stream: true });
  }
  return text;
};

describe('a client of the feed', () => {
  test('hears where it begins, each change with its position, and who is where', async () => {
    const desk = fed();
    const { app } = surface({ desk: { inbox: desk.inbox } });
    const { url, stop } = listen(app, { host: '127.0.0.1', port: 0 });
    const joined = desk.joined();
    const response = await fetch(`${url}/api/feed?after=4`, {
      headers: { ...bearer('agent-key'), 'last-event-id': '7' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const client = await joined;
    expect(desk.asked).toEqual([7n]);
    client.changes([change(8n), change(9n, 'TicketOpened')]);
    client.presence({ reference, staff: [{ name: 'anna', composing: true }] });
    const text = await read((response.body as ReadableStream<Uint8Array>).getReader(), 'presence');
    expect(text).toContain('event: hello\ndata: {"position":7}\n\n');
    expect(text).toContain(
      `event: change\nid: 8\ndata: {"position":8,"type":"StaffReplied","reference":"${reference}","ticketId":"t-1","at":"2026-11-20T10:00:00.000000Z"}\n\n`,
    );
    expect(text.indexOf('id: 8')).toBeLessThan(text.indexOf('id: 9'));
    expect(text).toContain('"composing":true');
    client.ends();
    await stop(2_000);
  });

  test('does not hold up a process that stops', async () => {
    const desk = fed();
    const { app } = surface({ desk: { inbox: desk.inbox } });
    const { url, stop } = listen(app, { host: '127.0.0.1', port: 0 });
    const joined = desk.joined();
    const response = await fetch(`${url}/api/feed`, { headers: bearer('auditor-key') });
    (await joined).ends();
    expect(await read((response.body as ReadableStream<Uint8Array>).getReader(), 'never')).toEndWith('(end)');
    expect(await stop(5_000)).toEqual({ forced: false });
    expect(desk.clients.size).toBe(0);
  });

  test('that goes away is listened for no more', async () => {
    const desk = fed();
    const { app } = surface({ desk: { inbox: desk.inbox } });
    const { url, stop } = listen(app, { host: '127.0.0.1', port: 0 });
    const [joined, left] = [desk.joined(), desk.left()];
    const leaving = new AbortController();
    await fetch(`${url}/api/feed`, { headers: bearer('agent-key'), signal: leaving.signal });
    const client = await joined;
    leaving.abort();
    client.changes([change(11n)]);
    await left;
    expect(desk.clients.size).toBe(0);
    await stop(1_000);
  });

  test('that does not read is cut off before much waits for it', async () => {
    const desk = fed();
    const { app, telemetry } = surface({ desk: { inbox: desk.inbox } });
    const { url, stop } = listen(app, { host: '127.0.0.1', port: 0 });
    const [joined, left] = [desk.joined(), desk.left()];
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(`GET /api/feed HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer agent-key\r\n\r\n`);
      socket.pause();
    });
    socket.on('error', () => {});
    const client = await joined;
    const batch = Array.from({ length: 500 }, (_, n) => change(BigInt(n)));
    let isGone = false;
    void left.then(() => {
      isGone = true;
    });
    let batches = 0;
    for (; !isGone && batches < 2_000; batches++) {
      client.changes([...batch]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(isGone).toBe(true);
    expect(batches).toBeLessThan(300);
    expect(telemetry.counted('feed_dropped')).toBe(1);
    socket.destroy();
    await stop(1_000);
  });

  test('may be one of many of the same person, and not of any number', async () => {
    const desk = fed();
    const { app } = surface({ desk: { inbox: desk.inbox } });
    const ask = (key: string) => app.handle(new Request('http://desk/api/feed', { headers: bearer(key) }));
    const open = await Promise.all(Array.from({ length: 100 }, () => ask('agent-key')));
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
    const refused = await ask('agent-key');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await ask('auditor-key')).status).toBe(200);
    await open[0]?.body?.cancel();
    expect((await ask('agent-key')).status).toBe(200);
  });

  test('whose session is over hears nothing more', async () => {
    const desk = fed();
    let asked = 0;
    const stream = eventStream({ listen: desk.listenTo }, memoryTelemetry(), {
      after: undefined,
      isLetIn: async () => ++asked < 3,
      beatMs: 5,
    });
    const text = await read(stream.getReader() as ReadableStreamDefaultReader<Uint8Array>, 'never');
    expect(text.match(/event: beat/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toEndWith('(end)');
    expect([asked, desk.clients.size]).toEqual([3, 0]);
  });
});

test('a client that goes while it is let in is listened for no more', async () => {
  const opening = Promise.withResolvers<void>();
  let stopped = 0;
  const stream = eventStream(
    {
      listen: async () => {
        await opening.promise;
        return () => void stopped++;
      },
    },
    memoryTelemetry(),
    { after: undefined, isLetIn: async () => true },
  );
  const cancelled = stream.cancel();
  opening.resolve();
  await cancelled;
  await opening.promise;
  await Promise.resolve();
  expect(stopped).toBe(1);
});
