// What the resources of operators may look like: KEDA, CloudNativePG, Strimzi, Prometheus. Only the fields that are used.
import { Type } from '@sinclair/typebox';
import { KeyOf, Labels, Metadata, Name, Quantity, Resources, Selector, strict } from './pod-shapes.ts';

const optional = Type.Optional;
const text = Type.String();
const whole = Type.Integer({ minimum: 0 });
const resource = <V extends string, K extends string, S extends ReturnType<typeof strict>>(
  apiVersion: V,
  kind: K,
  spec: S,
) => strict({ apiVersion: Type.Literal(apiVersion), kind: Type.Literal(kind), metadata: Metadata, spec });

const ScaledObject = resource(
  'keda.sh/v1alpha1',
  'ScaledObject',
  strict({
    scaleTargetRef: strict({ name: Name }),
    minReplicaCount: whole,
    maxReplicaCount: whole,
    pollingInterval: whole,
    fallback: strict({ failureThreshold: whole, replicas: whole }),
    advanced: strict({
      horizontalPodAutoscalerConfig: strict({
        behavior: strict({ scaleDown: strict({ stabilizationWindowSeconds: whole }) }),
      }),
    }),
    triggers: Type.Array(
      strict({
        type: Type.Literal('kafka'),
        // KEDA takes texts only, numbers included.
        metadata: strict({
          bootstrapServers: text,
          consumerGroup: text,
          topic: text,
          lagThreshold: text,
          offsetResetPolicy: Type.Literal('earliest'),
          sasl: optional(Type.Literal('scram_sha512')),
          tls: optional(Type.Literal('enable')),
        }),
        authenticationRef: optional(strict({ name: Name })),
      }),
      { minItems: 1 },
    ),
  }),
);

const TriggerAuthentication = resource(
  'keda.sh/v1alpha1',
  'TriggerAuthentication',
  strict({
    env: Type.Array(strict({ parameter: text, name: text, containerName: Name })),
    secretTargetRef: Type.Array(strict({ parameter: text, name: Name, key: text })),
  }),
);

const PostgresCluster = resource(
  'postgresql.cnpg.io/v1',
  'Cluster',
  strict({
    instances: Type.Integer({ minimum: 3 }),
    imageName: text,
    inheritedMetadata: strict({ labels: Labels }),
    storage: strict({ size: Quantity }),
    walStorage: strict({ size: Quantity }),
    resources: strict({
      requests: strict({ cpu: Quantity, memory: Quantity }),
      limits: strict({ memory: Quantity }),
    }),
    postgresql: strict({
      synchronous: strict({
        method: Type.Literal('any'),
        number: Type.Integer({ minimum: 1 }),
        dataDurability: Type.Literal('required'),
      }),
      parameters: Type.Record(text, text),
    }),
    affinity: strict({ podAntiAffinityType: Type.Literal('required'), topologyKey: text }),
    bootstrap: strict({
      initdb: strict({
        database: text,
        owner: text,
        secret: strict({ name: Name }),
        postInitApplicationSQL: Type.Array(text),
      }),
    }),
    managed: strict({
      roles: Type.Array(
        strict({
          name: text,
          ensure: Type.Literal('present'),
          login: Type.Boolean(),
          inherit: Type.Boolean(),
          inRoles: Type.Array(text),
          passwordSecret: strict({ name: Name }),
        }),
      ),
    }),
  }),
);

const Kafka = resource(
  'kafka.strimzi.io/v1',
  'Kafka',
  strict({
    kafka: strict({
      version: text,
      listeners: Type.Array(
        strict({
          name: Name,
          port: Type.Integer({ minimum: 9092 }),
          type: Type.Literal('internal'),
          tls: Type.Literal(true),
          authentication: strict({ type: Type.Literal('scram-sha-512') }),
          networkPolicyPeers: Type.Array(
            strict({ podSelector: optional(Selector), namespaceSelector: optional(Selector) }),
          ),
        }),
      ),
      authorization: strict({ type: Type.Literal('simple') }),
      config: Type.Record(text, Type.Union([text, Type.Number(), Type.Boolean()])),
    }),
    entityOperator: strict({ topicOperator: strict({}), userOperator: strict({}) }),
  }),
);

const KafkaNodePool = resource(
  'kafka.strimzi.io/v1',
  'KafkaNodePool',
  strict({
    replicas: Type.Integer({ minimum: 1 }),
    roles: Type.Array(Type.Union([Type.Literal('controller'), Type.Literal('broker')])),
    storage: strict({
      type: Type.Literal('jbod'),
      volumes: Type.Array(
        strict({
          id: whole,
          type: Type.Literal('persistent-claim'),
          size: Quantity,
          kraftMetadata: Type.Literal('shared'),
          deleteClaim: Type.Literal(false),
        }),
      ),
    }),
    resources: strict({ requests: Resources.properties.requests, limits: strict({ memory: Quantity }) }),
    jvmOptions: strict({ '-Xms': text, '-Xmx': text }),
    template: strict({
      pod: strict({
        metadata: strict({ labels: Labels }),
        affinity: strict({
          podAntiAffinity: strict({
            requiredDuringSchedulingIgnoredDuringExecution: Type.Array(
              strict({ topologyKey: text, labelSelector: Selector }),
            ),
          }),
        }),
      }),
    }),
  }),
);

const KafkaTopic = resource(
  'kafka.strimzi.io/v1',
  'KafkaTopic',
  strict({ partitions: whole, replicas: whole, config: Type.Record(text, Type.Number()) }),
);

const KafkaUser = resource(
  'kafka.strimzi.io/v1',
  'KafkaUser',
  strict({
    authentication: strict({ type: Type.Literal('scram-sha-512') }),
    authorization: strict({
      type: Type.Literal('simple'),
      acls: Type.Array(
        strict({
          resource: strict({ type: text, name: text, patternType: text }),
          operations: Type.Array(text, { minItems: 1 }),
        }),
      ),
    }),
  }),
);

const PodMonitor = resource(
  'monitoring.coreos.com/v1',
  'PodMonitor',
  strict({
    selector: Selector,
    podMetricsEndpoints: Type.Array(
      strict({
        port: Name,
        path: text,
        interval: text,
        authorization: strict({ type: Type.Literal('Bearer'), credentials: KeyOf }),
        relabelings: Type.Array(strict({ sourceLabels: Type.Array(text), targetLabel: text })),
      }),
    ),
  }),
);

const PrometheusRule = resource(
  'monitoring.coreos.com/v1',
  'PrometheusRule',
  strict({
    groups: Type.Array(
      strict({
        name: text,
        rules: Type.Array(
          strict({
            alert: Type.String({ pattern: '^Ledgerdesk[A-Z][A-Za-z]+$' }),
            expr: text,
            for: optional(Type.String({ pattern: '^\\d+[mh]$' })),
            labels: strict({ severity: Type.Union([Type.Literal('critical'), Type.Literal('warning')]) }),
            annotations: strict({ summary: text, description: text, runbook: text }),
          }),
        ),
      }),
    ),
  }),
);

export const operatorKinds = {
  ScaledObject,
  TriggerAuthentication,
  Cluster: PostgresCluster,
  Kafka,
  KafkaNodePool,
  KafkaTopic,
  KafkaUser,
  PodMonitor,
  PrometheusRule,
};
