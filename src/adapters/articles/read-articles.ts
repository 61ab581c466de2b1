// Reads a folder of articles. What cannot be read is reported beside the rest, never instead of it.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ArticleSource, SourceArticle } from '../../application/knowledge/article-source.ts';
import { checkFields, clean } from './fields.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';
import { sectionsOf } from './plain-text.ts';
import { SourceProblem } from './source-problem.ts';

/** An article is a page; a megabyte is a mistake, such as an image pasted as text. */
export const largestFile = 1_000_000;

const extensions = new Set(['.md', '.markdown', '.html', '.htm']);

/**
 * Reads every Markdown and HTML file under a folder, in the order of their names. Hidden files and README.md are left out.
 * @param sha256 lower-case hex digest of a text
 * @throws Error when the folder itself cannot be read
 */
export async function readArticles(
  folder: string,
  sha256: (text: string) => string,
): Promise<readonly ArticleSource[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter(
    (name) => extensions.has(extname(name).toLowerCase()) && !/(^|[/\\])(\.|readme\.md$)/i.test(name),
  );
  const sources: ArticleSource[] = [];
  for (const file of files.sort()) sources.push(await readArticle(join(folder, file), file, sha256));
  return sources;
}

async function readArticle(
  path: string,
  file: string,
  sha256: (text: string) => string,
): Promise<ArticleSource> {
  try {
    if ((await stat(path)).size > largestFile) throw tooLarge();
    return { file, article: parseArticle(file, await readFile(path), sha256) };
  } catch (error) {
    if (error instanceof SourceProblem) return { file, problem: error.message };
    // A fault of the file system has a code; anything without is a defect of ours and must not pass for a bad file.
    if (error instanceof Error && 'code' in error)
      return { file, problem: `cannot be read: ${error.message}` };
    throw error;
  }
}

/**
 * Parses one file.
 * @param file its name; the extension tells the format and the rest the slug
 * @throws SourceProblem saying what is wrong, with the line or the field
 */
export function parseArticle(
  file: string,
  bytes: Uint8Array,
  sha256: (text: string) => string,
): SourceArticle {
  if (bytes.length > largestFile) throw tooLarge();
  const source = clean(decode(bytes));
  const extension = extname(file);
  try {
    const { fields, body } = extension.toLowerCase().startsWith('.htm')
      ? parseHtml(source)
      : parseMarkdown(source);
    const checked = checkFields(fields, basename(file, extension));
    const sections = sectionsOf(body, checked.title);
    if (sections.length === 0) throw new SourceProblem('the body has no text');
    const content = { ...checked, sections };
    return { ...content, contentDigest: sha256(JSON.stringify(content)) };
  } catch (error) {
    // The Markdown parser recurses over nesting without a bound of its own.
    if (error instanceof RangeError) throw new SourceProblem('elements are nested too deep');
    throw error;
  }
}

const tooLarge = () => new SourceProblem(`the file is larger than ${largestFile / 1_000_000} MB`);

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SourceProblem(`the file is not valid UTF-8: ${firstInvalid(bytes)}`);
  }
}

/** Where decoding first fails, as a line: the last line up to which everything decodes. */
function firstInvalid(bytes: Uint8Array): string {
  let line = 1;
  let start = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const next = end === -1 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(start, next));
    } catch {
      break;
    }
    start = next;
    line++;
  }
  return `see line ${line}`;
}
