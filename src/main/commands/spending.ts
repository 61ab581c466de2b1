// ledgerdesk spending: what models have cost today, what a ticket has cost, and what an ordinary one would.
import type { Command } from 'commander';
import { inDollars } from '../../application/agent/prices.ts';
import { dayAccount, type SpendCaps, ticketAccount } from '../../application/agent/spending.ts';
import { ticketHistory } from '../../application/audit/history.ts';
import { costExample } from '../cost-example.ts';
import { Failure } from '../failure.ts';
import { modelBudget } from '../openai.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession, type Session } from '../session.ts';

type Json = { readonly json?: true };

export function spendingCommands(program: Command): void {
  const spending = program.command('spending').description('what models cost');
  spending
    .command('today')
    .description('what is booked on the day (UTC), requests under way included, and the caps')
    .option('--json', 'for machines')
    .action(today);
  spending
    .command('ticket')
    .argument('<ticket>', 'reference or id')
    .description('every request to a model for a ticket, from the log')
    .option('--json', 'for machines')
    .action(ofTicket);
  spending
    .command('example')
    .description('what an ordinary ticket costs with your articles and prices; no provider is asked')
    .option('--question <text>', 'what is asked', 'I forgot my password. How can I set a new one?')
    .option('--json', 'for machines')
    .action(example);
}

const capsOf = ({ config, core }: Session): SpendCaps => modelBudget(config, core.spending).caps;
const shown = (cap: number | undefined): string => (cap === undefined ? 'no cap' : inDollars(cap));

async function today({ json }: Json): Promise<void> {
  await using session = await openSession('ledgerdesk spending');
  const { core } = session;
  const account = dayAccount(core.clock.now());
  const spentMicros = await core.spending.spent(account);
  const caps = capsOf(session);
  if (json) return printJson({ account, spentMicros, ...caps });
  print(`${account}  ${inDollars(spentMicros)} of ${shown(caps.perDayMicros)}`);
  print(`cap for a ticket  ${shown(caps.perTicketMicros)}`);
}

async function ofTicket(named: string, { json }: Json): Promise<void> {
  await using session = await openSession('ledgerdesk spending');
  const history = await ticketHistory(session.core, named);
  if (!history) throw new Failure(`there is no ticket ${named}`);
  const requests = history.events.flatMap(({ record }) =>
    record.type === 'ModelCalled' ? [{ at: new Date(record.at).toISOString(), ...record.data }] : [],
  );
  const totalMicros = requests.reduce((sum, { usage }) => sum + usage.costMicros, 0);
  const bookedMicros = await session.core.spending.spent(ticketAccount(history.ticketId));
  if (json) return printJson({ reference: history.reference, requests, totalMicros, bookedMicros });
  printTable(
    ['time', 'model', 'prompt', 'outcome', 'input', 'cached', 'output', 'cost'],
    requests.map(({ at, model, promptVersion, outcome, fault, usage, estimated }) => [
      at,
      model,
      promptVersion ?? '–',
      fault ?? outcome,
      String(usage.inputTokens),
      String(usage.cachedTokens ?? 0),
      String(usage.outputTokens),
      `${inDollars(usage.costMicros)}${estimated ? ' at most' : ''}`,
    ]),
  );
  print(`${history.reference}: ${requests.length} requests, ${inDollars(totalMicros)}`);
}

async function example({ question, json }: Json & { readonly question: string }): Promise<void> {
  await using session = await openSession('ledgerdesk spending');
  const requests = await costExample(session.core, session.config, question);
  const totalMicros = requests.reduce((sum, { costMicros }) => sum + costMicros, 0);
  if (json) return printJson({ model: session.config.openaiModel, requests, totalMicros });
  printTable(
    ['request', 'input tokens', 'output tokens', 'cost'],
    requests.map(({ inputTokens, outputTokens, costMicros }, index) => [
      String(index + 1),
      String(inputTokens),
      String(outputTokens),
      inDollars(costMicros),
    ]),
  );
  print(
    `${session.config.openaiModel}: ${inDollars(totalMicros)} a ticket, ${inDollars(totalMicros * 1000)} a thousand`,
  );
}
