// Lines and bytes as a stream, one piece at a time: as fast as the client reads, and no longer than it does.
import type { Telemetry } from '../../../application/platform/telemetry.ts';

type Log = Pick<Telemetry, 'log'>;

/**
 * A failure half way breaks the connection, so that what arrived cannot be taken for everything.
 * @param trouble what the log says of it
 */
export function streamLines(
  lines: AsyncIterable<string>,
  telemetry: Log,
  trouble: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return stream(lines, (line) => encoder.encode(`${line}\n`), { telemetry, trouble });
}

/** As `streamLines`. */
export function streamBytes(
  pieces: AsyncIterable<Uint8Array>,
  telemetry: Log,
  trouble: string,
): ReadableStream<Uint8Array> {
  return stream(pieces, (piece) => piece, { telemetry, trouble });
}

function stream<T>(
  pieces: AsyncIterable<T>,
  bytesOf: (piece: T) => Uint8Array,
  { telemetry, trouble }: { readonly telemetry: Log; readonly trouble: string },
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(bytesOf(next.value));
      } catch (error) {
        telemetry.log('error', trouble, { error });
        controller.error(); // a reason would be printed by the runtime, with its text
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
