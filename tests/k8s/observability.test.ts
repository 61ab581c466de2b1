// Dashboard and alerts speak of metrics and labels there are, and every alert says where it is written what to do.
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { counters, durations, gauges } from '../../src/adapters/prometheus/definitions.ts';
import { prometheusMetrics } from '../../src/adapters/prometheus/metrics.ts';
import { EscalationReason } from '../../src/domain/ticket/reasons.ts';
import { files, only, root } from './manifests.ts';

const Dashboard = Type.Object({
  uid: Type.String(),
  panels: Type.Array(
    Type.Object({
      id: Type.Integer(),
      type: Type.Union([Type.Literal('row'), Type.Literal('timeseries'), Type.Literal('stat')]),
      title: Type.String({ minLength: 2 }),
      description: Type.Optional(Type.String({ minLength: 10 })),
      gridPos: Type.Object({ x: Type.Integer(), y: Type.Integer(), w: Type.Integer(), h: Type.Integer() }),
      targets: Type.Optional(Type.Array(Type.Object({ expr: Type.String(), legendFormat: Type.String() }))),
    }),
  ),
});

function dashboardOf(path: string): Static<typeof Dashboard> {
  const value: unknown = JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
  if (!Value.Check(Dashboard, value)) throw new Error(`${path} is no dashboard`);
  return value;
}
const dashboard = dashboardOf('k8s/observability/dashboard.json');
const alerts = only(files.get('k8s/observability/alerts.yaml') ?? [], 'PrometheusRule').flatMap(({ spec }) =>
  spec.groups.flatMap(({ rules }) => rules),
);
const drawn = dashboard.panels.flatMap(({ targets = [] }) => targets);

/** Every name that is served: `ledgerdesk_…`, histograms with their three suffixes, figures of the process. */
async function servedNames(): Promise<ReadonlySet<string>> {
  const text = await prometheusMetrics({ runtime: true }).text();
  return new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

/** Labels Prometheus adds when it scrapes, and the bound of a bucket. */
const added = ['role', 'pod', 'le'];
const labelsOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...Object.entries(counters).map(([name, { labels }]) => [`ledgerdesk_${name}_total`, labels] as const),
  ...Object.entries(durations).map(
    ([name, { labels }]) => [`ledgerdesk_${name}_seconds_bucket`, labels] as const,
  ),
  ...Object.entries(gauges).map(([name, { labels }]) => [`ledgerdesk_${name}`, labels] as const),
]);

const namesIn = (expression: string) => expression.match(/\bledgerdesk_\w+/g) ?? [];

/** @returns labels an expression selects or groups by that none of its metrics has */
function unknownLabels(expression: string): readonly string[] {
  const known = [...added, ...namesIn(expression).flatMap((name) => labelsOf[name] ?? [])];
  const selected = [...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, matchers = '']) =>
    [...matchers.matchAll(/(\w+)\s*[=!]~?/g)].map(([, label = '']) => label),
  );
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/,\s*/),
  );
  return [...selected, ...grouped].filter((label) => !known.includes(label));
}

describe('dashboard and alerts', () => {
  test('use only metrics that are served', async () => {
    const served = await servedNames();
    const used = [...alerts, ...drawn].flatMap(({ expr }) => namesIn(expr));
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter((name) => !served.has(name))).toEqual([]);
  });

  test('use only labels that their metrics have', () => {
    expect(
      [...alerts, ...drawn].flatMap(({ expr }) => unknownLabels(expr).map((l) => `${l} in ${expr}`)),
    ).toEqual([]);
    expect(unknownLabels('sum by (chanel) (ledgerdesk_messages_accepted_total{colour="red"})')).toEqual([
      'colour',
      'chanel',
    ]);
  });

  test('name in texts and legends only labels that are left at the end', () => {
    for (const { expr, legendFormat } of drawn)
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect(expr, legendFormat).toMatch(new RegExp(`by \\([^)]*\\b${label}\\b`));
    for (const { alert, expr, annotations } of alerts)
      for (const [, label = ''] of JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g))
        expect(expr, alert).toMatch(new RegExp(`by \\([^)]*\\b${label}\\b|\\{${label}="`));
  });

  test('draw every metric of the program', () => {
    const all = drawn.map(({ expr }) => expr).join('\n');
    expect(Object.keys(labelsOf).filter((name) => !all.includes(name))).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('has panels with a title, a description and a place of their own', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, description, targets, title } of dashboard.panels)
      expect([description === undefined, targets === undefined], title).toEqual([
        type === 'row',
        type === 'row',
      ]);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)}/${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('alerts', () => {
  test('have names of their own, a summary, a description and a runbook', () => {
    expect(alerts.length).toBeGreaterThan(8);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { alert, annotations } of alerts)
      for (const text of Object.values(annotations)) expect(text.length, alert).toBeGreaterThan(20);
  });

  test('have a runbook that is a section of docs/operations.md', () => {
    const headings = readFileSync(`${root}docs/operations.md`, 'utf8').match(/^#{2,4} .+$/gm) ?? [];
    const anchors = headings.map((heading) =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    const missing = alerts
      .map(({ annotations }) => annotations.runbook.replace(/^docs\/operations\.md#/, ''))
      .filter((anchor) => !anchors.includes(anchor));
    expect([...new Set(missing)]).toEqual([]);
  });

  test('select reasons that hand-overs have', () => {
    const reasons = EscalationReason.anyOf.map((option): string => option.const);
    const named = alerts.flatMap(({ expr }) => /reason=~"([^"]+)"/.exec(expr)?.[1]?.split('|') ?? []);
    expect(named.length).toBeGreaterThan(0);
    for (const reason of named) expect(reasons).toContain(reason);
  });
});
