// A bus whose deliveries are in the trace.
import type { MessageBus, Subscription } from '../../src/application/bus/message-bus.ts';
import { defaultRetry } from '../../src/application/bus/retry.ts';
import { nameOf } from './call.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export function tracedBus(world: World, life: Life, bus: MessageBus): MessageBus {
  return { ...bus, subscribe: (subscription) => bus.subscribe(traced(world, life, subscription)) };
}

function traced(world: World, life: Life, subscription: Subscription): Subscription {
  const { group } = subscription;
  return {
    ...subscription,
    handle: async (message, signal) => {
      const { attempt, partition, offset, value } = message;
      const subject = String(value['replyId'] ?? value['ticketId']);
      const what = `${group} ${partition}/${offset} (${subject}), attempt ${attempt}`;
      world.say(`${life.name} takes ${what}`);
      try {
        await subscription.handle(message, signal);
        world.say(`${life.name} is done with ${what}`);
        world.watch.left(subject);
      } catch (error) {
        world.say(`${life.name} fails at ${what}: ${nameOf(error)}`);
        // The last attempt parks it.
        if (attempt === defaultRetry.maxAttempts) world.watch.left(subject);
        throw error;
      }
    },
  };
}
