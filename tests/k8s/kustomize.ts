// Runs kustomize, wherever this machine has it: by itself, in kubectl, or from its source through Go.
import { beforeAll, describe } from 'bun:test';
import { type Manifest, parseManifests, root } from './manifests.ts';

/** Kept at a version: another one must not change what the tests see. */
const source = 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1';
const candidates = [
  { program: 'kustomize', command: ['kustomize', 'build'] },
  { program: 'kubectl', command: ['kubectl', 'kustomize'] },
  { program: 'go', command: ['go', 'run', source, 'build'] },
];
const renderer = candidates.find(({ program }) => Bun.which(program) !== null);
/** Longest the first rendering may take: Go compiles kustomize then. */
const LONGEST_MS = 300_000;

export const folders = [
  'k8s/base',
  'k8s/overlays/minikube',
  'k8s/overlays/production',
  'k8s/observability',
] as const;
export type Folder = (typeof folders)[number];

const done = new Map<Folder, readonly Manifest[]>();

/** The manifests of a kustomization. @throws Error with what kustomize says */
export function rendered(folder: Folder): readonly Manifest[] {
  const known = done.get(folder);
  if (known) return known;
  if (!renderer) throw new Error('kustomize, kubectl or go is needed to render the manifests');
  const { stdout, stderr, exitCode } = Bun.spawnSync([...renderer.command, folder], { cwd: root });
  if (exitCode !== 0) throw new Error(`${folder}: ${stderr}`);
  const manifests = parseManifests(stdout.toString(), folder);
  done.set(folder, manifests);
  return manifests;
}

/** A group of tests over rendered manifests. In CI it always runs; on a machine without kustomize it says why it does not. */
export function describeRendered(name: string, tests: () => void): void {
  const missing = renderer === undefined && process.env['CI'] === undefined;
  if (missing) console.log(`not run, for want of kustomize, kubectl or go: ${name}`);
  describe.skipIf(missing)(name, () => {
    beforeAll(() => {
      for (const folder of folders) rendered(folder);
    }, LONGEST_MS);
    tests();
  });
}
