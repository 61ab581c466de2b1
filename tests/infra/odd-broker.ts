// A broker that says which versions of the protocol it speaks, and hangs up on everything else, as brokers do on requests of a
// version they do not know.
import { createServer } from 'node:net';

/** Lowest and highest version by the key of a request. */
export type Ranges = Readonly<Record<number, readonly [number, number]>>;

export interface OddBroker extends AsyncDisposable {
  /** `host:port` */
  readonly address: string;
  /** Keys of the requests that came. */
  readonly asked: readonly number[];
}

const API_VERSIONS = 18;
const UNSUPPORTED_VERSION = 35;

/** @param ranges undefined: it refuses to say */
export async function oddBroker(ranges: Ranges | undefined): Promise<OddBroker> {
  const asked: number[] = [];
  const server = createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const request = pending.subarray(4, 4 + pending.readInt32BE(0));
        pending = pending.subarray(4 + request.length);
        asked.push(request.readInt16BE(0));
        if (request.readInt16BE(0) !== API_VERSIONS) return void socket.destroy();
        socket.write(answer(request.readInt32BE(4), request.readInt16BE(2), ranges));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('it listens nowhere');
  return {
    address: `127.0.0.1:${place.port}`,
    asked,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(correlation: number, version: number, ranges: Ranges | undefined): Buffer {
  const int16 = (value: number) => [(value >> 8) & 255, value & 255];
  const int32 = (value: number) => [...int16(value >> 16), ...int16(value & 65_535)];
  const spoken = Object.entries(ranges ?? {});
  const body = [
    ...int32(correlation),
    ...int16(ranges ? 0 : UNSUPPORTED_VERSION),
    ...int32(spoken.length),
    ...spoken.flatMap(([key, [least, most]]) => [Number(key), least, most].flatMap(int16)),
    ...(version > 0 ? int32(0) : []),
  ];
  return Buffer.from([...int32(body.length), ...body]);
}
