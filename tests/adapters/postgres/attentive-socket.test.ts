// A server that goes silent must not hold whoever waits for it.
import { afterEach, expect, test } from 'bun:test';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { attentiveSockets } from '../../../src/adapters/postgres/attentive-socket.ts';

const SILENCE_MS = 500; // long beside the hiccups of a busy machine
const open: (() => unknown)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

/** @param onData what the server does with what it hears @returns makes one more socket of the same pool */
async function pool(onData: (socket: Socket, chunk: Buffer) => void): Promise<() => Socket> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => onData(socket, Buffer.from(chunk)));
    open.push(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  open.push(() => server.close());
  const make = attentiveSockets(SILENCE_MS);
  return () => {
    const socket = make({ host: '127.0.0.1', port });
    open.push(() => socket.destroy());
    return socket;
  };
}

const connected = async (onData: Parameters<typeof pool>[0]) => (await pool(onData))();

const says = async (socket: Socket) => String((await once(socket, 'data'))[0]);
const ended = (socket: Socket) =>
  new Promise<unknown>((resolve) => socket.once('error', (error) => resolve(Object(error).code)));

test('a connection that owes an answer for too long is given up', async () => {
  const socket = await connected(() => {});
  const asked = performance.now();
  socket.write('question');
  expect(await ended(socket)).toBe('ETIMEDOUT');
  expect(performance.now() - asked).toBeGreaterThanOrEqual(SILENCE_MS);
  expect(socket.destroyed).toBe(true);
});

test('a server that answered before and then goes silent is given up too', async () => {
  const socket = await connected((peer, chunk) => {
    if (String(chunk) === 'first') peer.write('answer');
  });
  socket.write('first');
  expect(await says(socket)).toBe('answer');
  socket.write('second');
  expect(await ended(socket)).toBe('ETIMEDOUT');
});

test('an answer in pieces is no silence, and an idle connection may be silent for ever', async () => {
  const socket = await connected((peer) => {
    let pieces = 0;
    const talking = setInterval(() => {
      peer.write(String(pieces));
      if (++pieces === 5) clearInterval(talking);
    }, SILENCE_MS * 0.2);
  });
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.write('question');
  await Bun.sleep(SILENCE_MS * 3); // real time is what is tested: nothing must happen while it passes
  expect(heard).toBe('01234');
  expect(socket.destroyed).toBe(false);
});

test('when one is given up, idle ones of the pool that were silent as long go with it', async () => {
  const socketOf = await pool((peer, chunk) => {
    if (String(chunk) !== 'talk') return;
    const talk = setInterval(() => peer.write('.'), SILENCE_MS / 10);
    open.push(() => clearInterval(talk));
  });
  const [asking, idle, talking] = [socketOf(), socketOf(), socketOf()];
  asking.write('question');
  talking.write('talk');
  expect(await Promise.all([ended(asking), ended(idle)])).toEqual(['ETIMEDOUT', 'ETIMEDOUT']);
  expect(talking.destroyed).toBe(false);
});
