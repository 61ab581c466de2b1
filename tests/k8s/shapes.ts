// The shape of every kind of manifest there is here.
import { Type } from '@sinclair/typebox';
import { operatorKinds } from './operator-shapes.ts';
import { Labels, Metadata, Name, PodTemplate, Port, Quantity, Selector, strict } from './pod-shapes.ts';

const optional = Type.Optional;
const whole = Type.Integer({ minimum: 0 });
const head = <V extends string, K extends string>(apiVersion: V, kind: K) => ({
  apiVersion: Type.Literal(apiVersion),
  kind: Type.Literal(kind),
  metadata: Metadata,
});

const NetworkPorts = Type.Array(
  strict({ protocol: Type.Union([Type.Literal('TCP'), Type.Literal('UDP')]), port: Port }),
);
const Peer = strict({
  podSelector: optional(Selector),
  namespaceSelector: optional(Selector),
  ipBlock: optional(strict({ cidr: Type.String(), except: optional(Type.Array(Type.String())) })),
});
const Behaviour = strict({ stabilizationWindowSeconds: whole });
const Amount = Type.Union([whole, Type.String({ pattern: '^\\d+%$' })]);

export const kinds = {
  Namespace: strict({ ...head('v1', 'Namespace') }),
  ServiceAccount: strict({
    ...head('v1', 'ServiceAccount'),
    automountServiceAccountToken: Type.Literal(false),
  }),
  ConfigMap: strict({ ...head('v1', 'ConfigMap'), data: Type.Record(Type.String(), Type.String()) }),
  Secret: strict({
    ...head('v1', 'Secret'),
    type: Type.String(),
    stringData: Type.Record(Type.String(), Type.String()),
  }),
  Service: strict({
    ...head('v1', 'Service'),
    spec: strict({
      clusterIP: optional(Type.Literal('None')),
      publishNotReadyAddresses: optional(Type.Boolean()),
      selector: Labels,
      ports: Type.Array(strict({ name: Name, port: Type.Integer(), targetPort: Port }), { minItems: 1 }),
    }),
  }),
  Deployment: strict({
    ...head('apps/v1', 'Deployment'),
    spec: strict({
      replicas: optional(whole),
      revisionHistoryLimit: whole,
      strategy: strict({
        type: Type.Literal('RollingUpdate'),
        rollingUpdate: strict({ maxSurge: Amount, maxUnavailable: Amount }),
      }),
      selector: Selector,
      template: PodTemplate,
    }),
  }),
  StatefulSet: strict({
    ...head('apps/v1', 'StatefulSet'),
    spec: strict({
      serviceName: Name,
      replicas: whole,
      podManagementPolicy: optional(Type.Literal('Parallel')),
      selector: Selector,
      template: PodTemplate,
      volumeClaimTemplates: Type.Array(
        strict({
          metadata: Metadata,
          spec: strict({
            accessModes: Type.Array(Type.Literal('ReadWriteOnce')),
            resources: strict({ requests: strict({ storage: Quantity }) }),
          }),
        }),
      ),
    }),
  }),
  Job: strict({
    ...head('batch/v1', 'Job'),
    spec: strict({
      backoffLimit: whole,
      activeDeadlineSeconds: whole,
      ttlSecondsAfterFinished: whole,
      template: PodTemplate,
    }),
  }),
  HorizontalPodAutoscaler: strict({
    ...head('autoscaling/v2', 'HorizontalPodAutoscaler'),
    spec: strict({
      scaleTargetRef: strict({ apiVersion: Type.String(), kind: Type.String(), name: Name }),
      minReplicas: whole,
      maxReplicas: whole,
      metrics: Type.Array(
        strict({
          type: Type.Literal('Resource'),
          resource: strict({
            name: Type.Literal('cpu'),
            target: strict({ type: Type.Literal('Utilization'), averageUtilization: whole }),
          }),
        }),
      ),
      behavior: strict({ scaleUp: Behaviour, scaleDown: Behaviour }),
    }),
  }),
  PodDisruptionBudget: strict({
    ...head('policy/v1', 'PodDisruptionBudget'),
    spec: strict({
      maxUnavailable: Amount,
      unhealthyPodEvictionPolicy: optional(Type.Literal('AlwaysAllow')),
      selector: Selector,
    }),
  }),
  NetworkPolicy: strict({
    ...head('networking.k8s.io/v1', 'NetworkPolicy'),
    spec: strict({
      podSelector: Selector,
      policyTypes: Type.Array(Type.Union([Type.Literal('Ingress'), Type.Literal('Egress')])),
      ingress: optional(Type.Array(strict({ from: Type.Array(Peer), ports: NetworkPorts }))),
      egress: optional(Type.Array(strict({ to: optional(Type.Array(Peer)), ports: optional(NetworkPorts) }))),
    }),
  }),
  Ingress: strict({
    ...head('networking.k8s.io/v1', 'Ingress'),
    spec: strict({
      ingressClassName: Name,
      tls: Type.Array(strict({ hosts: Type.Array(Type.String()), secretName: Name })),
      rules: Type.Array(
        strict({
          host: Type.String(),
          http: strict({
            paths: Type.Array(
              strict({
                path: Type.String({ pattern: '^/' }),
                pathType: Type.Literal('Prefix'),
                backend: strict({
                  service: strict({ name: Name, port: strict({ name: Name }) }),
                }),
              }),
            ),
          }),
        }),
      ),
    }),
  }),
  ...operatorKinds,
};
export type Kind = keyof typeof kinds;
