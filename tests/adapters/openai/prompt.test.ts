// A prompt that was used is never changed: the log names its version, and an auditor compares the digest.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { prompt } from '../../../src/adapters/openai/prompt.ts';

const folder = join(import.meta.dir, '../../../src/adapters/openai');
const digests = {
  v1: 'c071b3e8eccdb0ba77e26df6bbd487cccb2dfb520c84cdf15ec848e289866fe7',
  v2: '1c2367e77636a5dbb16e6df6dbfe14c0e48b5a10724574e937a0480626dc4b06',
};

test.each(Object.entries(digests))('prompt %s is what it was', (version, digest) => {
  expect(sha256Hex(readFileSync(join(folder, `prompt-${version}.md`), 'utf8'))).toBe(digest);
});

test('the prompt in use is the newest of them', () => {
  expect(Object.keys(digests).at(-1)).toBe(prompt.version);
  expect(sha256Hex(prompt.text)).toBe(digests[prompt.version]);
});
