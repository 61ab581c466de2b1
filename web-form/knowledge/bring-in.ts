// Files on their way into the knowledge base: read in the browser, sent in portions, with news line by line.
import type { ImportProblem, ImportProgress, ImportResult } from '../../src/application/knowledge/import.ts';
import { linesOf } from '../client/lines.ts';

/** The last step has the names of the articles that the files hold, whatever became of them. */
export type ImportStep =
  | ImportProgress
  | { readonly stage: 'done'; readonly result: ImportResult; readonly slugs?: readonly string[] };

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

const largestFile = 1_000_000;
/** UTF-16 units of one request; escaped and in the widest script it is below what the desk takes. */
const portion = 2_000_000;

/** @param words for what is left out here already */
export async function readFiles(
  files: readonly File[],
  words: { readonly tooLarge: string; readonly notText: string },
): Promise<{ readonly sources: readonly SourceFile[]; readonly problems: readonly ImportProblem[] }> {
  const sources: SourceFile[] = [];
  const problems: ImportProblem[] = [];
  for (const file of files) {
    const name = file.webkitRelativePath || file.name;
    if (file.size > largestFile) {
      problems.push({ file: name, problem: words.tooLarge });
      continue;
    }
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      sources.push({ name, text });
    } catch {
      problems.push({ file: name, problem: words.notText });
    }
  }
  return { sources, problems };
}

export function portionsOf(sources: readonly SourceFile[]): readonly (readonly SourceFile[])[] {
  const portions: SourceFile[][] = [];
  let size = portion;
  for (const source of sources) {
    size += source.text.length;
    if (size > portion) {
      portions.push([]);
      size = source.text.length;
    }
    portions.at(-1)?.push(source);
  }
  return portions;
}

/** @yields the steps of an answer that comes line by line @throws Error when it breaks off before its result */
export async function* stepsOf(body: ReadableStream<Uint8Array>): AsyncIterable<ImportStep> {
  let isDone = false;
  for await (const line of linesOf(body)) {
    const step = JSON.parse(line) as ImportStep;
    isDone = step.stage === 'done';
    yield step;
  }
  if (!isDone) throw new Error('the import broke off');
}

export function added(one: ImportResult, other: ImportResult): ImportResult {
  return {
    published: one.published + other.published,
    revised: one.revised + other.revised,
    unchanged: one.unchanged + other.unchanged,
    withdrawn: one.withdrawn + other.withdrawn,
    embedded: one.embedded + other.embedded,
    problems: [...one.problems, ...other.problems],
  };
}

export const nothing: ImportResult = {
  published: 0,
  revised: 0,
  unchanged: 0,
  withdrawn: 0,
  embedded: 0,
  problems: [],
};
