// ledgerdesk customers: who is who, and what staff decide about it.
import type { Command } from 'commander';
import type { CustomersDesk } from '../../adapters/elysia/customers/desk.ts';
import { IdentifierKind } from '../../domain/customer/identifier.ts';
import { isRejection } from '../../domain/event/define.ts';
import { createCustomersDesk } from '../customers-desk.ts';
import { Failure } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { openSession } from '../session.ts';
import { decider, limitFrom, looking, requireId } from './deciding.ts';

interface Options {
  readonly json?: true;
  readonly reason?: string;
  readonly preview?: true;
}

export function customerCommands(program: Command): void {
  const customers = program.command('customers').description('who is who across channels');
  conflictCommands(customers);
  showCommand(customers);
  mergeCommands(customers);
  identifierCommands(customers);
}

function conflictCommands(customers: Command): void {
  customers
    .command('conflicts')
    .description('messages that spoke for two customers, with what speaks for one person and against it')
    .option('--limit <number>', 'at most this many', '50')
    .option('--json', 'for machines')
    .action(async (options: { limit: string; json?: true }) => {
      const limit = limitFrom(options.limit);
      await using open = await openDesk();
      await open.looking('conflicts');
      const found = await open.desk.conflicts(limit);
      if (options.json) return printJson(found);
      if (found.length === 0) return print('there are no conflicts');
      for (const { customerId, otherId, name, otherName, foundAt, speaksFor, speaksAgainst } of found) {
        print(`${customerId} ${name ?? '–'}\n${otherId} ${otherName ?? '–'}\n  since ${foundAt}`);
        for (const each of speaksFor) print(`  + ${each.sentence}`);
        for (const each of speaksAgainst) print(`  - ${each.sentence}`);
      }
    });

  customers
    .command('dismiss')
    .argument('<customer>', 'id of one of the two')
    .argument('<other>', 'id of the other')
    .description('say that two customers in conflict are different people')
    .option('--reason <text>', 'why; sealed')
    .option('--json', 'for machines')
    .action(async (one: string, other: string, options: Options) => {
      const [customerId, otherId] = [requireId(one, 'customer'), requireId(other, 'customer')];
      await using open = await openDesk();
      const done = taken(await open.desk.dismiss(customerId, otherId, decision(options)));
      if (options.json) return printJson(done);
      print('dismissed: they are different people');
    });
}

function showCommand(customers: Command): void {
  customers
    .command('show')
    .argument('<customer>', 'id of the customer, or of one merged into them')
    .description('their identifiers, why each is theirs, and who else they may be')
    .option('--json', 'for machines')
    .action(async (id: string, { json }: Options) => {
      const customerId = requireId(id, 'customer');
      await using open = await openDesk();
      await open.looking('customer', { customerId });
      const card = await open.desk.show(customerId);
      if (!card) throw new Failure('there is no such customer');
      if (json) return printJson(card);
      print(`${card.customerId} ${card.name ?? '–'}`);
      printTable(
        ['customer', 'kind', 'identifier', 'evidence'],
        card.members.flatMap((member) =>
          member.identifiers.map(({ kind, value, evidence }) => [member.customerId, kind, value, evidence]),
        ),
      );
      for (const { at, sentence, by } of card.timeline)
        print(`${at}  ${sentence}${by === null ? '' : ` (${by})`}`);
      printTable(
        ['ticket', 'status', 'opened for'],
        card.tickets.map(({ reference, status, openedFor }) => [reference, status, openedFor]),
      );
      for (const { customerId: other, speaksFor, speaksAgainst } of card.suggestions) {
        print(`may be ${other}`);
        for (const each of speaksFor) print(`  + ${each.sentence}`);
        for (const each of speaksAgainst) print(`  - ${each.sentence}`);
      }
    });
}

