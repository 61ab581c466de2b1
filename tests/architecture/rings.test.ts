// Dependencies point inwards, by an allow-list: what is not named here may not be imported.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Glob } from 'bun';

/** Ring → what its files may import: folders of the project, and packages by name (`node:` and `bun:` count as packages). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['src/domain', '@sinclair/typebox'],
  'src/application': ['src/application', 'src/domain', '@sinclair/typebox'],
};
const anyPackage = /^(?!\.)/;
const importPattern =
  /(?:import|export)\s(?:type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]|import\s+['"]([^'"]+)['"]/g;

const files = [...new Glob('src/**/*.ts').scanSync('.')].map((file) => file.replaceAll('\\', '/'));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  return [...text.matchAll(importPattern)].map((m) => {
    const name = m[1] ?? m[2] ?? m[3] ?? '';
    return name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
  });
}

const within = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

function violations(file: string): string[] {
  const ring = Object.keys(allowed).find((r) => within(r, file));
  if (ring) return importsOf(file).filter((i) => !(allowed[ring] ?? []).some((a) => within(a, i)));
  const adapter = /^src\/adapters\/[^/]+/.exec(file)?.[0];
  if (adapter)
    return importsOf(file).filter(
      (i) =>
        !['src/application', 'src/domain', adapter].some((a) => within(a, i)) &&
        !(anyPackage.test(i) && !within('src', i) && !within('web-form', i) && !within('tests', i)),
    );
  return importsOf(file).filter((i) => within('tests', i) || within('bench', i));
}

test('the check sees every ring', () => {
  for (const ring of ['src/domain', 'src/application', 'src/adapters', 'src/main']) {
    const seen = files.filter((file) => within(ring, file));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.flatMap(importsOf).length).toBeGreaterThan(5);
  }
});

test('no file imports from a ring further out, nor one adapter from another', () => {
  const found = files.flatMap((file) => violations(file).map((i) => `${file} imports ${i}`));
  expect(found).toEqual([]);
});

test('the check notices a forbidden import of every form', () => {
  for (const text of [
    "import { x } from 'postgres';",
    "import type { X } from 'postgres';",
    "import 'postgres';",
    "await import('postgres')",
    "export * from 'postgres';",
  ]) {
    expect([...text.matchAll(importPattern)].map((m) => m[1] ?? m[2] ?? m[3])).toEqual(['postgres']);
  }
});

test('the domain has no clock, chance, environment or runtime', () => {
  const forbidden =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bcrypto\b|\bprocess\b|\bBun\.|\bfetch\(|\bsetTimeout\b|\bsetInterval\b|\bperformance\b|\bglobalThis\b/;
  const domain = files.filter((file) => within('src/domain', file));
  const code = (file: string) =>
    readFileSync(file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '');
  expect(domain.length).toBeGreaterThan(20);
  expect(domain.filter((file) => forbidden.test(code(file)))).toEqual([]);
});

test('the environment is read in src/main only', () => {
  const found = files.filter(
    (file) =>
      !within('src/main', file) &&
      /\bprocess\.env\b|\bBun\.env\b|\bimport\.meta\.env\b/.test(readFileSync(file, 'utf8')),
  );
  expect(found).toEqual([]);
});
