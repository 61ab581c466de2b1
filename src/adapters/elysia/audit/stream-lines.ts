// Lines as a stream, one at a time: as fast as the client reads, and no longer than it does.
import type { Telemetry } from '../../../application/platform/telemetry.ts';

/** A failure half way breaks the connection, so that what arrived cannot be taken for everything. */
export function streamLines(
  lines: AsyncIterable<string>,
  telemetry: Pick<Telemetry, 'log'>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(`${next.value}\n`));
      } catch (error) {
        telemetry.log('error', 'the export broke off', { error });
        controller.error(error);
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
