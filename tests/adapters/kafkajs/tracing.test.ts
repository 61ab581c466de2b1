// A trace goes on over a real broker: work is handled below the span of its publishing, in another process as in this one.
import { expect, test } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { handleTraced, publishTraced } from '../../../src/application/bus/traced.ts';
import type { Span } from '../../../src/application/platform/telemetry.ts';
import { message, onKafka } from '../../infra/kafka.ts';

const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

onKafka('a trace over Kafka', 2, (kafka) => {
  test('goes on from the publishing to the handling of each piece of work', async () => {
    const telemetry = memoryTelemetry();
    await using bus = kafka().bus();
    const handled = Promise.withResolvers<string>();
    await bus.subscribe({
      group: 'traced',
      topics: [topics.incoming],
      concurrency: 1,
      handle: async (delivered) => {
        const own = async ({ traceparent }: Span) => traceparent;
        handled.resolve(await handleTraced(telemetry, 'answer', delivered, own));
      },
    });
    const work = message(topics.incoming, 'a', 1);
    const carrying = { ...work, headers: { ...work.headers, traceparent: caller } };
    await publishTraced(bus, telemetry, [carrying]);
    const own = await handled.promise;
    const [published, answered] = telemetry.spans;
    expect(published).toMatchObject({ name: 'publish', parent: caller });
    expect(answered).toMatchObject({ name: 'answer', parent: published?.traceparent, traceparent: own });
  }, 30_000);
});
