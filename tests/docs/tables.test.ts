// The tables of events, metrics, findings and exit codes are complete.
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';
import {
  counters,
  durations,
  gauges,
  type MetricDefinition,
} from '../../src/adapters/prometheus/definitions.ts';
import { catalogue } from '../../src/domain/event/catalogue.ts';
import { codeIn, root, tableIn } from './documents.ts';

const sources = [...new Glob('src/**/*.ts').scanSync(root)].map((path) =>
  readFileSync(join(root, path), 'utf8'),
);

test('every event is in the auditor’s table, in order, with its sealed fields', () => {
  const rows = tableIn('docs/audit.md', 'event');
  expect(rows.map(([event, meaning, sealed]) => [codeIn(event)[0], meaning !== '', codeIn(sealed)])).toEqual(
    [...catalogue.values()].map(({ type, personal }) => [type, true, Object.keys(personal).sort()]),
  );
});

test('every metric is in the operator’s table, with its labels and whether anything feeds it', () => {
  const rows = tableIn('docs/operations.md', 'metric');
  const shown = rows.map(([metric, labels, meaning = '']) => ({
    name: codeIn(metric)[0],
    labels: codeIn(labels),
    help: meaning.replace(' *Not fed yet.*', ''),
    fed: !meaning.includes('*Not fed yet.*'),
  }));
  const all = [
    ...metrics(counters, 'count', '_total'),
    ...metrics(durations, 'observe', '_seconds'),
    ...metrics(gauges, 'gauge', ''),
  ];
  expect(shown).toEqual(all);
});

function metrics(defined: Readonly<Record<string, MetricDefinition>>, feed: string, suffix: string) {
  return Object.entries(defined).map(([name, { help, labels }]) => ({
    name: `ledgerdesk_${name}${suffix}`,
    labels: [...labels],
    help,
    fed: sources.some((text) => new RegExp(`\\b${feed}\\(\\s*'${name}'`).test(text)),
  }));
}

test('every finding of a verification is explained', () => {
  const union = /type FindingKind =([^;]+);/.exec(
    readFileSync(join(root, 'src/domain/ledger/verify.ts'), 'utf8'),
  )?.[1];
  const reported = readFileSync(join(root, 'src/application/audit/verify.ts'), 'utf8');
  const kinds = [
    ...(union ?? '').matchAll(/'([a-z-]+)'/g),
    ...reported.matchAll(/kind(?::| =) '([a-z-]+)'/g),
  ].map(([, kind]) => kind ?? '');
  expect(kinds.length).toBeGreaterThan(5);
  const explained = tableIn('docs/audit.md', 'finding').flatMap(([finding]) => codeIn(finding));
  expect(explained.toSorted()).toEqual([...new Set(kinds)].sort());
});
