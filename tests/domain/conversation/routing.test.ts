// Which ticket a message belongs to.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  continuityWindow,
  type RouteReason,
  type RoutingInput,
  routeMessage,
  type TicketCandidate,
} from '../../../src/domain/conversation/routing.ts';

const ticket = (ticketId: string, over: Partial<TicketCandidate> = {}): TicketCandidate => ({
  ticketId,
  status: 'pending',
  participants: ['c-1'],
  lastActivityAt: 1_000,
  subject: 'Blank labels',
  hasProven: false,
  isOnlyClaimed: false,
  isNamed: false,
  ...over,
});
const message = (over: Partial<RoutingInput> = {}): RoutingInput => ({
  customerId: 'c-1',
  evidence: 'attested',
  isAddressProven: true,
  at: 2_000,
  ...over,
});
const into = (ticketId: string, because: RouteReason) => ({ to: 'ticket', ticketId, because });

const everything: Partial<RoutingInput> = {
  ownMessageId: [ticket('own')],
  inReplyTo: [ticket('reply')],
  references: [ticket('newest'), ticket('older')],
  providerThread: [ticket('thread')],
  subjectReference: [ticket('subject')],
  customerTickets: [ticket('open')],
};

describe('precedence', () => {
  const order: readonly (readonly [keyof RoutingInput, string, RouteReason])[] = [
    ['ownMessageId', 'own', 'own-message-id'],
    ['inReplyTo', 'reply', 'in-reply-to'],
    ['references', 'newest', 'references'],
    ['providerThread', 'thread', 'provider-thread'],
    ['subjectReference', 'subject', 'subject-reference'],
    ['customerTickets', 'open', 'continuity'],
  ];
  test('each trace counts when the ones before it are missing, and at the end comes a new ticket', () => {
    const { customerTickets, subjectReference, ...rest } = everything;
    let input = message({
      ...rest,
      ...(subjectReference && { subjectReference }),
      ...(customerTickets && { customerTickets }),
    });
    for (const [trace, ticketId, because] of order) {
      expect(routeMessage(input)).toStrictEqual(into(ticketId, because) as ReturnType<typeof routeMessage>);
      const { [trace]: _, ...without } = input;
      input = without as RoutingInput;
    }
    expect(routeMessage(input)).toStrictEqual({ to: 'new', because: 'no-match' });
  });
  test('the next reference counts when the newest is somebody else’s', () =>
    expect(
      routeMessage(message({ references: [ticket('newest', { participants: ['c-2'] }), ticket('older')] })),
    ).toMatchObject({ ticketId: 'older', because: 'references' }));
});

describe('traces can be copied by anyone', () => {
  test('replies of different people to one newsletter do not share a ticket', () =>
    expect(routeMessage(message({ customerId: 'c-2', inReplyTo: [ticket('t-1')] }))).toStrictEqual({
      to: 'new',
      because: 'no-match',
    }));
  test('a sender nobody knows takes part in nothing', () =>
    expect(routeMessage(message({ ...everything, customerId: undefined }))).toStrictEqual({
      to: 'new',
      because: 'no-match',
    }));
  test('a typed address must never thread into somebody else’s open ticket', () =>
    expect(routeMessage(message({ evidence: 'claimed', customerTickets: [ticket('t-1')] }))).toStrictEqual({
      to: 'new',
      because: 'no-match',
    }));
  test('a closed ticket of others is not linked either', () =>
    expect(
      routeMessage(
        message({ subjectReference: [ticket('t-1', { status: 'closed', participants: ['c-2'] })] }),
      ),
    ).toStrictEqual({ to: 'new', because: 'no-match' }));
});

describe('closed tickets', () => {
  test('lead to a new one that is linked', () =>
    expect(routeMessage(message({ inReplyTo: [ticket('t-1', { status: 'closed' })] }))).toStrictEqual({
      to: 'new',
      linkedTo: 't-1',
      because: 'in-reply-to',
    }));
  test('a resolved ticket takes the reply to it in', () =>
    expect(routeMessage(message({ inReplyTo: [ticket('t-1', { status: 'resolved' })] }))).toStrictEqual(
      into('t-1', 'in-reply-to') as ReturnType<typeof routeMessage>,
    ));
});

