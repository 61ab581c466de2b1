// The page of a bundle: one file, every word of anybody's escaped, nothing in it loaded from anywhere or run.
import { escapeHtml } from '../privacy/export-html.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8888}
article{border-inline-start:4px solid #888;padding:.2rem 1rem;margin:1rem 0;break-inside:avoid}article.customer{border-color:#0a5}article.staff{border-color:#c60}
article.agent{border-color:#36c}h3{margin:.2rem 0;font-size:1rem}dl{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.1rem 1rem;margin:.3rem 0}
dt{opacity:.7}dd{margin:0;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}code,td{overflow-wrap:anywhere}small{opacity:.75}
@media(max-width:40rem){dl{grid-template-columns:1fr}}`;

/** Text of whoever: kept to its own direction, so that it cannot turn what stands around it. */
export const foreign = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

/** @param body already escaped @returns a whole document */
export function reportPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

export function reportTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '<p>None.</p>';
  const head = heads.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${foreign(cell)}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

/** Fields as names and values; what is no text stands there as JSON. */
export function reportFields(fields: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `<dt>${escapeHtml(name)}</dt><dd>${foreign(text ?? '')}</dd>`;
  });
  return `<dl>${rows.join('')}</dl>`;
}
