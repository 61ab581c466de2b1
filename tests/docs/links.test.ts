// Every link within the project leads somewhere, and every path that is named exists.
import { expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { codeIn, documents, proseOf, root } from './documents.ts';

/** As GitHub makes them from headings. */
function anchorsOf(document: string): ReadonlySet<string> {
  const headings = [...proseOf(document).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const links = documents.flatMap((document) =>
  [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ document, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
);

test('every relative link resolves, its heading included', () => {
  expect(links.length).toBeGreaterThan(20);
  const broken = links.filter(({ document, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document : normalize(join(dirname(document), path));
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && !anchorsOf(file).has(anchor);
  });
  expect(broken).toEqual([]);
});

test('every path that a document names exists', () => {
  const named = documents.flatMap((document) =>
    codeIn(proseOf(document))
      .filter((code) => /^(?:\.ci|bench|bin|demo|docs|k8s|sql|src|tests|web-form)\/[\w./-]*$/.test(code))
      .map((path) => ({ document, path })),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test('every decision is numbered as its title says', () => {
  const numbered = documents.filter((document) => document.startsWith('docs/adr/'));
  expect(numbered.map((document) => Number(/adr\/(\d{4})-/.exec(document)?.[1]))).toEqual(
    numbered.map((_, index) => index + 1),
  );
  const status = /\nStatus: (?:accepted(?:; replaces \[(\d+)\]\([^)]+\))?|replaced by \[(\d+)\]\([^)]+\))\n/;
  const statuses: string[] = [];
  for (const [index, document] of numbered.entries()) {
    expect(proseOf(document)).toStartWith(`# ${index + 1}. `);
    const [, replaces, replacedBy] = status.exec(proseOf(document)) ?? [];
    expect({ document, status: status.test(proseOf(document)) }).toEqual({ document, status: true });
    if (replaces) statuses.push(`${replaces} ${index + 1}`);
    if (replacedBy) statuses.push(`${index + 1} ${replacedBy}`);
  }
  // What replaces another is named there, and the other way round.
  expect(statuses.sort()).toEqual([...new Set(statuses)].flatMap((pair) => [pair, pair]).sort());
});
