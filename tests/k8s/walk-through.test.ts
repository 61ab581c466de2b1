// The walk-throughs of k8s/README.md: they need a cluster, so they are read and not run.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { blocksOf } from '../docs/documents.ts';
import { files, only, root } from './manifests.ts';

test('no command is one of those that the tests of the documents run, and each is one a shell understands', () => {
  const blocks = blocksOf('k8s/README.md');
  expect(blocks.length).toBeGreaterThan(5);
  for (const { info, text, line } of blocks) {
    expect(info, `line ${line}`).toBe('sh cluster');
    const { exitCode, stderr } = Bun.spawnSync(['sh', '-n'], { stdin: Buffer.from(text) });
    expect([exitCode, stderr.toString()], `line ${line}`).toEqual([0, '']);
  }
});

test('the walk-throughs make every documented Secret, with the keys it has', () => {
  const text = readFileSync(`${root}k8s/README.md`, 'utf8');
  const [small = '', large = ''] = text.split('## Run it in production');
  /** What others make in that walk-through, or what is left out on purpose. */
  const elsewhere = {
    small: [
      'ledgerdesk-metrics',
      'ledgerdesk-channels',
      'LEDGERDESK_OPENAI_API_KEY',
      'LEDGERDESK_OTHER_MASTER_KEYS',
      'LEDGERDESK_HOST_SECRETS',
    ],
    large: ['ledgerdesk-tls', 'LEDGERDESK_OTHER_MASTER_KEYS', 'LEDGERDESK_HOST_SECRETS'],
  };
  for (const [part, overlay, left] of [
    [small, 'minikube', elsewhere.small],
    [large, 'production', elsewhere.large],
  ] as const) {
    const made = new Map(
      [...part.matchAll(/kubectl create secret \w+ (\S+)((?:[^\n]*\\\n)*[^\n]*)/g)].map(
        ([, name = '', rest = '']) => [
          name,
          [...rest.matchAll(/--from-literal=([^=]+)=/g)].map(([, key = '']) => key),
        ],
      ),
    );
    const documented = ['base', `overlays/${overlay}`].flatMap((folder) =>
      only(files.get(`k8s/${folder}/secret.example.yaml`) ?? [], 'Secret'),
    );
    for (const { metadata, stringData, type } of documented) {
      if (left.includes(metadata.name)) continue;
      const keys =
        type === 'kubernetes.io/tls' ? [] : Object.keys(stringData).filter((key) => !left.includes(key));
      expect(made.get(metadata.name)?.sort(), metadata.name).toEqual(keys.sort());
    }
    expect([...made.keys()].filter((name) => !documented.some((d) => d.metadata.name === name))).toEqual([]);
  }
});