function mergeCommands(customers: Command): void {
  customers
    .command('merge')
    .argument('<customer>', 'id of the customer who goes into the other')
    .argument('<into>', 'id of the customer who stands for both')
    .description('take two customers for one person; can be undone exactly')
    .option('--preview', 'only say what it would move')
    .option('--reason <text>', 'why; sealed')
    .option('--json', 'for machines')
    .action(async (one: string, other: string, options: Options) => {
      const [customerId, into] = [requireId(one, 'customer'), requireId(other, 'customer')];
      await using open = await openDesk();
      if (options.preview) {
        await open.looking('merge-preview', { customerId });
        return preview(await open.desk.previewMerge(customerId, into), options);
      }
      const done = taken(await open.desk.merge(customerId, into, decision(options)));
      if (options.json) return printJson(done);
      print(`merged: ${into} stands for both, ${done.ticketsMoved} tickets moved`);
    });

  customers
    .command('unmerge')
    .argument('<customer>', 'id of the customer who was merged into another')
    .description(
      'undo a merge: they are again what they were, with what came since through their own identifiers',
    )
    .option('--preview', 'only say what it would move')
    .option('--reason <text>', 'why; sealed')
    .option('--json', 'for machines')
    .action(async (id: string, options: Options) => {
      const customerId = requireId(id, 'customer');
      await using open = await openDesk();
      if (options.preview) {
        await open.looking('merge-preview', { customerId });
        return preview(await open.desk.previewUnmerge(customerId), options);
      }
      const done = taken(await open.desk.unmerge(customerId, decision(options)));
      if (options.json) return printJson(done);
      print(`undone: they are apart from ${done.other}, ${done.ticketsMoved} tickets moved`);
    });
}

function identifierCommands(customers: Command): void {
  for (const verb of ['link', 'unlink'] as const) {
    customers
      .command(verb)
      .argument('<customer>', 'id of the customer')
      .argument('<kind>', `one of ${kinds.join(', ')}`)
      .argument('<value>', 'the address, number or id')
      .description(
        verb === 'link'
          ? 'link an identifier on your word'
          : 'unlink one: who writes from it next is somebody else',
      )
      .option('--json', 'for machines')
      .action(async (id: string, typed: string, value: string, options: Options) => {
        const customerId = requireId(id, 'customer');
        const kind = kinds.find((known) => known === typed);
        if (kind === undefined) throw new Failure(`a kind is one of ${kinds.join(', ')}`, 2);
        await using open = await openDesk();
        const done = taken(await open.desk[verb](customerId, { kind, value }, decision(options)));
        if (options.json) return printJson(done);
        print(`${verb}ed`);
      });
  }
}

const kinds = IdentifierKind.anyOf.map((literal) => literal.const);

function preview(outcome: Awaited<ReturnType<CustomersDesk['previewUnmerge']>>, { json }: Options): void {
  const shown = taken(outcome);
  if (json) {
    printJson(shown);
    return;
  }
  const { identifiers, tickets, members, other } = shown;
  print(
    `beside ${other}: ${identifiers} identifiers, ${members.length} customers merged before, ${tickets.length} tickets move`,
  );
  for (const { reference, status } of tickets) print(`  ${reference} ${status}`);
}

const decision = ({ reason }: Options) => ({
  staffId: decider(),
  ...(reason === undefined ? {} : { reason }),
});

function taken<T extends object>(outcome: T): Exclude<T, { readonly rejected: string }> {
  if (isRejection(outcome)) throw new Failure(outcome.detail);
  return outcome as Exclude<T, { readonly rejected: string }>;
}

interface OpenDesk extends AsyncDisposable {
  readonly desk: CustomersDesk;
  /** Puts on record what is about to be shown. */
  looking(what: string, about?: { readonly customerId?: string }): Promise<void>;
}

async function openDesk(): Promise<OpenDesk> {
  const session = await openSession('ledgerdesk customers');
  return {
    looking: (what, about) => looking(session.core, what, about),
    desk: createCustomersDesk(session.core),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
