// The bad network that the chaos suite puts between roles and servers.
import { afterEach, expect, test } from 'bun:test';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server that says back what it hears, and a proxy before it. */
async function echoBehindProxy(): Promise<{ readonly server: Server; readonly proxy: TcpProxy }> {
  const server = createServer((socket) => socket.on('error', () => {}).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const proxy = await tcpProxy(typeof address === 'object' ? (address?.port ?? 0) : 0);
  open.push(
    () => server.close(),
    () => proxy[Symbol.asyncDispose](),
  );
  return { server, proxy };
}

interface Talk {
  say(text: string): void;
  /** Resolves when so much has been said back. */
  heard(text: string): Promise<void>;
  text(): string;
  readonly ended: Promise<string>;
}

function talk(port: number): Talk {
  let text = '';
  const socket: Socket = connect({ port, host: '127.0.0.1' });
  open.push(() => socket.destroy());
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : 'error'));
    socket.on('close', () => resolve('closed'));
  });
  const waiting: (() => void)[] = [];
  socket.on('data', (chunk) => {
    text += chunk;
    for (const wake of waiting.splice(0)) wake();
  });
  return {
    say: (words) => void socket.write(words),
    heard: async (words) => {
      while (!text.includes(words)) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    text: () => text,
    ended,
  };
}

test('bytes pass both ways', async () => {
  const { proxy } = await echoBehindProxy();
  const one = talk(proxy.port);
  one.say('hello');
  await one.heard('hello');
});

test('a delay holds bytes back and keeps their order when it ends', async () => {
  const { proxy } = await echoBehindProxy();
  const one = talk(proxy.port);
  one.say('a');
  await one.heard('a');
  proxy.delay(60);
  const before = performance.now();
  one.say('b');
  proxy.delay(0);
  one.say('c');
  await one.heard('bc');
  expect(one.text()).toBe('abc');
  proxy.delay(60);
  one.say('d');
  await one.heard('d');
  expect(performance.now() - before).toBeGreaterThanOrEqual(110);
});

test('a black hole says nothing, and what it swallowed stays silent after it is healed', async () => {
  const { proxy } = await echoBehindProxy();
  const old = talk(proxy.port);
  old.say('x');
  await old.heard('x');
  proxy.blackHole();
  const swallowed = talk(proxy.port);
  old.say('lost');
  swallowed.say('lost');
  while (proxy.silent() < 2) await new Promise((resolve) => setImmediate(resolve));
  proxy.heal();
  const fresh = talk(proxy.port);
  fresh.say('y');
  await fresh.heard('y');
  expect(old.text()).toBe('x');
  expect(swallowed.text()).toBe('');
  expect(proxy.silent()).toBe(2);
});

test('a reset ends every connection, and new ones pass', async () => {
  const { proxy } = await echoBehindProxy();
  const old = talk(proxy.port);
  old.say('x');
  await old.heard('x');
  proxy.reset();
  expect(await old.ended).toBe('ECONNRESET');
  const fresh = talk(proxy.port);
  fresh.say('y');
  await fresh.heard('y');
});

test('a connection to a server that is away is closed', async () => {
  const { proxy, server } = await echoBehindProxy();
  await new Promise((resolve) => server.close(resolve));
  const one = talk(proxy.port);
  expect(await one.ended).toMatch(/closed|ECONNRESET/);
});
