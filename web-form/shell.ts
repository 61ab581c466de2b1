// The HTML around each page: nothing inline, only hashed assets of our own, so that the strictest policy holds.

export interface ShellAssets {
  /** Addresses of the style sheets, in order. */
  readonly styles: readonly string[];
  readonly script: string;
  /** Modules the script imports, fetched along with it. */
  readonly chunks: readonly string[];
  readonly icon: string;
}

/** @param title text of the title, already without markup */
export function shell(title: string, { styles, script, chunks, icon }: ShellAssets): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="same-origin">',
    `<title>${title}</title>`,
    `<link rel="icon" href="${icon}" type="image/svg+xml">`,
    ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...chunks.map((href) => `<link rel="modulepreload" href="${href}">`),
    `<script type="module" src="${script}"></script>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript><p>This page needs JavaScript. Please switch it on, or write to us by e-mail instead.</p></noscript>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
