// Plain text as it was meant: paragraphs, lists and line breaks. Only ever text nodes, whatever it contains.
import { createElement, type ReactElement } from 'react';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] };

const bullet = /^\s*[-*•]\s+(?=\S)/;
const numbered = /^\s*\d{1,3}[.)]\s+(?=\S)/;

/** Splits text at blank lines, and gathers runs of `- …` or `1. …` into lists. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { lines: string[]; kind: 'text' | 'bullet' | 'numbered' } | undefined;
  const close = () => {
    if (!open) return;
    const { kind, lines } = open;
    blocks.push(
      kind === 'text'
        ? { kind: 'paragraph', text: lines.join('\n') }
        : { kind: 'list', ordered: kind === 'numbered', items: lines },
    );
    open = undefined;
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') {
      close();
      continue;
    }
    const kind = bullet.test(line) ? 'bullet' : numbered.test(line) ? 'numbered' : 'text';
    if (open?.kind !== kind) close();
    open ??= { kind, lines: [] };
    open.lines.push(line.replace(kind === 'bullet' ? bullet : kind === 'numbered' ? numbered : /^/, ''));
  }
  close();
  return blocks;
}

/** The text of a message never changes, so its parts are given in place instead of by key. */
export function Prose({ text }: { readonly text: string }) {
  return createElement('div', { className: 'prose', dir: 'auto' }, ...blocksOf(text).map(elementOf));
}

function elementOf(block: Block): ReactElement {
  if (block.kind === 'paragraph') return createElement('p', null, block.text);
  const items = block.items.map((item) => createElement('li', null, item));
  return createElement(block.ordered ? 'ol' : 'ul', null, ...items);
}
