// Every manifest is YAML, names itself, and has only fields that its kind has.
import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { describeRendered, folders, rendered } from './kustomize.ts';
import { files, type Manifest, parseManifests, root, shapeProblems } from './manifests.ts';

/** Written in part, to be merged into others. */
const patches = [
  'k8s/base/role.yaml',
  'k8s/overlays/production/trust.yaml',
  'k8s/overlays/production/lag.yaml',
];

test('there are manifests in every folder', () => {
  for (const folder of folders)
    expect([...files.keys()].filter((path) => path.startsWith(`${folder}/`)).length).toBeGreaterThan(1);
});

test('every document of every file says what it is and what it is called', () => {
  for (const [path, manifests] of files) {
    expect(manifests.length, path).toBeGreaterThan(0);
    for (const { kind, metadata } of manifests)
      if (kind !== 'Kustomization') expect(metadata?.name, path).toBeString();
  }
});

test('every file is used, but for the example of the secrets', async () => {
  for (const path of new Glob('k8s/**/*.{yaml,env,sh,json}').scanSync(root)) {
    const [, folder = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    if (name === 'kustomization.yaml') continue;
    const kustomization = await Bun.file(`${root}${folder}/kustomization.yaml`).text();
    const used = new RegExp(`[\\s[=]${name.replaceAll('.', '\\.')}[\\s,\\]]`).test(kustomization);
    expect(used, path).toBe(name !== 'secret.example.yaml');
  }
});

test('a mistyped field, a number for a text and a missing field are found', () => {
  const budget = (spec: string) =>
    parseManifests(
      `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: ${spec}}`,
      'x',
    );
  const problems = (manifests: readonly Manifest[]) => manifests.flatMap(shapeProblems).length;
  expect(problems(budget('{maxUnavailable: 1, selector: {matchLabels: {a: b}}}'))).toBe(0);
  expect(problems(budget('{maxUnavailable: 1, selector: {matchLabel: {a: b}}}'))).toBeGreaterThan(0);
  expect(problems(budget('{maxUnavailable: 1, selector: {matchLabels: {a: 1}}}'))).toBeGreaterThan(0);
  expect(problems(budget('{maxUnavailable: 1}'))).toBeGreaterThan(0);
});

test('a file that stands for itself has the shape of its kind', () => {
  const whole = [...files].filter(
    ([path]) =>
      !patches.includes(path) && !path.endsWith('kustomization.yaml') && !path.startsWith('k8s/base/'),
  );
  expect(whole.length).toBeGreaterThan(8);
  expect(
    whole.flatMap(([path, manifests]) => manifests.flatMap(shapeProblems).map((p) => `${path}: ${p}`)),
  ).toEqual([]);
});

describeRendered('what kustomize makes of the manifests', () => {
  test('has the shape of its kind', () => {
    for (const folder of folders) {
      expect(rendered(folder).length, folder).toBeGreaterThan(2);
      expect(rendered(folder).flatMap(shapeProblems), folder).toEqual([]);
    }
  });

  test('is in the namespace of the desk and holds nothing twice', () => {
    for (const folder of folders) {
      const names = rendered(folder).map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
      expect(new Set(names).size, folder).toBe(names.length);
      for (const manifest of rendered(folder)) {
        const namespace = JSON.stringify(manifest.metadata).includes('"namespace":"customer-success-fte"');
        expect(namespace, `${manifest.kind} in ${folder}`).toBe(manifest.kind !== 'Namespace');
      }
    }
  });
});
