// Articles in HTML: fields in <title>, <html lang> and <meta name=… content=…>, text in <main>, <article> or <body>.
import { DomUtils, parseDocument } from 'htmlparser2';
import type { RawFields } from './fields.ts';
import { lineOf, type Node } from './plain-text.ts';

export function parseHtml(source: string): { readonly fields: RawFields; readonly body: readonly Node[] } {
  const document = parseDocument(source);
  const first = (name: string) => DomUtils.findOne((element) => element.name === name, document.children);
  const values: Record<string, unknown> = {};
  for (const meta of DomUtils.getElementsByTagName('meta', document)) {
    const { name, content } = meta.attribs;
    if (name && content !== undefined) values[name.toLowerCase()] ??= content;
  }
  const title = first('title') ?? first('h1');
  values['title'] = title ? lineOf(title.children) : undefined;
  values['language'] ??= first('html')?.attribs['lang'];
  const root = first('main') ?? first('article') ?? first('body');
  return { fields: { values, lines: {} }, body: root ? root.children : document.children };
}
