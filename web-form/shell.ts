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
export function shell(title: string, { script, chunks, ...assets }: ShellAssets): string {
  return documentOf(title, {
    language: 'en',
    ...assets,
    head: [
      ...chunks.map((href) => `<link rel="modulepreload" href="${href}">`),
      `<script type="module" src="${script}"></script>`,
    ],
    body: [
      '<div id="app"></div>',
      '<noscript><p>This page needs JavaScript. Please switch it on, or write to us by e-mail instead.</p></noscript>',
    ],
  });
}

interface Document extends Pick<ShellAssets, 'styles' | 'icon'> {
  /** Tag of the language it is in. */
  readonly language: string;
  /** Lines beside what every page has there. */
  readonly head?: readonly string[];
  readonly body: readonly string[];
}

/** A whole HTML document. @param title text of the title, already without markup */
export function documentOf(title: string, { language, styles, icon, head = [], body }: Document): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="same-origin">',
    `<title>${title}</title>`,
    `<link rel="icon" href="${icon}" type="image/svg+xml">`,
    ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...head,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
