// Articles in Markdown with YAML front matter.
import { parseDocument } from 'htmlparser2';
import { marked } from 'marked';
import { isMap, isScalar, LineCounter, parseDocument as parseYaml } from 'yaml';
import type { RawFields } from './fields.ts';
import type { Node } from './plain-text.ts';
import { SourceProblem } from './source-problem.ts';

const frontMatter = /^---[ \t]*\n([\s\S]*?\n)??---[ \t]*(?:\n|$)/;

/** @throws SourceProblem when the front matter is missing or not readable */
export function parseMarkdown(source: string): {
  readonly fields: RawFields;
  readonly body: readonly Node[];
} {
  const match = frontMatter.exec(source);
  if (!match)
    throw new SourceProblem('the front matter is missing: title and category between two lines of ---', 1);
  const html = marked.parse(source.slice(match[0].length), { async: false, gfm: true });
  return { fields: parseFields(match[1] ?? ''), body: parseDocument(html).children };
}

function parseFields(yaml: string): RawFields {
  const lineCounter = new LineCounter();
  const document = parseYaml(yaml, { lineCounter, logLevel: 'silent' });
  // One line further down in the file: the opening --- comes before.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  const error = document.errors[0];
  if (error) {
    const [what = error.code] = error.message.split(/ at line |\n/);
    throw new SourceProblem(`the front matter is not valid YAML: ${what}`, lineAt(error.pos[0]));
  }
  if (document.contents === null) return { values: {}, lines: {} };
  if (!isMap(document.contents))
    throw new SourceProblem('the front matter must be a list of "field: value" lines', 2);
  const lines: Record<string, number> = {};
  for (const { key } of document.contents.items) {
    if (isScalar(key) && key.range) lines[String(key.value)] = lineAt(key.range[0]);
  }
  return { values: plainValues(document), lines };
}

/** Few aliases are enough for an article; an unbounded number is how YAML blows up memory. */
function plainValues(document: ReturnType<typeof parseYaml>): RawFields['values'] {
  try {
    const values: unknown = document.toJS({ maxAliasCount: 10 });
    return { ...(typeof values === 'object' ? values : {}) };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new SourceProblem(`the front matter is not valid YAML: ${what}`);
  }
}
