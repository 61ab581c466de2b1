// The numbers that were asked for, and what every pod must be like.
import { expect, test } from 'bun:test';
import { allRoles } from '../../src/main/roles.ts';
import { describeRendered, rendered } from './kustomize.ts';
import { only, workloads } from './manifests.ts';
import { overlays } from './pods.ts';

const roles: string[] = [...allRoles].sort();
/** As asked for; the small overlay takes less. */
const full = ['k8s/base', 'k8s/overlays/production'] as const;

const resourcesOf = (folder: (typeof full)[number], role: string) =>
  only(rendered(folder), 'Deployment').find(({ metadata }) => metadata.name === role)?.spec.template.spec
    .containers[0]?.resources;

describeRendered('what was asked for', () => {
  test('one deployment for each role, started with that role alone', () => {
    for (const folder of [...full, ...overlays]) {
      const deployments = only(rendered(folder), 'Deployment');
      expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(roles);
      for (const { metadata, spec } of deployments)
        expect(spec.template.spec.containers.map(({ args }) => args)).toEqual([
          ['start', '--roles', metadata.name],
        ]);
    }
  });

  test('api has 500m to 1 CPU and 512Mi to 1Gi, agent 1 to 2 CPU and 1 to 2Gi', () => {
    for (const folder of full) {
      expect(resourcesOf(folder, 'api')).toEqual({
        requests: { cpu: '500m', memory: '512Mi' },
        limits: { cpu: '1', memory: '1Gi' },
      });
      expect(resourcesOf(folder, 'agent')).toEqual({
        requests: { cpu: '1', memory: '1Gi' },
        limits: { cpu: '2', memory: '2Gi' },
      });
    }
  });

  test('no role is given less memory than the 300 MB it may take', () => {
    for (const folder of [...full, ...overlays])
      for (const { metadata, spec } of only(rendered(folder), 'Deployment'))
        for (const { resources } of spec.template.spec.containers)
          expect(['512Mi', '1Gi', '2Gi'], metadata.name).toContain(resources.limits.memory);
  });

  test('a version rolls out by quarters', () => {
    for (const { spec } of only(rendered('k8s/overlays/production'), 'Deployment'))
      expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: '25%', maxUnavailable: '25%' });
  });

  test('api runs 3 to 20 times at 70 % CPU', () => {
    for (const folder of full) {
      const [scaler] = only(rendered(folder), 'HorizontalPodAutoscaler');
      expect(scaler?.spec).toMatchObject({
        minReplicas: 3,
        maxReplicas: 20,
        scaleTargetRef: { name: 'api' },
      });
      expect(scaler?.spec.metrics.map(({ resource }) => resource.target.averageUtilization)).toEqual([70]);
    }
  });

  test('agent runs 2 to 12 times, one for each 100 messages that wait', () => {
    for (const folder of full) {
      const [scaler] = only(rendered(folder), 'ScaledObject');
      expect(scaler?.spec).toMatchObject({
        minReplicaCount: 2,
        maxReplicaCount: 12,
        scaleTargetRef: { name: 'agent' },
      });
      expect(scaler?.spec.triggers.map(({ metadata }) => metadata.lagThreshold)).toEqual(['100']);
    }
  });

  test('relay and scheduler have a second one that stands by', () => {
    for (const { metadata, spec } of only(rendered('k8s/overlays/production'), 'Deployment'))
      if (['relay', 'scheduler', 'delivery'].includes(metadata.name)) expect(spec.replicas).toBe(2);
  });

  test('topics have 12 partitions and three copies, on three brokers', () => {
    for (const { spec } of only(rendered('k8s/overlays/production'), 'KafkaTopic'))
      expect(spec).toMatchObject({ partitions: 12, replicas: 3 });
    const [pool] = only(rendered('k8s/overlays/production'), 'KafkaNodePool');
    expect(pool?.spec.replicas).toBe(3);
    const kafka = only(rendered('k8s/overlays/minikube'), 'StatefulSet').find(
      (s) => s.metadata.name === 'kafka',
    );
    expect(kafka?.spec.replicas).toBe(3);
  });

  test('the database takes the connections of all pods at their most, a version rolling out included', () => {
    const connectionsOfAPod = 16 + 1;
    const pods = (folder: 'k8s/overlays/minikube' | 'k8s/overlays/production') => {
      const scaled = [
        ...only(rendered(folder), 'HorizontalPodAutoscaler').map(({ spec }) => spec.maxReplicas),
        ...only(rendered(folder), 'ScaledObject').map(({ spec }) => spec.maxReplicaCount),
      ];
      const fixed = only(rendered(folder), 'Deployment').flatMap(({ spec }) => spec.replicas ?? []);
      return [...scaled, ...fixed].reduce((sum, count) => sum + count + Math.ceil(count / 4), 1);
    };
    const [cluster] = only(rendered('k8s/overlays/production'), 'Cluster');
    expect(Number(cluster?.spec.postgresql.parameters['max_connections'])).toBeGreaterThan(
      pods('k8s/overlays/production') * connectionsOfAPod,
    );
    const small = only(rendered('k8s/overlays/minikube'), 'StatefulSet').find(
      (s) => s.metadata.name === 'postgres',
    );
    const args = small?.spec.template.spec.containers[0]?.args?.join(' ') ?? '';
    expect(Number(/max_connections=(\d+)/.exec(args)?.[1])).toBeGreaterThan(
      pods('k8s/overlays/minikube') * connectionsOfAPod,
    );
  });
});

describeRendered('every pod', () => {
  test('runs an image of a version', () => {
    for (const folder of [...full, ...overlays]) {
      const manifests = rendered(folder);
      const images = [
        ...workloads(manifests).flatMap(({ spec }) => {
          const { containers, initContainers = [] } = spec.template.spec;
          return [...containers, ...initContainers].map(({ image }) => image);
        }),
        ...only(manifests, 'Cluster').map(({ spec }) => spec.imageName),
      ];
      for (const image of images) expect(image).toMatch(/^[^:@]+:v?\d+\.\d+[-.\w]*(@sha256:[0-9a-f]{64})?$/);
    }
  });

  test('of the program writes nowhere but /tmp and what is mounted for it', () => {
    for (const overlay of overlays) {
      for (const { spec } of workloads(rendered(overlay))) {
        const { metadata, spec: pod } = spec.template;
        if (metadata.labels['app.kubernetes.io/name'] !== 'ledgerdesk') continue;
        for (const container of [...pod.containers, ...(pod.initContainers ?? [])])
          expect(container.securityContext.readOnlyRootFilesystem).toBeTrue();
        expect(pod.containers[0]?.volumeMounts?.map(({ mountPath }) => mountPath)).toContain('/tmp');
        expect(pod.serviceAccountName).toBe('ledgerdesk');
      }
    }
  });

  test('that serves has all three probes', () => {
    for (const overlay of overlays)
      for (const { metadata, spec } of [
        ...only(rendered(overlay), 'Deployment'),
        ...only(rendered(overlay), 'StatefulSet'),
      ])
        for (const { startupProbe, livenessProbe, readinessProbe } of spec.template.spec.containers)
          expect([startupProbe, livenessProbe, readinessProbe], metadata.name).not.toContain(undefined);
  });
});
