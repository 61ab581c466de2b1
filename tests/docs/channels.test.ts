// What docs/channels.md says of codes, caps and routes is what the program does, and its commands are ones a shell understands.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopCaps } from '../../src/domain/conversation/loops.ts';
import type { RouteReason } from '../../src/domain/conversation/routing.ts';
import { knownErrorCodes, sendFault } from '../../src/domain/whatsapp/errors.ts';
import { blocksOf, codeIn, root, tableIn } from './documents.ts';

const document = 'docs/channels.md';
const MINUTE = 60_000;

function whenAgain(permanent: boolean, retryInMs: number | undefined): string {
  if (permanent) return 'no';
  return retryInMs === undefined ? 'yes' : `after ${retryInMs / MINUTE} min`;
}

test('every error code of the provider is in the table, with what it means and when it is tried again', () => {
  const rows = tableIn(document, 'code').flatMap(([codes, means, again]) =>
    codeIn(codes).map((code) => [Number(code), [codeIn(means)[0], again]] as const),
  );
  const known = knownErrorCodes.map((known) => {
    const { code, permanent, retryInMs } = sendFault(known);
    return [known, [code, whenAgain(permanent, retryInMs)]] as const;
  });
  expect(rows).toHaveLength(known.length);
  expect(new Map<number, unknown>(rows)).toEqual(new Map<number, unknown>(known));
});

test('the caps on loops are those of the program', () => {
  const rows = tableIn(document, 'earlier messages within an hour').map(([, ...caps]) => caps);
  const shown = (cap: number) => (cap === Number.POSITIVE_INFINITY ? '' : String(cap));
  const { email, whatsapp } = loopCaps;
  expect(rows).toEqual(
    (['address', 'ticket', 'body', 'domain'] as const).map((kind) => [
      shown(email[kind]),
      shown(whatsapp[kind]),
    ]),
  );
});

test('the reasons of routing are in the table, in the order in which they are tried', () => {
  const union = /type RouteReason =([^;]+);/.exec(
    readFileSync(join(root, 'src/domain/conversation/routing.ts'), 'utf8'),
  )?.[1];
  const reasons = [...(union ?? '').matchAll(/'([a-z-]+)'/g)].map(([, reason = '']) => reason);
  expect(reasons).toContain('no-match' satisfies RouteReason);
  expect(tableIn(document, '`routedBy`').flatMap(([reason]) => codeIn(reason))).toEqual(reasons);
});

test('the commands of the providers are read by a shell', () => {
  const blocks = blocksOf(document).filter(({ info }) => info === 'sh provider');
  expect(blocks.length).toBeGreaterThan(3);
  for (const { text, line } of blocks) {
    const { exitCode, stderr } = Bun.spawnSync(['sh', '-n'], { stdin: Buffer.from(text) });
    expect([line, exitCode, stderr.toString()]).toEqual([line, 0, '']);
  }
});
