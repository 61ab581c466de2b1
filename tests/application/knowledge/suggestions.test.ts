// Suggested articles: from tickets that a person answered, published only by a person, and decided once.
import { expect, test } from 'bun:test';
import { localEmbedder } from '../../../src/adapters/local-embedder/local-embedder.ts';
import { memoryKnowledgeBase } from '../../../src/adapters/memory/knowledge-base.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { requestHuman } from '../../../src/application/agent/hand-over.ts';
import { emptyMemo } from '../../../src/application/knowledge/said-by-articles.ts';
import {
  approve,
  reject,
  type SuggestionPorts,
  suggestions,
} from '../../../src/application/knowledge/suggestions.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk, submission } from '../../infra/desk.ts';
import { metadata } from '../../infra/sample.ts';

const staff = { staffId: 'mara' };

/** Of the only suggestion there is. */
const draftOf = async (ports: SuggestionPorts) => (await suggestions(ports, 1))[0]?.draft ?? '';

function openDesk() {
  const desk = memoryDesk();
  const embedder = localEmbedder();
  const knowledge = memoryKnowledgeBase({ rows: desk.log.tables.rows, embedder });
  const ports: SuggestionPorts = { ...desk, knowledge, embedder, sha256: sha256Hex };
  const settle = async (message: string, answer: string | undefined) => {
    const { ticketId, reference } = await acceptSubmission(desk, submission({ message }));
    const apply = (command: TicketCommand) =>
      changeTicket(desk, ticketId, metadata, (ticket) => decide(command, ticket));
    await requestHuman(desk, ticketId, { evidence: 'button', metadata });
    if (answer !== undefined)
      await apply({ command: 'ReplyAsStaff', replyId: desk.ids.next(), ...staff, text: answer });
    await apply({ command: 'Resolve', basis: 'confirmed', by: 'mara' });
    return reference;
  };
  return { desk, ports, knowledge, settle };
}

const question = 'How do I print two labels on one sheet of paper?';
const answer = 'Hello Ada,\n\nchoose A4 as the label size and two labels per sheet.';

test('only a ticket that a person answered suggests an article, and nothing is published by itself', async () => {
  const { ports, knowledge, settle } = openDesk();
  await settle('Please let somebody look at my account.', undefined);
  const reference = await settle(question, answer);
  expect(await suggestions(ports, 10)).toMatchObject([
    {
      reference,
      title: 'How to print two labels on one sheet of paper',
      text: 'Choose A4 as the label size and two labels per sheet.',
    },
  ]);
  expect(await knowledge.listArticles()).toEqual([]);
});

test('approving publishes it under the name of who did, once', async () => {
  const { ports, knowledge, settle } = openDesk();
  const reference = await settle(question, answer);
  const read = await draftOf(ports);
  const approved = await approve(ports, reference.toLowerCase(), { ...staff, read });
  if (!('articleId' in approved)) throw new Error(approved.detail);
  expect((await knowledge.listArticles()).map(({ slug }) => slug)).toEqual([approved.slug]);
  const [published] = await ports.events.readStream(`article-${approved.articleId}`);
  expect(published?.metadata.actor).toEqual({ kind: 'staff', id: 'mara' });
  const [found] = await knowledge.search({ text: 'two labels on one sheet', limit: 1 });
  expect(found?.articleId).toBe(approved.articleId);
  expect(await suggestions(ports, 10)).toEqual([]);
  expect(await approve(ports, reference, { ...staff, read })).toMatchObject({
    rejected: 'suggestion-decided',
  });
});

