// What no client library lets out of the house: requests written to the socket by hand.
import { connect } from 'node:net';

export interface RawRequest {
  readonly method?: string;
  /** As it stands in the first line. */
  readonly target: string;
  /** Of the header Host. */
  readonly host: string;
  readonly headers?: readonly string[];
}

/** Sends it on a connection of its own. @returns the answer, read to its end */
export function raw(
  port: number,
  { method = 'GET', target, host, headers = [] }: RawRequest,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const head = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers];
  const socket = connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n`));
  const pieces: Uint8Array[] = [];
  socket.on('data', (bytes: Buffer) => pieces.push(bytes));
  socket.once('error', reject);
  socket.once('close', () => resolve(answerOf(Buffer.concat(pieces).toString('utf8'))));
  return promise;
}

/** Of an answer that is not in chunks: ours are short. */
function answerOf(text: string): Response {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return new Response(text.slice(end + 4), { status: Number(first.split(' ')[1]), headers });
}