describe('continuity', () => {
  const open = (over: Partial<TicketCandidate>) =>
    message({ at: continuityWindow + 1_000, customerTickets: [ticket('t-1', over)] });
  test('lasts as long as its window', () => {
    expect(routeMessage(open({})).to).toBe('ticket');
    expect(routeMessage(open({ lastActivityAt: 999 })).to).toBe('new');
    expect(routeMessage(open({}), 10).to).toBe('new');
  });
  test('is for tickets that are open, pending or escalated', () => {
    for (const status of ['open', 'pending', 'escalated'] as const)
      expect(routeMessage(open({ status })).to).toBe('ticket');
    for (const status of ['resolved', 'closed'] as const)
      expect(routeMessage(open({ status }))).toStrictEqual({ to: 'new', because: 'no-match' });
  });
  test('is with the ticket that was active last', () =>
    expect(
      routeMessage(
        message({
          customerTickets: [ticket('t-1'), ticket('t-3', { lastActivityAt: 1_500 }), ticket('t-2')],
        }),
      ),
    ).toMatchObject({ ticketId: 't-3' }));
  test('is with the later ticket where both were active at once', () =>
    expect(routeMessage(message({ customerTickets: [ticket('t-1'), ticket('t-2')] }))).toMatchObject({
      ticketId: 't-2',
    }));
  test('is only with tickets the customer takes part in', () =>
    expect(routeMessage(open({ participants: ['c-2'] })).to).toBe('new'));
});

describe('an address that wrote on the ticket before', () => {
  const theirs = ticket('t-1', { participants: ['c-2'], hasProven: true });
  test('goes on there when the message proves where it comes from', () => {
    expect(routeMessage(message({ inReplyTo: [theirs] }))).toMatchObject({ ticketId: 't-1' });
    expect(routeMessage(message({ evidence: 'claimed', customerTickets: [theirs] }))).toMatchObject({
      ticketId: 't-1',
      because: 'continuity',
    });
  });
  test('counts for nothing when it is only typed', () => {
    const typed = message({ evidence: 'claimed', isAddressProven: false, customerTickets: [theirs] });
    expect(routeMessage(typed)).toStrictEqual({ to: 'new', because: 'no-match' });
    expect(routeMessage({ ...typed, inReplyTo: [theirs] }).to).toBe('new');
  });
});

describe('a new subject', () => {
  const fresh = (subject: string, over: Partial<RoutingInput> = {}) =>
    message({ subject, customerTickets: [ticket('t-1')], ...over });
  test('opens a ticket beside the open one, linked to it', () =>
    expect(routeMessage(fresh('An invoice'))).toStrictEqual({
      to: 'new',
      linkedTo: 't-1',
      because: 'new-subject',
    }));
  test('is none when it is the old one, or there is none', () => {
    expect(routeMessage(fresh('blank labels'))).toMatchObject({ ticketId: 't-1', because: 'continuity' });
    expect(routeMessage(fresh(''))).toMatchObject({ ticketId: 't-1', because: 'continuity' });
  });
  test('does not tear an answer out of its thread', () =>
    expect(routeMessage(fresh('An invoice', { inReplyTo: [ticket('t-1')] }))).toMatchObject({
      ticketId: 't-1',
      because: 'in-reply-to',
    }));
});

describe('the web form', () => {
  test('a submission always opens a ticket', () =>
    expect(routeMessage(message({ ...everything, alwaysNew: true }))).toStrictEqual({
      to: 'new',
      because: 'no-match',
    }));
  test('a status page names its ticket, whoever writes', () =>
    expect(
      routeMessage(message({ customerId: undefined, evidence: 'claimed', statusTicket: ticket('t-9') })),
    ).toStrictEqual(into('t-9', 'status-page') as ReturnType<typeof routeMessage>));
  test('a status page of a closed ticket leads to a linked one', () =>
    expect(routeMessage(message({ statusTicket: ticket('t-9', { status: 'closed' }) }))).toStrictEqual({
      to: 'new',
      linkedTo: 't-9',
      because: 'status-page',
    }));
});

