import { afterEach, describe, expect, test } from 'bun:test';
import { connect, type Socket } from 'node:net';
import type { Desk } from '../../../src/adapters/elysia/desk.ts';
import type { HttpOptions } from '../../../src/adapters/elysia/kit.ts';
import { ListenFailed, type Listening, listen } from '../../../src/adapters/elysia/listen.ts';
import { problemOf, reference, submission, surface, token } from './fixture.ts';

const host = '127.0.0.1';
const open: Listening[] = [];

function serve(desk: Partial<Desk> = {}, options: Partial<HttpOptions> = {}): Listening {
  const { app } = surface({ desk, options });
  const listening = listen(app, { host, port: 0 });
  open.push(listening);
  return listening;
}

afterEach(async () => {
  for (const listening of open.splice(0)) await listening.stop(0);
});

/** A handler that says when it was entered and waits to be let go. */
function gate() {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const article = async (slug: string) => {
    entered.resolve();
    await release.promise;
    return { slug, title: 'Blank labels', category: 'technical', sections: [] };
  };
  return { desk: { article }, entered: entered.promise, release: () => release.resolve() };
}

describe('over a socket', () => {
  test('the address it tells is the one it answers on', async () => {
    const { url } = serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
  });

  test.each([
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['::', /^http:\/\/\[::1\]:\d+$/],
  ])('on %s, that is on every address, it tells the one of this machine', async (everywhere, own) => {
    const listening = listen(surface().app, { host: everywhere, port: 0 });
    open.push(listening);
    expect(listening.url).toMatch(own);
    expect(await (await fetch(`${listening.url}/health`)).json()).toEqual({ status: 'ok' });
  });

  test('a body over the limit is a problem document, whether its length is announced or not', async () => {
    const { url } = serve();
    const headers = { 'content-type': 'application/json' };
    const announced = await fetch(`${url}/support/submit`, {
      method: 'POST',
      headers,
      body: 'x'.repeat(2_000_000),
    });
    expect((await problemOf(announced)).code).toBe('too-large');
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) });
    const streamed = await fetch(`${url}/support/submit`, { method: 'POST', headers, body: endless });
    expect((await problemOf(streamed)).code).toBe('too-large');
  });

  test('a body that drips in is refused at its deadline, and the connection closed', async () => {
    const { url } = serve({}, { bodyDeadlineMs: 60 });
    const answers = await Promise.all(
      ['/support/submit', `/support/tickets/${reference}/messages`].map((path) =>
        drip(Number(new URL(url).port), path),
      ),
    );
    for (const answer of answers) {
      expect(answer).toStartWith('HTTP/1.1 408 ');
      expect(answer).toContain('/problems/too-slow');
    }
  });

  test('limits count the address of the connection', async () => {
    const { url } = serve({}, { rateLimitPerMinute: 1, peerOf: undefined });
    const send = () =>
      fetch(`${url}/support/submit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      });
    expect([(await send()).status, (await send()).status]).toEqual([201, 429]);
  });

  test('a port in use is one readable error', () => {
    const { url } = serve();
    const port = Number(new URL(url).port);
    const failure = failureOf(() => listen(surface().app, { host, port }));
    expect(failure.code).toBe('port-in-use');
    expect(failure.message).toBe(`port ${port} on 127.0.0.1 is in use by another program`);
  });

  test('an address this machine does not have is another', () => {
    expect(failureOf(() => listen(surface().app, { host: '203.0.113.5', port: 0 })).code).toBe(
      'address-unknown',
    );
  });
});

describe('stopping', () => {
  test('what is in flight is finished, nothing new is taken', async () => {
    const { desk, entered, release } = gate();
    const { url, stop } = serve(desk);
    const inFlight = fetch(`${url}/support/articles/blank-labels`);
    await entered;
    const stopped = stop(10_000);
    expect(await fetch(`${url}/health`, { keepalive: false }).catch(() => 'refused')).toBe('refused');
    release();
    expect((await inFlight).status).toBe(200);
    expect(await stopped).toEqual({ forced: false });
  });

  test('what is not finished by the deadline is cut', async () => {
    const { desk, entered } = gate();
    const { url, stop } = serve(desk);
    const inFlight = fetch(`${url}/support/articles/blank-labels`).catch(() => 'cut' as const);
    await entered;
    expect(await stop(1)).toEqual({ forced: true });
    expect(await inFlight).toBe('cut');
  });

  test('an idle connection does not hold it up', async () => {
    const { url, stop } = serve();
    const socket = await idle(Number(new URL(url).port));
    expect(await stop(5_000)).toEqual({ forced: false });
    socket.destroy();
  });
});

function failureOf(run: () => unknown): ListenFailed {
  try {
    run();
  } catch (error) {
    if (error instanceof ListenFailed) return error;
    throw error;
  }
  throw new Error('it listened');
}

/** Sends a body one byte at a time until the other side hangs up. @returns all it said */
function drip(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const head = [`POST ${path} HTTP/1.1`, 'host: localhost', `authorization: Bearer ${token}`];
    const socket = connect(port, host, () =>
      socket.write([...head, 'content-type: application/json', 'content-length: 1000', '', ''].join('\r\n')),
    );
    const dripping = setInterval(() => socket.write(' '), 10);
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString();
    });
    socket.once('close', () => {
      clearInterval(dripping);
      resolve(answer);
    });
    socket.once('error', reject);
  });
}

/** A kept-alive connection that has had its answer. */
function idle(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n'));
    socket.once('data', () => resolve(socket));
    socket.once('error', reject);
  });
}
