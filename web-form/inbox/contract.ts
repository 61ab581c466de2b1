// What the desk answers about queues and tickets, as its own schemas say: types only, nothing of the server gets into the page.
import type {
  DraftView,
  InboxTicketView,
  PresentView,
  QueuesView,
  TicketPageView,
} from '../../src/adapters/elysia/inbox/views.ts';

export type Queues = QueuesView;
export type QueueCount = Queues['queues'][number];
export type QueueName = QueueCount['queue'];

/** In the order they are shown in. Every queue of the desk is among them. */
const everyQueue: Readonly<Record<QueueName, true>> = {
  escalated: true,
  failed: true,
  suppressed: true,
  conflicts: true,
  mine: true,
  all: true,
};
export const queueNames = Object.keys(everyQueue) as readonly QueueName[];

export type TicketPage = TicketPageView;
export type TicketRow = TicketPage['items'][number];

export type InboxTicket = InboxTicketView;
export type InboxMessage = InboxTicket['messages'][number];
export type AttachedFile = InboxMessage['attachments'][number];
export type Delivery = NonNullable<InboxMessage['delivery']>;
export type Offer = NonNullable<Delivery['offers']>[number];
export type ReplyWay = InboxTicket['reply'];
export type Presence = PresentView;
export type AgentDraft = DraftView;

/** What a 409 says: the ticket moved in a way that matters. */
export interface Between {
  readonly version: number;
  /** What happened last, such as `customer-wrote`. */
  readonly what: string;
  /** Name of staff, or customer, agent, system. */
  readonly by: string;
  readonly at: string;
}
