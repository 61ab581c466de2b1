// How Kafka is reached, from the configuration.
import type { KafkaConnection } from '../adapters/kafkajs/options.ts';
import type { Config } from './config.ts';

/** @param part names the connection in the broker's logs */
export function kafkaConnection(config: Config, part: string): KafkaConnection {
  const { kafkaBrokers, kafkaSsl, kafkaUsername, kafkaPassword, kafkaMechanism, kafkaPrefix } = config;
  const sasl =
    kafkaUsername === undefined || kafkaPassword === undefined
      ? {}
      : { sasl: { mechanism: kafkaMechanism, username: kafkaUsername, password: kafkaPassword } };
  return {
    brokers: kafkaBrokers,
    clientId: `ledgerdesk-${part}`,
    ssl: kafkaSsl === 'on',
    prefix: kafkaPrefix,
    ...sasl,
  };
}
