// What an error of kafkajs means to us.

export type KafkaFault =
  | 'unreachable'
  | 'moving'
  | 'few-copies'
  | 'credentials'
  | 'untrusted'
  | 'forbidden'
  | 'unsupported'
  | 'topic-missing'
  | 'too-large'
  | 'other';

/** Of our own: kafkajs is still trying. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const byName: Readonly<Record<string, KafkaFault>> = {
  KafkaJSSASLAuthenticationError: 'credentials',
  KafkaJSServerDoesNotSupportApiKey: 'unsupported',
  KafkaJSNotImplemented: 'unsupported',
  UnsupportedBroker: 'unsupported',
  KafkaJSConnectionError: 'unreachable',
  KafkaJSConnectionClosedError: 'unreachable',
  KafkaJSRequestTimeoutError: 'unreachable',
  KafkaJSBrokerNotFound: 'unreachable',
  KafkaJSNoBrokerAvailableError: 'unreachable',
  // Not retriable to kafkajs, though a coordinator that moves or loads is found a moment later.
  KafkaJSGroupCoordinatorNotFound: 'moving',
  KafkaJSLockTimeout: 'unreachable',
  NoAnswer: 'unreachable',
};

/** By the protocol's own names of errors. */
const byType: Readonly<Record<string, KafkaFault>> = {
  SASL_AUTHENTICATION_FAILED: 'credentials',
  UNSUPPORTED_SASL_MECHANISM: 'credentials',
  ILLEGAL_SASL_STATE: 'credentials',
  UNSUPPORTED_VERSION: 'unsupported',
  TOPIC_AUTHORIZATION_FAILED: 'forbidden',
  GROUP_AUTHORIZATION_FAILED: 'forbidden',
  CLUSTER_AUTHORIZATION_FAILED: 'forbidden',
  UNKNOWN_TOPIC_OR_PARTITION: 'topic-missing',
  MESSAGE_TOO_LARGE: 'too-large',
  LEADER_NOT_AVAILABLE: 'moving',
  NOT_LEADER_FOR_PARTITION: 'moving',
  REPLICA_NOT_AVAILABLE: 'moving',
  NOT_CONTROLLER: 'moving',
  GROUP_LOAD_IN_PROGRESS: 'moving',
  GROUP_COORDINATOR_NOT_AVAILABLE: 'moving',
  NOT_COORDINATOR_FOR_GROUP: 'moving',
  NOT_ENOUGH_REPLICAS: 'few-copies',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: 'few-copies',
};

/** What TLS calls a certificate that is not to be trusted; kafkajs keeps the code and calls it a connection error. */
const certificates =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|VERIFY)\w*|CERT_\w+|ERR_TLS_CERT_\w+)$/;

const says: Readonly<Record<KafkaFault, string>> = {
  unreachable: 'Kafka cannot be reached',
  moving: 'the brokers of Kafka are taking over from each other',
  'few-copies': 'too few copies of a topic are in sync: a broker is away, or was a moment ago',
  credentials: 'Kafka does not accept the user name, the password or the mechanism',
  untrusted:
    'the certificate of Kafka is not trusted; NODE_EXTRA_CA_CERTS names a file with further authorities',
  forbidden: 'the user lacks a permission (ACL) on a topic or group',
  unsupported: 'the broker does not speak a version of the protocol that is needed; tested with Kafka 4.1',
  'topic-missing': 'a topic does not exist; `ledgerdesk migrate` creates it',
  'too-large': 'the message is larger than the topic takes',
  other: 'Kafka refused',
};

/** @param error anything thrown by kafkajs; its causes are looked at as well */
export function faultOf(error: unknown): KafkaFault {
  for (let e = error, depth = 0; e instanceof Error && depth < 6; e = e.cause, depth++) {
    const type = 'type' in e && typeof e.type === 'string' ? byType[e.type] : undefined;
    const isUntrusted = 'code' in e && typeof e.code === 'string' && certificates.test(e.code);
    const fault = isUntrusted ? 'untrusted' : (type ?? byName[e.name]);
    if (fault !== undefined) return fault;
    // A broker that takes connections and answers nothing: kafkajs has no better word for it.
    if (e.message === 'Broker not connected') return 'unreachable';
  }
  return isRetriable(error) ? 'unreachable' : 'other';
}

/** Whether kafkajs itself would have gone on. */
function isRetriable(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 6; e = e.cause, depth++) {
    if (e.name === 'KafkaJSNumberOfRetriesExceeded' || ('retriable' in e && e.retriable === true))
      return true;
  }
  return false;
}

/** One sentence for a person, without anything of a message. */
export function explain(error: unknown): string {
  const name = error instanceof Error ? error.name : 'unknown';
  const fault = faultOf(error);
  return fault === 'other' ? `${says.other} (${name})` : says[fault];
}

/** Trying again with the same configuration will not help. */
export function needsOperator(error: unknown): boolean {
  return ['credentials', 'untrusted', 'forbidden', 'unsupported', 'topic-missing'].includes(faultOf(error));
}

/**
 * Whether a consumer that ended with this may begin again by itself. What neither kafkajs nor we know is a defect:
 * better to end with its name than to limp.
 */
export function mayRestart(error: unknown): boolean {
  return ['unreachable', 'moving', 'few-copies', 'topic-missing'].includes(faultOf(error));
}
