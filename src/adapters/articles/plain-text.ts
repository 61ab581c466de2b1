// HTML as plain text in sections: one per heading, with lists and tables that read well without markup.
import { DomUtils, ElementType, type parseDocument } from 'htmlparser2';
import type { Section } from '../../domain/knowledge/chunk.ts';
import { SourceProblem } from './source-problem.ts';
import { tableText } from './table-text.ts';

export type Node = ReturnType<typeof parseDocument>['children'][number];
export type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;

export const isElement = (node: Node): node is Element => 'attribs' in node;

/** Deeper nesting is no article, and recursion would end in a stack overflow. */
const deepest = 200;

const dropped = new Set(
  'head script style template noscript nav svg iframe object select textarea input button'.split(' '),
);
const blocks = new Set(
  'p div section article main aside header footer blockquote figure figcaption ul ol dl dt dd details summary address hr'.split(
    ' ',
  ),
);

/**
 * The readable text of parsed HTML, cut at its headings. Headings below the second level carry their parents' names.
 * @param title a first heading that repeats it opens no section of its own
 * @throws SourceProblem when the nesting is absurd
 */
export function sectionsOf(nodes: readonly Node[], title: string): readonly Section[] {
  const sections: Section[] = [];
  const path: string[] = [];
  let heading = '';
  let writer = new TextWriter();
  const flush = () => {
    const text = writer.text();
    if (text !== '') sections.push({ heading, text });
    writer = new TextWriter();
  };
  const onHeading = (level: number, text: string) => {
    flush();
    path.length = Math.min(path.length, level - 1);
    path[level - 1] = level === 1 && text.toLowerCase() === title.toLowerCase() ? '' : text;
    const below = path.slice(1).filter((part) => part);
    heading = below.length > 0 ? below.join(': ') : (path[0] ?? '');
  };
  for (const node of nodes) walk(node, { write: () => writer, onHeading, depth: 0, indent: '' });
  flush();
  return sections;
}

/** The text of some nodes on one line. */
export function lineOf(nodes: readonly Node[]): string {
  const writer = new TextWriter();
  for (const node of nodes)
    walk(node, { write: () => writer, onHeading: (_, text) => writer.add(text), depth: 0, indent: '' });
  return writer.text().replace(/\s+/g, ' ');
}

interface Walk {
  readonly write: () => TextWriter;
  readonly onHeading: (level: number, text: string) => void;
  readonly depth: number;
  /** Spaces before the lines of a nested list. */
  readonly indent: string;
}

function walk(node: Node, at: Walk): void {
  if (at.depth > deepest) throw new SourceProblem(`elements are nested more than ${deepest} deep`);
  if (node.type === ElementType.Text) at.write().add(node.data.replace(/\s+/g, ' '));
  if (!isElement(node) || dropped.has(node.name)) return;
  const level = /^h([1-6])$/.exec(node.name)?.[1];
  if (level === undefined) writeElement(node, { ...at, depth: at.depth + 1 });
  else at.onHeading(Number(level), lineOf(node.children));
}

function writeElement(element: Element, at: Walk): void {
  switch (element.name) {
    case 'br':
      at.write().line(at.indent);
      break;
    case 'img':
      at.write().add(element.attribs['alt'] ?? '');
      break;
    case 'a':
      walkChildren(element, at);
      at.write().add(address(element));
      break;
    case 'pre':
      at.write().verbatim(DomUtils.textContent(element).trimEnd());
      break;
    case 'table':
      at.write().verbatim(tableText(element));
      break;
    case 'li':
      at.write().item(at.indent, marker(element));
      walkChildren(element, { ...at, indent: `${at.indent}  ` });
      break;
    default:
      if (blocks.has(element.name)) writeBlock(element, at);
      else walkChildren(element, at);
  }
}

function walkChildren(element: Element, at: Walk): void {
  for (const child of element.children) walk(child, at);
}

/** Blocks stand apart: by an empty line, within a list by a line end. */
function writeBlock(element: Element, at: Walk): void {
  const separate = () => (at.indent === '' ? at.write().paragraph() : at.write().line(at.indent));
  separate();
  walkChildren(element, at);
  separate();
}

/** Where a link leads, unless the text already says so or the target means nothing outside the page. */
function address(link: Element): string {
  const target = link.attribs['href'] ?? '';
  const said = DomUtils.textContent(link);
  return /^https?:\/\//i.test(target) && !said.includes(target.replace(/^https?:\/\/|\/$/gi, ''))
    ? ` (${target})`
    : '';
}

function marker(item: Element): string {
  const list = item.parent;
  if (!list || !isElement(list) || list.name !== 'ol') return '- ';
  const items = list.children.filter((child) => isElement(child) && child.name === 'li');
  const start = Number.parseInt(list.attribs['start'] ?? '1', 10);
  return `${(Number.isNaN(start) ? 1 : start) + items.indexOf(item)}. `;
}

/** Collects text so that spaces and line ends never pile up. */
class TextWriter {
  #out = '';
  /** Right after a list marker: the block that follows continues on this line. */
  #atMarker = false;

  add(text: string): void {
    const fresh = this.#out === '' || /\s$/.test(this.#out) ? text.trimStart() : text;
    if (fresh.trim() !== '') this.#atMarker = false;
    this.#out += fresh;
  }

  /** A paragraph whose spaces and line ends stay as they are. */
  verbatim(text: string): void {
    this.paragraph();
    this.#out += text;
    this.#atMarker = false;
    this.paragraph();
  }

  line(indent: string): void {
    if (this.#out === '' || this.#atMarker) return;
    this.#out = `${this.#out.trimEnd()}\n${indent}`;
  }

  paragraph(): void {
    if (this.#out !== '' && !this.#atMarker) this.#out = `${this.#out.trimEnd()}\n\n`;
  }

  item(indent: string, marker: string): void {
    const isFirst = this.#out === '' || this.#out.endsWith('\n\n');
    this.#out = `${isFirst ? this.#out : `${this.#out.trimEnd()}\n`}${indent}${marker}`;
    this.#atMarker = true;
  }

  text(): string {
    return this.#out.trim();
  }
}
