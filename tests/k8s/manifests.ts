// The manifests as tests read them: the files as they are written, and what kustomize makes of them.
import { readFileSync } from 'node:fs';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Glob } from 'bun';
import { parseAllDocuments } from 'yaml';
import { type Kind, kinds } from './shapes.ts';

const Manifest = Type.Object({
  apiVersion: Type.String({ minLength: 2 }),
  kind: Type.String({ minLength: 2 }),
  metadata: Type.Optional(Type.Object({ name: Type.String({ minLength: 1 }) })),
});
export type Manifest = Static<typeof Manifest>;

export const root = new URL('../..', import.meta.url).pathname;

/** @throws Error naming what is no YAML, or no manifest */
export function parseManifests(text: string, where: string): readonly Manifest[] {
  return parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${where}: ${problem.message}`);
    const value: unknown = document.toJS();
    if (!Value.Check(Manifest, value)) throw new Error(`${where}: a document is no manifest`);
    return value;
  });
}

/** Path below the project's folder → its manifests. */
export const files: ReadonlyMap<string, readonly Manifest[]> = new Map(
  [...new Glob('k8s/**/*.yaml').scanSync(root)]
    .sort()
    .map((path) => [path, parseManifests(readFileSync(`${root}${path}`, 'utf8'), path)]),
);

/** @returns what is wrong with the manifest's shape, one line for each finding */
export function shapeProblems(manifest: Manifest): readonly string[] {
  const shape = Object.entries(kinds).find(([kind]) => kind === manifest.kind)?.[1];
  if (!shape) return [`${manifest.kind} is not a kind the tests know`];
  return [...Value.Errors(shape, manifest)].map(
    ({ path, message }) => `${manifest.kind} ${manifest.metadata?.name}${path}: ${message}`,
  );
}

/** The manifests of a kind. @throws Error when one has not the shape of its kind */
export function only<K extends Kind>(
  manifests: readonly Manifest[],
  kind: K,
): readonly Static<(typeof kinds)[K]>[] {
  return manifests
    .filter((manifest) => manifest.kind === kind)
    .map((manifest) => {
      const [problem] = shapeProblems(manifest);
      if (problem !== undefined) throw new Error(problem);
      return manifest as Static<(typeof kinds)[K]>;
    });
}

/** What has a pod template, with its name, whatever its kind. */
export const workloads = (manifests: readonly Manifest[]) => [
  ...only(manifests, 'Deployment'),
  ...only(manifests, 'StatefulSet'),
  ...only(manifests, 'Job'),
];

/** Whether pods with these labels are selected. */
export function selects(
  selector: { readonly matchLabels?: Readonly<Record<string, string>> },
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}