test('what is published is the draft that was read, and the log says which', async () => {
  const { desk, ports, knowledge, settle } = openDesk();
  const reference = await settle(question, answer);
  expect(await approve(ports, reference, staff)).toMatchObject({ rejected: 'suggestion-changed' });
  const read = await draftOf(ports);
  expect(await draftOf(ports)).toBe(read);

  const { ticketId = '' } = (await desk.tickets.byReference(reference)) ?? {};
  const replied = {
    command: 'ReplyAsStaff',
    replyId: desk.ids.next(),
    ...staff,
    text: 'And choose A5.',
  } as const;
  const acknowledgement = { replyId: desk.ids.next(), text: 'We look again.' };
  const reopened = { command: 'Reopen', by: 'mara', ...staff, acknowledgement } as const;
  for (const command of [reopened, replied, { command: 'Resolve', basis: 'confirmed', by: 'mara' } as const])
    await changeTicket(desk, ticketId, metadata, (ticket) => decide(command, ticket));
  expect(await approve(ports, reference, { ...staff, read })).toMatchObject({
    rejected: 'suggestion-changed',
  });
  expect(await knowledge.listArticles()).toEqual([]);

  const now = (await suggestions(ports, 1))[0];
  expect(await approve(ports, reference, { ...staff, read: now?.draft ?? '' })).toHaveProperty('articleId');
  const [event] = await ports.events.readStream(`suggestion-${ticketId}`);
  expect(event?.data).toMatchObject({ source: { version: now?.version, draft: now?.draft, edited: false } });
});

test('whoever approves may write it anew', async () => {
  const { ports, settle } = openDesk();
  const reference = await settle(question, answer);
  const edited = { title: 'Two labels a sheet', text: 'Choose A4.' };
  expect(await approve(ports, reference, { ...staff, edited })).toMatchObject({ slug: 'two-labels-a-sheet' });
  const second = await settle(`${question} Again?`, answer);
  expect(await approve(ports, second, { ...staff, edited })).toMatchObject({ rejected: 'slug-taken' });
  expect(await suggestions(ports, 10)).toHaveLength(1);
});

test('what was rejected is not suggested again, and what suggests nothing is refused', async () => {
  const { ports, settle } = openDesk();
  const reference = await settle(question, answer);
  expect(await reject(ports, reference, staff)).toBe('done');
  expect(await suggestions(ports, 10)).toEqual([]);
  expect(await reject(ports, reference, staff)).toMatchObject({ rejected: 'suggestion-decided' });
  expect(await approve(ports, 'LD-0000-0000', staff)).toMatchObject({ rejected: 'suggestion-unknown' });
});

test('what an article says already is not suggested, nor what another ticket has just been approved for', async () => {
  const { ports, settle } = openDesk();
  await settle(question, answer);
  await settle('How do I get two labels onto a sheet?', answer);
  expect(await suggestions(ports, 10)).toHaveLength(2);
  const [first] = await suggestions(ports, 10);
  await approve(ports, first?.reference ?? '', { ...staff, read: first?.draft ?? '' });
  expect(await suggestions(ports, 10)).toEqual([]);

  const quoted = await settle(
    'Where do I choose the size?',
    'Our article says:\n\nChoose A4 as the label size and two labels per sheet.\n\nHope that helps!',
  );
  expect(await suggestions(ports, 10)).toEqual([]);
  const other = await settle('Why is the label blank?', 'Turn the roll over: only one side takes heat.');
  expect((await suggestions(ports, 10)).map(({ reference }) => reference)).toEqual([other]);

  // Somebody may still want it: by its reference it can be published under a title of its own.
  const edited = { title: 'The size of labels', text: 'Choose A4.' };
  expect(await approve(ports, quoted, { ...staff, edited })).toMatchObject({ slug: 'the-size-of-labels' });
});

test('a look asks the articles for a draft once, until the articles change', async () => {
  const { ports, settle } = openDesk();
  const memo = emptyMemo();
  let searches = 0;
  const counting: SuggestionPorts = {
    ...ports,
    memo,
    knowledge: {
      ...ports.knowledge,
      search: (query) => {
        searches++;
        return ports.knowledge.search(query);
      },
    },
  };
  const reference = await settle(question, answer);
  const approved = await approve(ports, reference, { ...staff, read: await draftOf(ports) });
  expect(approved).toHaveProperty('slug');
  await settle('How do I get two labels onto a sheet?', answer);
  expect(await suggestions(counting, 10)).toEqual([]);
  expect(searches).toBe(1);
  expect(await suggestions(counting, 10)).toEqual([]);
  expect(searches).toBe(1);
  const other = await settle('Why is the label blank?', 'Turn the roll over: only one side takes heat.');
  await approve(ports, other, { ...staff, edited: { title: 'Blank labels', text: 'Turn the roll over.' } });
  expect(await suggestions(counting, 10)).toEqual([]);
  expect(searches).toBe(2);
});
