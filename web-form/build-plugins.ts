// What the bundler is told about two kinds of import.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BunPlugin } from 'bun';

/** A style sheet without comments and spare white space. Our sheets hold no strings with double spaces or comment marks. */
export function tighten(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}

/** Style sheets imported as text, tightened. Bun's own style bundler would rewrite logical properties and light-dark() for old browsers. */
export const tightStyles: BunPlugin = {
  name: 'tight-styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: tighten(await Bun.file(path).text()),
      loader: 'text',
    }));
  },
};

/** What the form uses of TypeBox, by the name it is imported under. */
const slim: Readonly<Record<string, () => string>> = {
  // A namespace the bundler can look into: only the builders in use are kept. Saves 10 kB gzipped.
  '@sinclair/typebox': () => `export * as Type from ${fileOf('@sinclair/typebox', '../type/type/type.mjs')}`,
  // The form's resolver imports all of these two for one function. Saves 5 kB gzipped.
  '@sinclair/typebox/value': () =>
    `import { Errors } from ${fileOf('@sinclair/typebox/errors')}; export const Value = { Errors }`,
  // It makes functions from text, which a strict content security policy forbids: it must not even be in the bundle.
  '@sinclair/typebox/compiler': () => 'export class TypeCheck {}',
};

/** Gives our sources and the form's resolver TypeBox without what they do not use. A name that is missing stops the build. */
export const slimTypeBox: BunPlugin = {
  name: 'slim-typebox',
  setup(build) {
    build.onResolve({ filter: /^@sinclair\/typebox(\/value|\/compiler)?$/ }, ({ path }) => ({
      path,
      namespace: 'slim',
    }));
    build.onLoad({ filter: /.*/, namespace: 'slim' }, ({ path }) => ({
      contents: slim[path]?.() ?? '',
      loader: 'js',
    }));
  },
};

/** A file of a package as a string literal. `beside` is relative to the package's entry. */
function fileOf(specifier: string, beside = ''): string {
  const entry = fileURLToPath(import.meta.resolve(specifier));
  return JSON.stringify(beside === '' ? entry : join(entry, beside));
}
