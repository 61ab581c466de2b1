// /api/inbox: queues, tickets and their files, for reading. All of the staff may look; auditors only look.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { ticketQueues } from '../../../application/inbox/inbox.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import { knownReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import { Limit, limitOf } from '../query.ts';
import { problems, secured } from '../staff/access.ts';
import { refuseInAddress, WordsHeader, wordsOf } from '../words.ts';
import { inboxActRoutes } from './acts.ts';
import type { InboxDesk } from './desk.ts';
import { downloadResponse } from './download.ts';
import { feedRoute } from './feed.ts';
import { presenceRoutes } from './presence.ts';
import { InboxTicketView, QueuesView, StaffView, TicketPageView } from './views.ts';

const List = Type.Object(
  {
    queue: Type.Union(
      ticketQueues.map((queue) => Type.Literal(queue)),
      { examples: ['escalated'] },
    ),
    after: Type.Optional(
      Type.String({ maxLength: 200, description: '`next` of the page before.', examples: ['eyJhdCI6MX0'] }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);

const Words = WordsHeader('Words that subject, messages or name begin with; a reference; an address.');

/** @param unhurried lets the answer to a request take as long as it takes */
export function inboxRoutes(desk: InboxDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false })
    .use(readingRoutes(desk, kit))
    .use(inboxActRoutes(desk, kit, unhurried))
    .use(presenceRoutes(desk, kit))
    .use(feedRoute(desk, kit, unhurried));
}

function readingRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/inbox' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
    })
    .use(queueRoutes(desk, kit))
    .use(ticketRoutes(desk))
    .use(staffRoute(desk, kit));
}

function queueRoutes(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .get('/queues', ({ request }) => desk.queues(kit.requireStaff(request, allRoles).name), {
      detail: describe({
        tag: 'Staff',
        summary: 'Count the queues',
        description:
          'How much is in each queue, where a customer has waited too long, and since when the oldest waits.',
        secured,
        answers: { 200: { description: 'The queues.', schema: QueuesView } },
        problems,
      }),
    })
    .get(
      '/tickets',
      async ({ query: { queue, after, limit }, request }) => {
        const { name: staffId } = kit.requireStaff(request, allRoles);
        const words = wordsOf(request);
        const search = words.trim() === '' ? {} : { search: words };
        const place = after === undefined ? {} : { after };
        const page = await desk.tickets({ queue, staffId, limit: limitOf(limit), ...search, ...place });
        if (page === 'unreadable-cursor')
          throw new Refusal('invalid-fields', {
            errors: [{ field: 'after', message: 'This is no end of a page.' }],
          });
        return page;
      },
      {
        transform: refuseInAddress,
        query: List,
        headers: Words,
        detail: describe({
          tag: 'Staff',
          summary: 'List the tickets of a queue',
          description:
            'Whose answer is due first, overdue ones before all, and equally due ones by priority; who waits for nothing comes last. `all` by the last message, newest first, and with words closed tickets as well.',
          secured,
          answers: { 200: { description: 'A page of tickets.', schema: TicketPageView } },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    );
}

function ticketRoutes(desk: InboxDesk) {
  return new Elysia({ normalize: false })
    .get(
      '/tickets/:reference',
      async ({ params: { reference } }) => {
        const ticket = await desk.show(knownReference(reference));
        if (!ticket) throw new Refusal('ticket-unknown');
        return ticket;
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Show a ticket as staff work on it',
          description:
            'The conversation with notes and how far each reply came, how a reply would reach the customer, who is in charge and until when.',
          secured,
          answers: { 200: { description: 'The ticket.', schema: InboxTicketView } },
          problems: [...problems, 'ticket-unknown'],
        }),
      },
    )
    .get(
      '/tickets/:reference/files/:fileId',
      async ({ params: { reference, fileId } }) => {
        const file = /^[0-9a-f-]{36}(?:\.\d{1,3})?$/.test(fileId)
          ? await desk.file(knownReference(reference), fileId)
          : undefined;
        if (!file) throw new Refusal('file-unknown');
        return downloadResponse(file);
      },
      {
        detail: describe({
          tag: 'Staff',
          summary: 'Download a file of a message, or a mail as it came',
          description: 'To be kept, never to be shown: whoever sent it may be anybody.',
          secured,
          answers: {
            200: {
              description: 'The bytes.',
              text: { contentType: 'application/octet-stream', example: '…' },
              headers: { 'content-disposition': 'attachment, with the name its sender gave' },
            },
          },
          problems: [...problems, 'ticket-unknown', 'file-unknown'],
        }),
      },
    );
}

function staffRoute(desk: InboxDesk, kit: Kit) {
  return new Elysia({ normalize: false }).get(
    '/staff',
    async ({ request }) => {
      const names = await desk.staff(kit.requireStaff(request, allRoles).name);
      return { staff: names.map((name) => ({ name })) };
    },
    {
      detail: describe({
        tag: 'Staff',
        summary: 'List whom a ticket can be given to',
        description: 'Names of keys in force, of whom tickets are assigned to, and of whoever asks.',
        secured,
        answers: { 200: { description: 'The names.', schema: StaffView } },
        problems,
      }),
    },
  );
}
