// Loads every source file, so that one no test reaches counts as uncovered rather than as absent.
import { expect, test } from 'bun:test';
import { Glob } from 'bun';

/** Runs the program when it is loaded. */
const entry = 'src/main/cli.ts';

test('every source file loads by itself', async () => {
  const files = [...new Glob('src/**/*.ts').scanSync('.')].filter(
    (file) => file !== entry && !file.endsWith('.d.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) await import(`../../${file}`);
});
