// Probes and scraping ask for what the program really answers.
import { expect, test } from 'bun:test';
import { bearer, surface } from '../adapters/elysia/fixture.ts';
import { describeRendered, rendered } from './kustomize.ts';
import { only } from './manifests.ts';
import { overlays } from './pods.ts';

describeRendered('what the cluster asks the program', () => {
  test('is alive at the path of the startup and liveness probes, ready at that of the readiness probe', async () => {
    const unready = surface({
      desk: { readiness: async () => ({ ready: false, degraded: [], checks: {} }) },
    });
    for (const overlay of overlays) {
      for (const { spec } of only(rendered(overlay), 'Deployment')) {
        for (const { livenessProbe, startupProbe, readinessProbe, ports } of spec.template.spec.containers) {
          const names = ports?.map(({ name }) => name) ?? [];
          for (const probe of [livenessProbe, startupProbe]) {
            expect((await unready.get(probe?.httpGet?.path ?? 'none')).status).toBe(200);
            expect(names).toContain(String(probe?.httpGet?.port));
          }
          expect((await surface().get(readinessProbe?.httpGet?.path ?? 'none')).status).toBe(200);
          expect((await unready.get(readinessProbe?.httpGet?.path ?? 'none')).status).toBe(503);
          expect(names).toContain(String(readinessProbe?.httpGet?.port));
        }
      }
    }
  });

  test('shows its metrics to a key of an auditor at the path that is scraped, and to nobody without one', async () => {
    const [monitor] = only(rendered('k8s/observability'), 'PodMonitor');
    for (const { path, port } of monitor?.spec.podMetricsEndpoints ?? []) {
      expect((await surface().get(path, bearer('auditor-key'))).status).toBe(200);
      expect((await surface().get(path)).status).toBe(401);
      for (const { spec } of only(rendered('k8s/base'), 'Deployment'))
        expect(
          spec.template.spec.containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
        ).toContain(port);
    }
    expect(monitor?.spec.podMetricsEndpoints.length).toBe(1);
  });
});
