// What the desk answers the pages, as its own schemas say: types only, nothing of the server gets into a page.
import type { Static } from '@sinclair/typebox';
import type { CapturedView, StandInView } from '../../src/adapters/elysia/operations/views.ts';
import type { ArticleView, ReceiptView, StatusView } from '../../src/adapters/elysia/support/views.ts';

/** The answer to a submission. The token opens the conversation: whoever holds it can read and write it. */
export type Filed = Readonly<Pick<Static<typeof ReceiptView>, 'reference' | 'statusToken'>>;

export type Ticket = StatusView;
export type TicketStatus = Ticket['status'];
export type Message = Ticket['messages'][number];
export type Source = Message['citations'][number];
/** A link by which the customer goes on on another channel. */
export type Continuation = Ticket['continuations'][number];

export type Article = ArticleView;

/** What a stand-in of a provider has seen. */
export type StandInMessage = StandInView;
export type CapturedMessage = CapturedView;

/** What the sandbox page shows. */
export interface SandboxContents {
  readonly messages: readonly CapturedMessage[];
  readonly providers: readonly StandInMessage[];
}
