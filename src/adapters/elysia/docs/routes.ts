// /docs: the API document as JSON and as a page that needs nothing from elsewhere.
import { fileURLToPath } from 'node:url';
import { type AnyElysia, Elysia } from 'elysia';
import { docsPolicy } from '../guard/security-headers.ts';
import { openApiDocument } from './document.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Ledgerdesk: HTTP interface</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="docs"></div>
    <noscript>This page needs scripts; the same document as JSON is at <a href="/docs/json">/docs/json</a>.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/docs/json',
  dom_id: '#docs',
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
});
`;

/** @param documented the routes the document is about; @param version of the program */
export function docsRoutes(documented: AnyElysia, version: string) {
  let document: Promise<string> | undefined;
  const json = () => {
    document ??= openApiDocument(documented, version).then((made) => JSON.stringify(made));
    return document;
  };
  const hide = { detail: { hide: true } };
  return new Elysia({ normalize: false })
    .get('/docs', () => reply(page, 'text/html; charset=utf-8'), hide)
    .get('/docs/start.js', () => reply(start, 'text/javascript; charset=utf-8'), hide)
    .get('/docs/json', async () => reply(await json(), 'application/json'), hide)
    .get('/docs/swagger-ui.css', () => reply(packaged('swagger-ui.css'), 'text/css; charset=utf-8'), hide)
    .get(
      '/docs/swagger-ui-bundle.js',
      () => reply(packaged('swagger-ui-bundle.js'), 'text/javascript; charset=utf-8'),
      hide,
    );
}

function packaged(file: 'swagger-ui.css' | 'swagger-ui-bundle.js'): Blob {
  return Bun.file(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${file}`)));
}

function reply(body: string | Blob, contentType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'cache-control': 'no-cache',
      'content-security-policy': docsPolicy,
    },
  });
}
