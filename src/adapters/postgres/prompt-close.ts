// Sockets that fail in an order postgres.js (3.4.9, src/connection.js) can deal with. When it hears of an error it fails what
// waits on the connection; when it hears of a close that came of an error it fails nothing and forgets the socket. On Bun
// there is a moment between the two, and what was asked in it was answered by nobody. On Node there is none, and the
// `rollback` of a transaction that failed by the error was written to no socket at all: a TypeError out of a timer, and a
// connection with half a message in its buffer; the same on any close that comes without an error. So each close has an error
// before it, comes a moment after it, and says nothing of it: by then the rollback is written, if to nobody, and whatever
// waits fails.
import type { Socket } from 'node:net';
import tls from 'node:tls';

const prompt = new WeakSet<object>();

// postgres.js puts TLS around the socket it was given by itself, and offers no other way to the one that comes of it.
const encrypt = tls.connect;
tls.connect = (...given: unknown[]) => {
  const secured = Reflect.apply(encrypt, tls, given);
  const [options] = given;
  const below =
    typeof options === 'object' && options !== null && 'socket' in options ? options.socket : undefined;
  if (typeof below === 'object' && below !== null && prompt.has(below)) closingPromptly(secured);
  return secured;
};

/** @returns the socket, whose 'close' follows its 'error' in good order, as that of TLS around it will */
export function closingPromptly(socket: Socket): Socket {
  const emit: (event: string, ...args: unknown[]) => boolean = socket.emit.bind(socket);
  prompt.add(socket);
  let state: 'opening' | 'open' | 'failed' | 'closed' = 'opening';
  const close = (hadError: unknown) => {
    if (state === 'closed') return false;
    state = 'closed';
    return emit('close', hadError);
  };
  const fail = (...args: unknown[]) => {
    // The same news again, perhaps when nobody listens any more: thrown, it would end the process.
    if (state === 'failed' || state === 'closed') return false;
    const isHeard = emit('error', ...args);
    // Nothing is under way on a connection that never came about, and its failures count for the pause before the next.
    if (state === 'opening') close(true);
    else {
      state = 'failed';
      // Whoever hears of it acts within this turn; what they write leaves in the next, and then it is closed.
      setImmediate(() => setImmediate(() => close(false)));
    }
    socket.destroy();
    return isHeard;
  };
  socket.emit = (event: string, ...args: unknown[]) => {
    if (event === 'error') return fail(...args);
    if (event === 'close') {
      if (state === 'failed') return false; // comes later
      if (state === 'open' && socket.listenerCount('error') > 0) return fail(ended());
      return close(args[0]);
    }
    if (event === 'data' && state === 'opening') state = 'open';
    return emit(event, ...args);
  };
  return socket;
}

/** What postgres.js calls it when the other side ends a connection. */
function ended(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_CLOSED' });
}
