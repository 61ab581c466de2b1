// Where a scenario is while it is played.
import type { ConversationDesk } from './conversation-desk.ts';
import type { Scenario } from './conversation-set.ts';

export interface Scene {
  readonly desk: ConversationDesk;
  readonly channel: Scenario['channel'];
  /** What happens in the next run before the agent begins. */
  readonly meanwhile: (() => Promise<unknown>)[];
  /** What the scripted model writes in its next runs. */
  words: string | undefined;
  ticketId: string;
  messageId: string;
  count: number;
}
