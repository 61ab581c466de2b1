// The report at the end of a run: a row for each scenario, what memory it took, and every promise that was broken.
import type { Fate, Judgement, Violation } from './judge.ts';
import type { Load } from './load.ts';
import type { Topology } from './processes.ts';
import type { Providers } from './providers.ts';
import type { Writers } from './writers.ts';

/** What is noted of one scenario while it plays. */
export interface Scene {
  readonly name: string;
  /** When its fault ended, ms since the epoch. */
  readonly overAt: number;
  readonly kills: number;
  readonly rssMb: number;
  readonly violations: readonly Violation[];
}

interface Row {
  readonly scenario: string;
  readonly accepted: number;
  readonly answered: number;
  readonly escalated: number;
  readonly suppressed: number;
  /** Requests sent again; of a channel, webhooks that were not taken. */
  readonly retried: number;
  readonly kills: number;
  /** From the end of the fault until all that was accepted during it was dealt with and sent. */
  readonly recoveryMs: number;
  /** Highest resident memory of any process so far. */
  readonly rssMb: number;
  readonly violations: readonly Violation[];
}

export interface Findings {
  readonly scenes: readonly Scene[];
  readonly load: Load;
  readonly judgement: Judgement;
  readonly topology: Topology;
  readonly providers: Providers;
  readonly writers: Writers;
  readonly violations: readonly Violation[];
}

export function report(findings: Findings): void {
  const { scenes, load, judgement, topology, providers, writers, violations } = findings;
  const between = { name: 'between', overAt: 0, kills: 0, rssMb: 0, violations: [] };
  const hasBetween = load.acknowledged.some(({ scenario }) => scenario === between.name);
  const rows = [...scenes, ...(hasBetween ? [between] : [])].map((scene): Row => {
    const own = load.acknowledged.filter(({ scenario }) => scenario === scene.name);
    const fates = own.flatMap(({ submissionId }) => judgement.fates.get(submissionId) ?? []);
    const lastAt = Math.max(0, ...fates.map(({ doneAt }) => doneAt ?? 0));
    return {
      scenario: scene.name,
      accepted: own.length,
      ...outcomesOf(fates),
      retried: load.retries(scene.name),
      kills: scene.kills,
      recoveryMs: scene.overAt === 0 ? 0 : Math.max(0, lastAt - scene.overAt),
      rssMb: scene.rssMb,
      violations: violations.filter(({ scenario }) => scenario === scene.name),
    };
  });
  console.log(`\n${tableOf([...rows, ...channelRows(findings)])}\n`);
  console.log(`starts refused because a server was away: ${topology.refusedStarts()}`);
  const memory = topology.processes.map((one) => `${one.name} ${one.maxRssMb()}`);
  console.log(`highest resident memory, MB: ${memory.join(', ')}`);
  console.log(
    'a reply on the web form leaves by its event: "sent once" is counted on ReplyAttempted and ReplySent; by mail and WhatsApp at the stand-ins',
  );
  const unannounced = writers.written.filter(({ inOrder }) => !inOrder).length;
  console.log(
    `${providers.received().length} replies at the stand-ins; ${unannounced} messages on WhatsApp whose webhook was lost or not taken`,
  );
  for (const { scenario, what } of violations.slice(0, 40))
    console.log(`VIOLATION${scenario === undefined ? '' : ` (${scenario})`}: ${what}`);
  const acknowledged = load.acknowledged.length;
  console.log(
    `${acknowledged} messages acknowledged, ${writers.written.length} at the providers, ${judgement.fates.size} in the log, ${violations.length} violations`,
  );
}

function outcomesOf(fates: readonly Fate[]): Pick<Row, Fate['outcomes'][number]> {
  const count = (outcome: string) => fates.filter(({ outcomes }) => outcomes.join() === outcome).length;
  return { answered: count('answered'), escalated: count('escalated'), suppressed: count('suppressed') };
}

/** A row for each channel beside the form, over all scenarios: their customers know nothing of faults. */
function channelRows({ judgement, providers, writers, violations }: Findings): readonly Row[] {
  const { gmail, twilio } = providers;
  const answers = { email: gmail.pushes.answers, whatsapp: twilio.webhooks.answers };
  return (['email', 'whatsapp'] as const).map((channel) => {
    const own = writers.written.filter((one) => one.channel === channel);
    const fates = own.flatMap(({ providerMessageId }) => judgement.fates.get(providerMessageId) ?? []);
    return {
      scenario: channel,
      accepted: fates.length,
      ...outcomesOf(fates),
      retried: answers[channel].filter((status) => status < 200 || status > 299).length,
      kills: 0,
      recoveryMs: 0,
      rssMb: 0,
      violations: violations.filter(({ scenario }) => scenario === channel),
    };
  });
}

function tableOf(rows: readonly Row[]): string {
  const head = [
    'scenario',
    'accepted',
    'answered',
    'escalated',
    'suppressed',
    'retried',
    'kills',
    'recovery',
    'RSS',
    '',
  ];
  const cells = rows.map((row) => [
    row.scenario,
    ...[row.accepted, row.answered, row.escalated, row.suppressed, row.retried, row.kills].map(String),
    row.recoveryMs === 0 ? '' : `${(row.recoveryMs / 1_000).toFixed(1)} s`,
    row.rssMb === 0 ? '' : `${row.rssMb} MB`,
    row.violations.length === 0 ? 'ok' : `${row.violations.length} VIOLATIONS`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...cells.map(line)].join('\n');
}
