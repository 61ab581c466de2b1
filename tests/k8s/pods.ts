// The pods of an overlay as policies and services see them, those that operators start included.
import { rendered } from './kustomize.ts';
import { only, workloads } from './manifests.ts';

export const overlays = ['k8s/overlays/minikube', 'k8s/overlays/production'] as const;
export type Overlay = (typeof overlays)[number];

interface Pods {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Names and numbers of the ports they listen on. */
  readonly ports: readonly string[];
  /** Names of the variables of the first container, those of its config map included. */
  readonly variables: readonly string[];
}

export function podsOf(overlay: Overlay): readonly Pods[] {
  const manifests = rendered(overlay);
  const maps = only(manifests, 'ConfigMap');
  const ours = workloads(manifests).map(({ metadata, spec }): Pods => {
    const { containers } = spec.template.spec;
    const shared = containers[0]?.envFrom?.flatMap(({ configMapRef }) =>
      Object.keys(maps.find((map) => map.metadata.name === configMapRef.name)?.data ?? {}),
    );
    return {
      name: metadata.name,
      labels: spec.template.metadata.labels,
      ports: containers.flatMap(({ ports = [] }) => ports.flatMap((p) => [p.name, String(p.containerPort)])),
      variables: [...(shared ?? []), ...(containers[0]?.env ?? []).map(({ name }) => name)],
    };
  });
  const databases = only(manifests, 'Cluster').map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: { ...spec.inheritedMetadata.labels, 'cnpg.io/cluster': metadata.name },
    ports: ['5432', '8000', '9187'],
    variables: [],
  }));
  const brokers = only(manifests, 'KafkaNodePool').map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: {
      ...spec.template.pod.metadata.labels,
      ...metadata.labels,
      'strimzi.io/pool-name': metadata.name,
    },
    ports: only(manifests, 'Kafka').flatMap(({ spec: kafka }) =>
      kafka.kafka.listeners.map((l) => String(l.port)),
    ),
    variables: [],
  }));
  return [...ours, ...databases, ...brokers];
}
