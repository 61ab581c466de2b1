// Builds the pages and the embed: hashed, immutable assets, HTML shells that name them, and one single-file script.
import { join } from 'node:path';
import { closure, type ImportGraph, importGraph, madeFrom } from './build-graph.ts';
import { slimTypeBox, tighten, tightStyles } from './build-plugins.ts';
import { problemPage, type ShownProblem } from './problem-page.ts';
import { shell } from './shell.ts';

export interface Page {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Strong, quoted. */
  readonly etag: string;
  /** The name changes with the content: may be cached for ever. */
  readonly immutable: boolean;
}

/** Paths are exact, but for those that end in `/*`, which stand for everything below. */
export type Pages = ReadonlyMap<string, Page>;

export interface Site {
  readonly pages: Pages;
  /** The page about a problem, instead of any other. */
  readonly drawProblem: (problem: ShownProblem) => ReturnType<typeof problemPage>;
}

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

const customerPages = [
  ['/', 'Support'],
  ['/status', 'Your conversation · Support'],
  ['/articles/*', 'Help · Support'],
] as const;

/** Each room with the title its pages start with. */
const rooms = {
  inbox: 'Inbox',
  audit: 'Audit',
  overview: 'Overview',
  knowledge: 'Knowledge',
  sandbox: 'Sandbox',
} as const;
const styleSheets = ['style', 'page', 'staff', 'inbox', 'audit', 'overview', 'knowledge'];

/**
 * Bundles everything the browser gets. Takes a fraction of a second; call it once.
 * @throws Error with the build log when something does not compile.
 */
export async function buildSite(): Promise<Site> {
  const [scripts, embed, icon, ...styles] = await Promise.all([
    bundle({
      ...common,
      entrypoints: [join(root, 'customer.tsx'), join(root, 'staff.tsx')],
      splitting: true,
      metafile: true,
      format: 'esm',
      naming: { entry: '[name]-[hash].[ext]', chunk: 'shared-[hash].[ext]' },
    }),
    bundle({ ...common, entrypoints: [join(root, 'embed.tsx')], format: 'iife' }),
    Bun.file(join(root, 'design/icon.svg')).bytes(),
    ...styleSheets.map((name) => stylesheet(name)),
  ]);
  const pages = new Map<string, Page>();
  const asset = (name: string, body: Uint8Array<ArrayBuffer>, contentType: string) => {
    const path = `/assets/${name}`;
    pages.set(path, page(body, contentType, true));
    return path;
  };
  for (const { name, body } of scripts.files) asset(name, body, 'text/javascript; charset=utf-8');
  const sheets = styles.map((sheet) => asset(sheet.name, sheet.body, 'text/css; charset=utf-8'));
  const iconPath = asset(`icon-${digest(icon).slice(0, 8)}.svg`, icon, 'image/svg+xml');
  /** What a page fetches at once: its entry, what that imports, and the same of the room it opens. */
  const assetsFor = (entry: string, room?: string) => {
    const [script = '', ...chunks] = closure(scripts.imports, [
      madeFrom(scripts.imports, entry),
      ...(room === undefined ? [] : [madeFrom(scripts.imports, `${room}/room.tsx`)]),
    ]).map((name) => `/assets/${name}`);
    return { icon: iconPath, script, chunks, styles: entry === 'staff.tsx' ? sheets : sheets.slice(0, 2) };
  };
  const html = (path: string, title: string, assets: ReturnType<typeof assetsFor>) =>
    pages.set(path, page(new TextEncoder().encode(shell(title, assets)), 'text/html; charset=utf-8', false));
  for (const [path, title] of customerPages) html(path, title, assetsFor('customer.tsx'));
  html('/sign-in', 'Sign in · Ledgerdesk', assetsFor('staff.tsx'));
  for (const [room, title] of Object.entries(rooms)) {
    const assets = assetsFor('staff.tsx', room);
    for (const path of [`/${room}`, `/${room}/*`]) html(path, `${title} · Ledgerdesk`, assets);
  }
  for (const { body } of embed.files)
    pages.set('/embed.js', page(body, 'text/javascript; charset=utf-8', false));
  const assets = { icon: iconPath, styles: sheets.slice(0, 2) };
  return { pages, drawProblem: (problem) => problemPage(problem, assets) };
}

interface Built {
  readonly name: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

interface Bundle {
  readonly files: readonly Built[];
  readonly imports: ImportGraph;
}

async function bundle(options: Bun.BuildConfig): Promise<Bundle> {
  const { success, logs, outputs, metafile } = await Bun.build(options);
  if (!success) throw new Error(`the pages do not build:\n${logs.map(String).join('\n')}`);
  const files = await Promise.all(
    outputs.map(async (output) => ({
      name: output.path.replace(/^\.?\//, ''),
      body: new Uint8Array(await output.arrayBuffer()),
    })),
  );
  return { files, imports: importGraph(metafile) };
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
