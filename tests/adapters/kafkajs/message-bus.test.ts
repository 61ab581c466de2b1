// The contract of the bus, on a real broker. Pauses of the bus are driven by hand; the broker keeps its own time.
import { test } from 'bun:test';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import type { MessageBus } from '../../../src/application/bus/message-bus.ts';
import { messageBusContract } from '../../contract/message-bus.ts';
import { kafkaBrokers, openKafka } from '../../infra/kafka.ts';

const brokers = kafkaBrokers();
/** Nobody listens there. */
const CLOSED_PORT = '127.0.0.1:1';

if (brokers)
  messageBusContract({
    name: 'Kafka',
    open: async ({ retry, drainMs }) => {
      const kafka = await openKafka(brokers, 1);
      const clock = manualClock();
      // Long enough for hours of the hand-driven clock.
      const options = kafka.options({ clock, retry, drainMs, sessionTimeoutMs: 1_800_000 });
      const { telemetry } = options;
      const real = kafkaBus(options);
      const away = kafka.bus({ brokers: [CLOSED_PORT], publishTimeoutMs: 500 });
      let [refusing, doubled] = [false, false];
      const bus: MessageBus = {
        async publish(messages) {
          await (refusing ? away : real).publish(messages);
          if (doubled) await real.publish(messages);
        },
        subscribe: real.subscribe,
        async [Symbol.asyncDispose]() {
          await real[Symbol.asyncDispose]();
          await away[Symbol.asyncDispose]();
          await kafka.close();
        },
      };
      return {
        bus,
        telemetry,
        async pass(ms) {
          await clock.advance(ms);
          await Bun.sleep(5); // lets the network in
        },
        refuse: (value) => {
          refusing = value;
        },
        duplicate: () => {
          doubled = true;
        },
      };
    },
  });
// Named, so that the run says what it leaves out; in CI `kafkaBrokers` throws instead.
else test.skip('the contract of the bus on Kafka', () => {});
