// Builds the pages and the embed: hashed, immutable assets, HTML shells that name them, and one single-file script.
import { join } from 'node:path';
import { slimTypeBox, tighten, tightStyles } from './build-plugins.ts';
import { shell } from './shell.ts';

export interface Page {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Strong, quoted. */
  readonly etag: string;
  /** The name changes with the content: may be cached for ever. */
  readonly immutable: boolean;
}

/** Paths are exact, but for `/articles/*`, which stands for every article. */
export type Pages = ReadonlyMap<string, Page>;

const root = import.meta.dir;
const common = {
  target: 'browser' as const,
  minify: true,
  plugins: [slimTypeBox, tightStyles],
  // The production build of React, whatever the server itself runs as.
  define: { 'process.env.NODE_ENV': '"production"' },
  jsx: { runtime: 'automatic' as const, development: false },
  throw: false,
};

/**
 * Bundles everything the browser gets. Takes a fraction of a second; call it once.
 * @throws Error with the build log when something does not compile.
 */
export async function buildPages(): Promise<Pages> {
  const [scripts, embed, icon, ...styles] = await Promise.all([
    bundle({
      ...common,
      entrypoints: [join(root, 'customer.tsx'), join(root, 'staff.tsx')],
      splitting: true,
      format: 'esm',
      naming: { entry: '[name]-[hash].[ext]', chunk: 'shared-[hash].[ext]' },
    }),
    bundle({ ...common, entrypoints: [join(root, 'embed.tsx')], format: 'iife' }),
    Bun.file(join(root, 'design/icon.svg')).bytes(),
    ...['style', 'page', 'audit'].map((name) => stylesheet(name)),
  ]);
  const pages = new Map<string, Page>();
  const asset = (name: string, body: Uint8Array<ArrayBuffer>, contentType: string) => {
    const path = `/assets/${name}`;
    pages.set(path, page(body, contentType, true));
    return path;
  };
  const paths = new Map<string, string>();
  for (const { name, body } of scripts) paths.set(name, asset(name, body, 'text/javascript; charset=utf-8'));
  const [style, design, audit] = styles.map((sheet) =>
    asset(sheet.name, sheet.body, 'text/css; charset=utf-8'),
  );
  const shared = {
    icon: asset(`icon-${digest(icon).slice(0, 8)}.svg`, icon, 'image/svg+xml'),
    chunks: [...paths].filter(([name]) => name.startsWith('shared-')).map(([, path]) => path),
  };
  const entry = (name: string) => [...paths].find(([file]) => file.startsWith(`${name}-`))?.[1] ?? '';
  const named = [style, design, audit].filter((path) => path !== undefined);
  const customer = { ...shared, script: entry('customer'), styles: named.slice(0, 2) };
  const staff = { ...shared, script: entry('staff'), styles: named };
  const html = (path: string, title: string, assets: typeof customer) =>
    pages.set(path, page(new TextEncoder().encode(shell(title, assets)), 'text/html; charset=utf-8', false));
  html('/', 'Support', customer);
  html('/status', 'Your conversation · Support', customer);
  html('/articles/*', 'Help · Support', customer);
  html('/audit', 'Audit · Ledgerdesk', staff);
  html('/sandbox', 'Sandbox · Ledgerdesk', staff);
  for (const { body } of embed) pages.set('/embed.js', page(body, 'text/javascript; charset=utf-8', false));
  return pages;
}

interface Built {
  readonly name: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

async function bundle(options: Bun.BuildConfig): Promise<readonly Built[]> {
  const { success, logs, outputs } = await Bun.build(options);
  if (!success) throw new Error(`the pages do not build:\n${logs.map(String).join('\n')}`);
  return Promise.all(
    outputs.map(async (output) => ({
      name: output.path.replace(/^\.?\//, ''),
      body: new Uint8Array(await output.arrayBuffer()),
    })),
  );
}

async function stylesheet(name: string): Promise<Built> {
  const body = new TextEncoder().encode(tighten(await Bun.file(join(root, `design/${name}.css`)).text()));
  return { name: `${name}-${digest(body).slice(0, 8)}.css`, body };
}

function page(body: Uint8Array<ArrayBuffer>, contentType: string, immutable: boolean): Page {
  return { body, contentType, etag: `"${digest(body).slice(0, 32)}"`, immutable };
}

function digest(body: Uint8Array): string {
  return new Bun.CryptoHasher('sha256').update(body).digest('hex');
}
