// Sockets that say in one breath that they failed and that they are closed, as they do on Node. On Bun the second comes a
// moment later. postgres.js (3.4.9, `closed` in src/connection.js) fails what waits on a connection when it hears of the
// error, and not again when it hears of the close: a query made in between, such as another try, was answered by nobody.
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

/** @returns the socket, whose 'close' follows its 'error' at once, as that of TLS around it will */
export function closingPromptly(socket: Socket): Socket {
  const emit: (event: string, ...args: unknown[]) => boolean = socket.emit.bind(socket);
  prompt.add(socket);
  let isClosed = false;
  const close = (hadError: unknown) => {
    if (isClosed) return false;
    isClosed = true;
    return emit('close', hadError);
  };
  socket.emit = (event: string, ...args: unknown[]) => {
    if (event === 'close') return close(args[0]);
    const isHeard = emit(event, ...args);
    if (event === 'error') {
      close(true);
      socket.destroy();
    }
    return isHeard;
  };
  return socket;
}
