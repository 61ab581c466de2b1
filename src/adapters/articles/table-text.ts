// A table as lines: each row names its columns, so that a row still means something when it is quoted alone.
import { DomUtils } from 'htmlparser2';
import { type Element, isElement, lineOf } from './plain-text.ts';

/** `label – column: cell; column: cell` for each row; `label: cell` in a table of two columns. */
export function tableText(table: Element): string {
  const rows = DomUtils.getElementsByTagName('tr', table.children).map(cellsOf);
  const [first, ...rest] = rows.filter((row) => row.texts.some((text) => text !== ''));
  if (!first) return '';
  const hasHeader = first.isHeader && rest.length > 0;
  const columns = hasHeader ? first.texts : [];
  return (hasHeader ? rest : [first, ...rest]).map((row) => rowText(row.texts, columns)).join('\n');
}

function cellsOf(row: Element): { readonly texts: readonly string[]; readonly isHeader: boolean } {
  const cells = row.children.filter(isElement).filter(({ name }) => name === 'td' || name === 'th');
  return {
    texts: cells.map((cell) => lineOf(cell.children)),
    isHeader: cells.every(({ name }) => name === 'th'),
  };
}

function rowText(texts: readonly string[], columns: readonly string[]): string {
  const [label = '', ...cells] = texts;
  if (cells.length === 0) return label;
  if (cells.length === 1) return `${label}: ${cells.join()}`;
  const named = cells.map((cell, i) => (columns[i + 1] ? `${columns[i + 1]}: ${cell}` : cell));
  return `${label} – ${named.join('; ')}`;
}