const candidate = fc.record({
  ticketId: fc.constantFrom('t-1', 't-2', 't-3', 't-4'),
  status: fc.constantFrom('open', 'pending', 'escalated', 'resolved', 'closed' as const),
  participants: fc.subarray(['c-1', 'c-2', 'c-3']),
  lastActivityAt: fc.nat(5_000),
  subject: fc.constantFrom('Blank labels', 'An invoice'),
  hasProven: fc.boolean(),
  isOnlyClaimed: fc.boolean(),
  isNamed: fc.boolean(),
});
const anyInput = fc.record(
  {
    customerId: fc.constantFrom('c-1', 'c-2', undefined),
    evidence: fc.constantFrom('claimed', 'attested', 'verified' as const),
    isAddressProven: fc.boolean(),
    subject: fc.constantFrom('', 'An invoice', 'blank LABELS'),
    at: fc.nat(10_000),
    ownMessageId: fc.array(candidate, { maxLength: 2 }),
    inReplyTo: fc.array(candidate, { maxLength: 2 }),
    references: fc.array(candidate, { maxLength: 3 }),
    providerThread: fc.array(candidate, { maxLength: 2 }),
    subjectReference: fc.array(candidate, { maxLength: 2 }),
    customerTickets: fc.array(candidate, { maxLength: 3 }),
  },
  { requiredKeys: ['customerId', 'evidence', 'isAddressProven', 'at'] },
);

test('without a status page, nobody gets into or beside a ticket they take no part in', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const route = routeMessage(input);
      const reached = route.to === 'ticket' ? route.ticketId : route.linkedTo;
      if (reached === undefined) return;
      const candidates = [
        ...(input.ownMessageId ?? []),
        ...(input.inReplyTo ?? []),
        ...(input.references ?? []),
        ...(input.providerThread ?? []),
        ...(input.subjectReference ?? []),
        ...(input.customerTickets ?? []),
      ];
      const mine = candidates.some(
        (c) =>
          c.ticketId === reached &&
          (c.participants.includes(input.customerId ?? 'nobody') || (input.isAddressProven && c.hasProven)),
      );
      expect(mine).toBe(true);
    }),
    { numRuns: 500 },
  );
});

const page = ticket('page', { isOnlyClaimed: true });

describe('a ticket whose page somebody has who only typed the address', () => {
  const beside = (because: RouteReason) => ({ to: 'new', linkedTo: 'page', isApart: true, because }) as const;
  test('takes in nothing that follows a thread: it comes beside it', () => {
    expect(routeMessage(message({ ownMessageId: [page] }))).toStrictEqual(beside('own-message-id'));
    expect(routeMessage(message({ inReplyTo: [page] }))).toStrictEqual(beside('in-reply-to'));
  });
  test('is continued by nobody', () =>
    expect(routeMessage(message({ customerTickets: [page] }))).toStrictEqual({
      to: 'new',
      because: 'no-match',
    }));
  test('takes in its proven customer by a reference that only the page has told', () => {
    expect(routeMessage(message({ subjectReference: [page] }))).toStrictEqual(
      into('page', 'subject-reference') as ReturnType<typeof routeMessage>,
    );
    const named = { ...page, isNamed: true };
    expect(routeMessage(message({ subjectReference: [named] }))).toStrictEqual(beside('subject-reference'));
    expect(routeMessage(message({ evidence: 'claimed', subjectReference: [page] }))).toStrictEqual(
      beside('subject-reference'),
    );
  });
  test('goes on with whoever has written on it from an address that they proved', () =>
    expect(routeMessage(message({ customerTickets: [{ ...page, hasProven: true }] }))).toStrictEqual(
      into('page', 'continuity') as ReturnType<typeof routeMessage>,
    ));
});

test('the order of the customer’s tickets does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(candidate, { selector: (c) => c.ticketId }), (all) => {
      const route = routeMessage(message({ customerTickets: all }));
      expect(routeMessage(message({ customerTickets: [...all].reverse() }))).toStrictEqual(route);
    }),
  );
});
