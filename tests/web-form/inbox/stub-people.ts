// Customers, suppressed messages and undelivered replies of the stub, and what is decided about them.
import type {
  ConflictCase,
  CustomerCard,
  SuppressedMessage,
} from '../../../web-form/inbox/contract-people.ts';
import { json, problem } from '../stub-answers.ts';
import { adaId, ago, card, conflicts, martha, marthaId, suggestion, suppressed } from './stub-tickets.ts';

export interface StubPeople {
  suppressed: SuppressedMessage[];
  conflicts: ConflictCase[];
  isMerged: boolean;
  /** What was decided, such as `retry <id>`, with the body. */
  readonly decided: { readonly what: string; readonly body: Record<string, unknown> }[];
  readonly tell: () => void;
  /** Replies that are sent once more: told when it happens. */
  onRetry: (replyId: string) => void;
}

export function stubPeople(tell: () => void): StubPeople {
  return {
    suppressed: suppressed(),
    conflicts: conflicts(),
    isMerged: false,
    decided: [],
    tell,
    onRetry: () => {},
  };
}

export async function answerPeople(
  people: StubPeople,
  request: Request,
  path: string,
): Promise<Response | undefined> {
  const [, , area = '', id = '', action = '', more] = path.split('/');
  const body: Record<string, unknown> =
    request.method === 'POST' ? JSON.parse((await request.text()) || '{}') : {};
  if (request.method === 'POST') people.decided.push({ what: `${more ?? action} ${id}`, body });
  switch (area) {
    case 'suppressed':
      if (request.method === 'GET') return json({ suppressed: people.suppressed });
      people.suppressed = people.suppressed.filter(({ messageId }) => messageId !== id);
      people.tell();
      return json({ messageId: id, handling: 'agent' });
    case 'undelivered':
      if (request.method === 'GET') return json({ undelivered: [] });
      people.onRetry(id);
      return json({ replyId: crypto.randomUUID() }, { status: 201 });
    case 'knowledge':
      return request.method === 'GET'
        ? json({ suggestions: [suggestion] })
        : json({ articleId: 'a', slug: 'two-labels' }, { status: 201 });
    case 'customers':
      return onCustomer(people, request, id, more ?? action);
    default:
      return undefined;
  }
}

function onCustomer(people: StubPeople, request: Request, id: string, action: string): Response {
  if (id === 'conflicts') return json({ conflicts: people.conflicts });
  if (action === 'mood')
    return json({
      moods: [0.4, 0.2, -0.1, -0.3, -0.7, -0.2].map((score, place) => ({
        reference: 'LD-7K2M-9QXA',
        messageId: `m${place}`,
        at: ago(1000 - place),
        score,
      })),
    });
  if (action === 'dismiss') {
    people.conflicts = [];
    return json({ customerId: id });
  }
  if (request.method === 'POST') {
    people.isMerged = action === 'merge';
    if (people.isMerged) people.conflicts = [];
    return json({ customerId: id, other: adaId, ticketsMoved: 1 });
  }
  if (action === 'merge')
    return json({
      customerId: id,
      other: id === marthaId ? adaId : marthaId,
      members: [],
      identifiers: 1,
      tickets: martha.tickets,
    });
  if (id === marthaId) return json(martha);
  if (id !== adaId) return problem(404);
  return json(people.isMerged ? together() : card);
}

function together(): CustomerCard {
  return {
    ...card,
    members: [...card.members, ...martha.members.map((member) => ({ ...member, mergedInto: adaId }))],
    tickets: [...card.tickets, ...martha.tickets],
    suggestions: [],
  };
}
