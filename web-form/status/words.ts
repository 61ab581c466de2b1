// What the states of a conversation are called, and what they mean for the customer.
import type { Message, TicketStatus } from '../client/contract.ts';

export const statusWords: Readonly<Record<TicketStatus, string>> = {
  open: 'Waiting for an answer',
  pending: 'Answered',
  escalated: 'With a person',
  resolved: 'Resolved',
  closed: 'Closed',
};

export interface Note {
  readonly title: string;
  readonly text: string;
}

/** What stands at the end of the conversation: where it is, and what comes next. */
export const statusNotes: Readonly<Record<TicketStatus, Note>> = {
  open: {
    title: 'We have your message',
    text: 'The answer appears here by itself. You can close this page and come back with your status link.',
  },
  pending: {
    title: 'Is something still open?',
    text: 'Write below, and the conversation goes on.',
  },
  escalated: {
    title: 'A person has taken over',
    text: 'Our team has the whole conversation, so nothing needs repeating. Their reply appears here.',
  },
  resolved: {
    title: 'Resolved',
    text: 'If the problem comes back, write below and we pick it up again.',
  },
  closed: {
    title: 'This conversation is closed',
    text: 'You can still read it. For anything new, please write a new message.',
  },
};

/** Who wrote it, as the customer sees it. Answers of the program say so. */
export function authorWords({ author, kind }: Pick<Message, 'author' | 'kind'>): string {
  if (author === 'customer') return 'You';
  if (author === 'staff') return 'Support team';
  return kind === 'acknowledgement' ? 'Support desk' : 'Support assistant';
}

/** Where the customer's own message stands; nothing for replies that are on the page anyway. */
export function messageState({ author, state }: Pick<Message, 'author' | 'state'>): string | undefined {
  if (author !== 'customer') return undefined;
  switch (state) {
    case 'unanswered':
      return 'Received';
    case 'answered':
      return 'Answered';
    case 'escalated':
      return 'With a person';
    default:
      return undefined;
  }
}

/** How a message came or went, after the time; nothing for the web, where the reader is. */
export function channelWay(channel: string): string | undefined {
  if (channel === 'email') return 'by e-mail';
  return channel === 'whatsapp' ? 'on WhatsApp' : undefined;
}
