// The bus of one process: Kafka where brokers are configured, otherwise in memory, which only one process can share.
import { kafkaBus } from '../adapters/kafkajs/bus.ts';
import { memoryBus } from '../adapters/memory/bus.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import type { Core } from './core.ts';
import { Failure } from './failure.ts';
import { kafkaConnection } from './kafka.ts';
import { allRoles } from './roles.ts';
import type { ServeOptions } from './serve.ts';
import type { Session } from './session.ts';

/** @throws Failure when the roles are spread over processes and nothing connects them */
export async function openBus(core: Core, { config, roles, onFatal }: ServeOptions): Promise<MessageBus> {
  const drainMs = config.shutdownSeconds * 500;
  if (config.kafkaBrokers.length === 0) {
    const missing = allRoles.filter((role) => !roles.includes(role));
    if (missing.length > 0) {
      const why = `without LEDGERDESK_KAFKA_BROKERS all roles run in one process; missing: ${missing.join(', ')}`;
      throw new Failure(why, 2);
    }
    return memoryBus({ ...core, drainMs });
  }
  const fatal = (error: Error) => onFatal(`a consumer has stopped for good: ${error.message}`);
  return kafkaBus({ ...core, ...kafkaConnection(config, roles.join('-')), drainMs, onFatal: fatal });
}

/** A bus for a command that brings something back. @throws Failure where the bus lives in the memory of the running desk */
export async function openBusToPublish({ config, core }: Session): Promise<MessageBus> {
  if (config.kafkaBrokers.length === 0) {
    throw new Failure(
      'the bus is in the memory of the running desk: ask it, POST /api/dead-letters/<id>/redrive',
    );
  }
  return kafkaBus({ ...core, ...kafkaConnection(config, 'cli') });
}
