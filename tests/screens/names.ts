// Which pictures docs/screens.md shows, and which ones tests take on their way.
import { join } from 'node:path';
import { Glob } from 'bun';
import { proseOf, root, textOf } from '../docs/documents.ts';

export const folder = join(root, 'docs/screens');

/** Names of the pictures that the document shows, with their endings, in its order. */
export function shownPictures(): readonly string[] {
  return [...proseOf('docs/screens.md').matchAll(/!\[[^\]]*\]\(screens\/([^)]+)\)/g)].map(
    ([, name = '']) => name,
  );
}

export interface Taken {
  /** Of the test file, from the root of the project. */
  readonly path: string;
  /** Of its pictures; a part that is made up while the test runs is an asterisk. */
  readonly names: readonly string[];
}

/** Every test file that takes pictures. */
export function testsThatTakePictures(): readonly Taken[] {
  const paths = [...new Glob('tests/**/*.test.ts').scanSync(root)].sort();
  return paths
    .map((path) => ({ path, names: namesIn(textOf(path)) }))
    .filter(({ names }) => names.length > 0);
}

/** The names in calls of `picture`: each text in the second argument, of which there are two where it depends on something. */
function namesIn(source: string): readonly string[] {
  return [...source.matchAll(/\bpicture\(\s*[\w.]+,\s*([^;]+?),?\s*\);/g)].flatMap(([, argument = '']) =>
    [...argument.replace(/^.*\?/s, '').matchAll(/'([^']*)'|`([^`]*)`/g)].map(
      ([, plain, made = '']) => `${plain ?? made.replaceAll(/\$\{[^}]*\}/g, '*')}.png`,
    ),
  );
}
