// Which of the built scripts a page needs at once: what its entry imports, and what those import.

interface BuiltScript {
  /** The source it was made from, as the bundler names it; absent for what several share. */
  readonly source: string | undefined;
  /** Names of the scripts it cannot start without. */
  readonly needs: readonly string[];
}

export type ImportGraph = ReadonlyMap<string, BuiltScript>;

/** @param metafile of the bundler; without one, no imports are known */
export function importGraph(metafile: Bun.BuildMetafile | undefined): ImportGraph {
  const graph = new Map<string, BuiltScript>();
  for (const [path, { entryPoint, imports }] of Object.entries(metafile?.outputs ?? {})) {
    const needed = imports.filter(({ kind }) => kind === 'import-statement');
    graph.set(nameOf(path), { source: entryPoint, needs: needed.map(({ path: other }) => nameOf(other)) });
  }
  return graph;
}

/** The script made from a source file. @throws Error when there is none */
export function madeFrom(graph: ImportGraph, source: string): string {
  for (const [name, script] of graph) if (script.source?.endsWith(source)) return name;
  throw new Error(`no script was made from ${source}`);
}

/** The given scripts and all they need, those first. */
export function closure(graph: ImportGraph, names: readonly string[]): readonly string[] {
  const all = new Set(names);
  for (const name of all) for (const other of graph.get(name)?.needs ?? []) all.add(other);
  return [...all];
}

function nameOf(path: string): string {
  return path.replace(/^\.?\//, '');
}
