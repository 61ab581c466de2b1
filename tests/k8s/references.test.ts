// What one manifest says of another is there: selectors, ports, services, targets, accounts, topics.
import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { allTopics } from '../../src/adapters/kafkajs/topics.ts';
import { topics } from '../../src/application/bus/message-bus.ts';
import { describeRendered, rendered } from './kustomize.ts';
import { only, root, selects, workloads } from './manifests.ts';
import { overlays, podsOf } from './pods.ts';

describeRendered('references between manifests', () => {
  test('selectors select the pods of their own workload and of no other', () => {
    for (const overlay of overlays) {
      const all = workloads(rendered(overlay));
      expect(all.length).toBeGreaterThan(5);
      for (const workload of all) {
        if (workload.kind === 'Job') continue;
        const found = all.filter(({ spec }) =>
          selects(workload.spec.selector, spec.template.metadata.labels),
        );
        expect(found, `${overlay} ${workload.metadata.name}`).toEqual([workload]);
      }
    }
  });

  test('a service selects one workload and its ports are ports of the containers', () => {
    for (const overlay of overlays) {
      for (const { metadata, spec } of only(rendered(overlay), 'Service')) {
        const pods = podsOf(overlay).filter(({ labels }) => selects({ matchLabels: spec.selector }, labels));
        expect(pods.length, metadata.name).toBe(1);
        for (const { targetPort } of spec.ports)
          expect(pods[0]?.ports, metadata.name).toContain(String(targetPort));
      }
    }
  });

  test('a stateful set has the headless service it names', () => {
    for (const overlay of overlays) {
      for (const { spec } of only(rendered(overlay), 'StatefulSet')) {
        const service = only(rendered(overlay), 'Service').find(
          ({ metadata }) => metadata.name === spec.serviceName,
        );
        expect(service?.spec.clusterIP).toBe('None');
      }
    }
  });

  test('the ingress leads to a service by a port it has, and the certificate is for its host', () => {
    for (const overlay of overlays) {
      const [ingress] = only(rendered(overlay), 'Ingress');
      const hosts = ingress?.spec.rules.map(({ host }) => host);
      expect(ingress?.spec.tls.flatMap((tls) => tls.hosts)).toEqual(hosts ?? []);
      const [settings] = only(rendered(overlay), 'ConfigMap').filter(
        (map) => 'LEDGERDESK_PUBLIC_URL' in map.data,
      );
      expect(settings?.data['LEDGERDESK_PUBLIC_URL']).toBe(`https://${hosts?.[0]}`);
      for (const { backend } of ingress?.spec.rules.flatMap(({ http }) => http.paths) ?? []) {
        const service = only(rendered(overlay), 'Service').find(
          (s) => s.metadata.name === backend.service.name,
        );
        expect(service?.spec.ports.map(({ name }) => name)).toContain(backend.service.port.name);
      }
    }
  });

  test('whatever is scaled is there, is scaled by one, and has no number of its own', () => {
    for (const overlay of overlays) {
      const manifests = rendered(overlay);
      const targets = [...only(manifests, 'HorizontalPodAutoscaler'), ...only(manifests, 'ScaledObject')].map(
        ({ spec }) => spec.scaleTargetRef.name,
      );
      expect(targets.sort()).toEqual(['agent', 'api']);
      for (const { metadata, spec } of only(manifests, 'Deployment'))
        expect(spec.replicas === undefined, metadata.name).toBe(targets.includes(metadata.name));
    }
  });

  test('every deployment has a disruption budget that selects it alone', () => {
    for (const overlay of overlays) {
      const budgets = only(rendered(overlay), 'PodDisruptionBudget');
      for (const { metadata, spec } of only(rendered(overlay), 'Deployment')) {
        const its = budgets.filter((budget) => selects(budget.spec.selector, spec.template.metadata.labels));
        expect(its.map((budget) => budget.metadata.name)).toEqual([metadata.name]);
      }
      for (const budget of budgets)
        expect(podsOf(overlay).filter(({ labels }) => selects(budget.spec.selector, labels)).length).toBe(1);
    }
  });

  test('config maps and service accounts are there, and every mounted volume is declared', () => {
    for (const overlay of overlays) {
      const maps = only(rendered(overlay), 'ConfigMap').map(({ metadata }) => metadata.name);
      const accounts = only(rendered(overlay), 'ServiceAccount').map(({ metadata }) => metadata.name);
      for (const { spec: workload } of workloads(rendered(overlay))) {
        const { spec } = workload.template;
        if (spec.serviceAccountName !== undefined) expect(accounts).toContain(spec.serviceAccountName);
        for (const { configMap } of spec.volumes ?? []) if (configMap) expect(maps).toContain(configMap.name);
        for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
          for (const { configMapRef } of container.envFrom ?? []) expect(maps).toContain(configMapRef.name);
          const volumes = [
            ...(spec.volumes ?? []).map(({ name }) => name),
            ...('volumeClaimTemplates' in workload
              ? workload.volumeClaimTemplates.map(({ metadata }) => metadata.name)
              : []),
          ];
          for (const { name } of container.volumeMounts ?? []) expect(volumes).toContain(name);
        }
      }
    }
  });

  test('what KEDA logs in with is what the scaled pods have', () => {
    const manifests = rendered('k8s/overlays/production');
    const [agents] = only(manifests, 'ScaledObject');
    const [login] = only(manifests, 'TriggerAuthentication');
    expect(agents?.spec.triggers.map(({ authenticationRef }) => authenticationRef?.name)).toEqual([
      login?.metadata.name,
    ]);
    const pods = podsOf('k8s/overlays/production').find(
      ({ name }) => name === agents?.spec.scaleTargetRef.name,
    );
    for (const { name } of login?.spec.env ?? []) expect(pods?.variables).toContain(name);
    const [user] = only(manifests, 'KafkaUser');
    const [settings] = only(manifests, 'ConfigMap').filter((map) => 'LEDGERDESK_KAFKA_USERNAME' in map.data);
    expect(settings?.data['LEDGERDESK_KAFKA_USERNAME']).toBe(user?.metadata.name ?? '');
  });

  test('the brokers of the settings and of KEDA are those the overlay brings', () => {
    const brokers = {
      'k8s/overlays/minikube': only(rendered('k8s/overlays/minikube'), 'Service')
        .filter(({ spec }) => spec.clusterIP === undefined)
        .flatMap(({ metadata, spec }) => spec.ports.map(({ port }) => `${metadata.name}:${port}`)),
      'k8s/overlays/production': only(rendered('k8s/overlays/production'), 'Kafka').flatMap(
        ({ metadata, spec }) =>
          spec.kafka.listeners.map(({ port }) => `${metadata.name}-kafka-bootstrap:${port}`),
      ),
    };
    for (const overlay of overlays) {
      const [settings] = only(rendered(overlay), 'ConfigMap').filter(
        (map) => 'LEDGERDESK_KAFKA_BROKERS' in map.data,
      );
      const used = settings?.data['LEDGERDESK_KAFKA_BROKERS'] ?? '';
      expect(brokers[overlay]).toContain(used);
      const [agents] = only(rendered(overlay), 'ScaledObject');
      const seen = agents?.spec.triggers.map(({ metadata }) => metadata.bootstrapServers);
      expect(seen).toEqual([used.replace(':', '.customer-success-fte:')]);
    }
  });

  test('Strimzi makes exactly the topics of the program, for the cluster there is', () => {
    const manifests = rendered('k8s/overlays/production');
    const named = only(manifests, 'KafkaTopic').map(({ metadata }) => metadata.name);
    expect(named.sort()).toEqual([...allTopics].sort());
    const [kafka] = only(manifests, 'Kafka');
    for (const kind of ['KafkaTopic', 'KafkaUser', 'KafkaNodePool'] as const)
      for (const { metadata } of only(manifests, kind))
        expect(metadata.labels?.['strimzi.io/cluster']).toBe(kafka?.metadata.name ?? '');
    for (const { spec } of only(manifests, 'KafkaUser'))
      for (const { resource } of spec.authorization.acls.filter((acl) => acl.resource.type === 'topic'))
        expect(named.every((name) => name.startsWith(resource.name))).toBeTrue();
  });

  test('KEDA measures the topic and the group that the agent really reads', async () => {
    const sources = [...new Glob('src/main/**/*.ts').scanSync(root)].map((path) =>
      Bun.file(`${root}${path}`).text(),
    );
    const program = (await Promise.all(sources)).join('\n');
    for (const overlay of overlays) {
      for (const { metadata } of only(rendered(overlay), 'ScaledObject').flatMap(
        ({ spec }) => spec.triggers,
      )) {
        expect(metadata.topic).toBe(topics.incoming);
        expect(program).toMatch(
          new RegExp(`group: '${metadata.consumerGroup}',\\s*topics: \\[topics\\.incoming\\]`),
        );
      }
    }
  });
});
