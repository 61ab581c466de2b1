// The bus on Apache Kafka.
import type { MessageBus } from '../../application/bus/message-bus.ts';
import type { KafkaBusOptions } from './options.ts';
import { publisher } from './publisher.ts';
import { startSubscription } from './subscription.ts';

/** Connects when it is first used. Disposing ends its subscriptions, then lets what is being published finish. */
export function kafkaBus(options: KafkaBusOptions): MessageBus {
  const subscriptions = new Set<AsyncDisposable>();
  const publishing = publisher(options);
  return {
    publish: publishing.publish,
    async subscribe(subscription) {
      const started = await startSubscription(subscription, options, (letter) =>
        publishing.publish([letter]),
      );
      subscriptions.add(started);
      return {
        async [Symbol.asyncDispose]() {
          subscriptions.delete(started);
          await started[Symbol.asyncDispose]();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...subscriptions].map((started) => started[Symbol.asyncDispose]()));
      await publishing[Symbol.asyncDispose]();
    },
  };
}
