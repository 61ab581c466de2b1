// Nothing may talk but what must, and what must can: the policies of both sides agree.
import { expect, test } from 'bun:test';
import { allRoles } from '../../src/main/roles.ts';
import { describeRendered, rendered } from './kustomize.ts';
import { only, selects } from './manifests.ts';
import { type Overlay, overlays, podsOf } from './pods.ts';

/** Pods that a controller of the cluster starts now and then. */
const passing = ['acme-solver'];

const policies = (overlay: Overlay) => only(rendered(overlay), 'NetworkPolicy');
type Policy = ReturnType<typeof policies>[number];
const about = (overlay: Overlay, labels: Readonly<Record<string, string>>, type: 'Ingress' | 'Egress') =>
  policies(overlay).filter(
    ({ spec }) => spec.policyTypes.includes(type) && selects(spec.podSelector, labels),
  );

/** Whether pods may open connections to others of the namespace, by the policies of the side that opens. */
function mayReach(
  overlay: Overlay,
  from: string,
  to: { labels: Readonly<Record<string, string>>; port: string },
) {
  const labels = podsOf(overlay).find(({ name }) => name === from)?.labels ?? {};
  return about(overlay, labels, 'Egress').some(({ spec }) =>
    spec.egress?.some(
      (rule) =>
        rule.to?.some(
          (peer) => !peer.namespaceSelector && peer.podSelector && selects(peer.podSelector, to.labels),
        ) && rule.ports?.some(({ port }) => String(port) === to.port),
    ),
  );
}

const peersOf = ({ spec }: Policy) => [
  ...(spec.ingress ?? []).flatMap(({ from }) => from),
  ...(spec.egress ?? []).flatMap(({ to = [] }) => to),
];

describeRendered('network policies', () => {
  test('everything is denied to begin with', () => {
    for (const overlay of overlays) {
      const all = policies(overlay).find(({ metadata }) => metadata.name === 'default-deny');
      expect(all?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    }
  });

  test('every policy is about pods there are, and names pods and ports there are', () => {
    for (const overlay of overlays) {
      for (const policy of policies(overlay)) {
        if (passing.includes(policy.metadata.name)) continue;
        const its = podsOf(overlay).filter(({ labels }) => selects(policy.spec.podSelector, labels));
        expect(its.length, policy.metadata.name).toBeGreaterThan(0);
        for (const { podSelector, namespaceSelector } of peersOf(policy))
          if (podSelector && !namespaceSelector)
            expect(
              podsOf(overlay).some(({ labels }) => selects(podSelector, labels)),
              policy.metadata.name,
            ).toBeTrue();
        for (const { port } of policy.spec.ingress?.flatMap(({ ports }) => ports) ?? [])
          expect(
            its.some(({ ports }) => ports.includes(String(port))),
            `${policy.metadata.name} ${port}`,
          ).toBeTrue();
      }
    }
  });

  test('every role and the migration reach the database, the bus and the names', () => {
    for (const overlay of overlays) {
      const servers = podsOf(overlay).filter(({ labels }) => 'serves' in labels);
      expect(servers.map(({ labels }) => String(labels['serves'])).sort()).toEqual(['bus', 'database']);
      for (const from of [...allRoles, 'migrate']) {
        for (const { labels } of servers) {
          const port = labels['serves'] === 'bus' ? '9092' : '5432';
          expect(mayReach(overlay, from, { labels, port }), `${from} to ${labels['serves']}`).toBeTrue();
        }
        const labels = podsOf(overlay).find(({ name }) => name === from)?.labels ?? {};
        const names = about(overlay, labels, 'Egress').flatMap(({ spec }) => spec.egress ?? []);
        expect(
          names.some(({ ports }) => ports?.some(({ port }) => port === 53)),
          from,
        ).toBeTrue();
      }
    }
  });

  test('only the agent and what speaks with the channels’ providers may leave the cluster, by TLS, and never into a private network', () => {
    for (const overlay of overlays) {
      const outwards = policies(overlay).flatMap(({ spec }) =>
        (spec.egress ?? [])
          .filter(({ to }) => to?.some(({ ipBlock }) => ipBlock))
          .map((rule) => ({ whose: spec.podSelector, ...rule })),
      );
      const leaving = podsOf(overlay).filter(({ labels }) =>
        outwards.some(({ whose }) => selects(whose, labels)),
      );
      expect(leaving.map(({ name }) => name).sort()).toEqual(['agent', 'api', 'delivery', 'scheduler']);
      for (const { to, ports } of outwards) {
        expect(ports?.map(({ port }) => port)).toEqual([443]);
        for (const { ipBlock } of to ?? [])
          for (const network of ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'])
            expect(ipBlock?.except).toContain(network);
      }
    }
  });

  test('from outside the namespace only the ingress controller reaches the api, and only Prometheus the others', () => {
    for (const overlay of overlays) {
      for (const role of allRoles) {
        const labels = podsOf(overlay).find(({ name }) => name === role)?.labels ?? {};
        const from = about(overlay, labels, 'Ingress')
          .flatMap(({ spec }) => spec.ingress ?? [])
          .flatMap((rule) => rule.from)
          .map(({ namespaceSelector }) =>
            String(namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name']),
          );
        expect(from.sort(), role).toEqual(role === 'api' ? ['ingress-nginx', 'monitoring'] : ['monitoring']);
      }
    }
  });

  test('the servers let in the desk, and KEDA where it measures', () => {
    const desk = podsOf('k8s/overlays/minikube').find(({ name }) => name === 'agent')?.labels ?? {};
    const keda = 'keda';
    const brokers = podsOf('k8s/overlays/minikube').find(({ name }) => name === 'kafka')?.labels ?? {};
    const database = podsOf('k8s/overlays/minikube').find(({ name }) => name === 'postgres')?.labels ?? {};
    for (const server of [brokers, database]) {
      const from = about('k8s/overlays/minikube', server, 'Ingress').flatMap(
        ({ spec }) => spec.ingress ?? [],
      );
      expect(
        from.some((rule) => rule.from.some((p) => p.podSelector && selects(p.podSelector, desk))),
      ).toBeTrue();
    }
    const [kafka] = only(rendered('k8s/overlays/production'), 'Kafka');
    const peers = kafka?.spec.kafka.listeners.flatMap(({ networkPolicyPeers }) => networkPolicyPeers) ?? [];
    expect(peers.some((p) => p.podSelector && selects(p.podSelector, desk))).toBeTrue();
    for (const admitted of [
      peers,
      about('k8s/overlays/minikube', brokers, 'Ingress')
        .flatMap(({ spec }) => spec.ingress ?? [])
        .flatMap((r) => r.from),
    ])
      expect(
        admitted.some((p) => p.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === keda),
      ).toBeTrue();
  });
});
