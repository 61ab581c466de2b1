// Takes the pictures of docs/screens.md anew: runs the tests that take them, and keeps those that the document shows, small.
// None is replaced unless all of them were taken. Ends with 1 where one is missing, or one was taken that is not shown.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/documents.ts';
import { folder, shownPictures, testsThatTakePictures } from './names.ts';
import { smallPng } from './small-png.ts';

const fresh = mkdtempSync(join(tmpdir(), 'ledgerdesk-screens-'));
const tests = testsThatTakePictures().map(({ path }) => path);
const run = Bun.spawnSync([join(root, 'bin/test'), ...tests], {
  env: { ...process.env, LEDGERDESK_TEST_SCREENSHOTS: fresh },
  stdout: 'inherit',
  stderr: 'inherit',
});
const taken = readdirSync(fresh);
const shown = shownPictures();
const missing = shown.filter((name) => !taken.includes(name));
const unknown = taken.filter((name) => !shown.includes(name));
if (missing.length === 0) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const name of shown) writeFileSync(join(folder, name), smallPng(readFileSync(join(fresh, name))));
  console.log(`${shown.length} pictures were taken`);
} else console.log(`not taken, so that none was replaced: ${missing.join(', ')}; the others lie in ${fresh}`);
if (unknown.length > 0) console.log(`taken, and not shown in docs/screens.md: ${unknown.join(', ')}`);
if (missing.length === 0) rmSync(fresh, { recursive: true });
process.exit(run.exitCode === 0 && missing.length + unknown.length === 0 ? 0 : 1);
