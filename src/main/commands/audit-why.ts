// ledgerdesk audit why: what led to each answer and each hand-over of a ticket.
import type { Command } from 'commander';
import type { WhyView } from '../../adapters/elysia/insight/views.ts';
import { inDollars } from '../../application/agent/prices.ts';
import { Failure } from '../failure.ts';
import { print, printJson } from '../output.ts';
import { openSession } from '../session.ts';
import { whyView } from '../why-view.ts';
import { lookedAt } from './auditing.ts';

export function auditWhyCommand(audit: Command): void {
  audit
    .command('why')
    .argument('<ticket>', 'reference or id')
    .description('what led to each answer and hand-over: searches, sources, checks, tokens and cost')
    .option('--json', 'for machines')
    .action(async (named: string, { json }: { json?: true }) => {
      await using session = await openSession('ledgerdesk audit');
      const why = await whyView(session.core, named);
      if (!why) throw new Failure(`there is no ticket ${named}`);
      await lookedAt(session.core, 'why', why.ticketId);
      if (json) return printJson(why);
      print(`${why.reference}  ticket-${why.ticketId}`);
      for (const decision of why.decisions) show(decision);
      for (const { version, at, signals } of why.noted)
        for (const { reason, sentence } of signals)
          print(`\n${version}  ${at}  while staff were in charge: ${reason}, “${sentence}”`);
      if (why.moods.length > 0)
        print(
          `\nmood: ${why.moods.map(({ reference, score }) => `${score.toFixed(2)} (${reference})`).join(', ')}`,
        );
    });
}

function show(decision: WhyView['decisions'][number]): void {
  const { kind, version, at, by, reason, evidence, text, total } = decision;
  const because = reason === null ? '' : `, ${reason}`;
  print(`\nversion ${version}, ${at}: ${kind} by ${by}${because}`);
  const line = (label: string, value: string) => print(`  ${label}: ${value}`);
  if (evidence !== null) line('evidence', evidence);
  for (const signal of decision.signals) line('signal', `${signal.reason}, “${signal.sentence}”`);
  for (const { query, confidence, sufficient, results } of decision.searches) {
    const scores = results.map(({ chunkId, score }) => `${chunkId} ${score.toFixed(3)}`).join(', ');
    line(
      'searched',
      `“${query}”, sure ${confidence.toFixed(2)}, ${sufficient ? 'enough' : 'too little'}: ${scores || 'nothing'}`,
    );
  }
  for (const { title, heading } of decision.sources)
    line('source', heading === '' ? title : `${title}, ${heading}`);
  for (const { rule, detail } of decision.checksFailed) line('refused', `${rule}, ${detail}`);
  if (decision.checksPassed.length > 0) line('passed', decision.checksPassed.join(', '));
  else if (decision.kind === 'answered' || decision.kind === 'withdrawn')
    line('passed', 'not on record: answered by an older version');
  for (const call of decision.modelCalls)
    line(
      'model',
      `${call.model}, prompt ${call.promptVersion ?? '–'}, ${call.inputTokens} + ${call.outputTokens} tokens, ${Math.round(call.durationMs)} ms, ${call.fault ?? call.outcome}`,
    );
  for (const { agent, because } of decision.failures) line('failed', `${agent}, ${because}`);
  if (decision.modelCalls.length > 0)
    line(
      'cost',
      `${inDollars(total.costMicros)}, ${total.inputTokens} + ${total.outputTokens} tokens, ${Math.round(total.durationMs)} ms`,
    );
  if (text !== null) line('text', text.replace(/\s+/g, ' '));
}
