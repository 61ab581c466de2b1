// What pods and their parts may look like: the fields of Kubernetes that the manifests use, and no others, so that a mistyped one is found.
import { type TProperties, Type } from '@sinclair/typebox';

/** An object with these fields and no others. */
export const strict = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

const optional = Type.Optional;
const whole = Type.Integer({ minimum: 0 });

export const Name = Type.String({ pattern: '^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$', maxLength: 253 });
export const Labels = Type.Record(Type.String(), Type.String({ pattern: '^[-._A-Za-z0-9]{0,63}$' }));
export const Metadata = strict({
  name: Name,
  namespace: optional(Name),
  labels: optional(Labels),
  annotations: optional(Type.Record(Type.String(), Type.String())),
});
export const Selector = strict({
  matchLabels: optional(Labels),
  matchExpressions: optional(
    Type.Array(
      strict({
        key: Type.String(),
        operator: Type.Union([Type.Literal('In'), Type.Literal('NotIn')]),
        values: Type.Array(Type.String(), { minItems: 1 }),
      }),
    ),
  ),
});
export const Port = Type.Union([Type.Integer({ minimum: 1, maximum: 65535 }), Name]);
export const Quantity = Type.String({ pattern: '^\\d+(\\.\\d+)?(m|Ki|Mi|Gi)?$' });
export const Resources = strict({
  requests: strict({ cpu: Quantity, memory: Quantity }),
  limits: strict({ cpu: optional(Quantity), memory: Quantity }),
});
export const KeyOf = strict({ name: Name, key: Type.String(), optional: optional(Type.Boolean()) });
const Nothing = strict({});

const Probe = strict({
  httpGet: optional(strict({ path: Type.String({ pattern: '^/' }), port: Port })),
  tcpSocket: optional(strict({ port: Port })),
  exec: optional(strict({ command: Type.Array(Type.String(), { minItems: 1 }) })),
  periodSeconds: optional(whole),
  timeoutSeconds: optional(whole),
  failureThreshold: optional(whole),
});

const Variable = strict({
  name: Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' }),
  value: optional(Type.String()),
  valueFrom: optional(
    strict({
      secretKeyRef: optional(KeyOf),
      configMapKeyRef: optional(KeyOf),
      fieldRef: optional(strict({ fieldPath: Type.String() })),
    }),
  ),
});

const Container = strict({
  name: Name,
  image: Type.String(),
  imagePullPolicy: optional(Type.Union([Type.Literal('IfNotPresent'), Type.Literal('Never')])),
  command: optional(Type.Array(Type.String())),
  args: optional(Type.Array(Type.String())),
  ports: optional(Type.Array(strict({ name: Name, containerPort: Type.Integer() }))),
  envFrom: optional(Type.Array(strict({ configMapRef: strict({ name: Name }) }))),
  env: optional(Type.Array(Variable)),
  startupProbe: optional(Probe),
  livenessProbe: optional(Probe),
  readinessProbe: optional(Probe),
  lifecycle: optional(strict({ preStop: strict({ sleep: strict({ seconds: whole }) }) })),
  resources: Resources,
  securityContext: strict({
    allowPrivilegeEscalation: Type.Literal(false),
    readOnlyRootFilesystem: optional(Type.Boolean()),
    capabilities: strict({ drop: Type.Tuple([Type.Literal('ALL')]) }),
  }),
  volumeMounts: optional(
    Type.Array(
      strict({
        name: Name,
        mountPath: Type.String({ pattern: '^/' }),
        readOnly: optional(Type.Boolean()),
      }),
    ),
  ),
});

const SecretFiles = strict({
  name: Name,
  items: Type.Array(strict({ key: Type.String(), path: Type.String() })),
});
const Volume = strict({
  name: Name,
  emptyDir: optional(Type.Union([Nothing, strict({ sizeLimit: Quantity })])),
  configMap: optional(strict({ name: Name, defaultMode: optional(whole) })),
  projected: optional(strict({ sources: Type.Array(strict({ secret: SecretFiles })) })),
});

const Spread = strict({
  topologyKey: Type.String(),
  maxSkew: Type.Integer({ minimum: 1 }),
  whenUnsatisfiable: Type.Union([Type.Literal('ScheduleAnyway'), Type.Literal('DoNotSchedule')]),
  labelSelector: Selector,
  matchLabelKeys: optional(Type.Array(Type.String())),
});

export const PodTemplate = strict({
  metadata: strict({ labels: Labels, annotations: optional(Type.Record(Type.String(), Type.String())) }),
  spec: strict({
    serviceAccountName: optional(Name),
    automountServiceAccountToken: Type.Literal(false),
    enableServiceLinks: Type.Literal(false),
    restartPolicy: optional(Type.Literal('Never')),
    terminationGracePeriodSeconds: optional(whole),
    securityContext: strict({
      runAsNonRoot: Type.Literal(true),
      runAsUser: Type.Integer({ minimum: 1 }),
      runAsGroup: Type.Integer({ minimum: 1 }),
      fsGroup: optional(Type.Integer({ minimum: 1 })),
      seccompProfile: strict({ type: Type.Literal('RuntimeDefault') }),
    }),
    topologySpreadConstraints: optional(Type.Array(Spread)),
    initContainers: optional(Type.Array(Container)),
    containers: Type.Array(Container, { minItems: 1 }),
    volumes: optional(Type.Array(Volume)),
  }),
});
