// Every event there is, and how old payloads become current ones.
import { accessEvents } from '../access/events.ts';
import { sessionEvents } from '../access/session-events.ts';
import { customerEvents } from '../customer/events.ts';
import { articleEvents, suggestionEvents } from '../knowledge/events.ts';
import { readEvents } from '../privacy/events.ts';
import { ticketEvents } from '../ticket/events.ts';
import type { EventDefinition } from './define.ts';
import type { Upcaster } from './upcast.ts';

/** Event type → definition. A type belongs to one concept only. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  [
    ...ticketEvents,
    ...customerEvents,
    ...articleEvents,
    ...suggestionEvents,
    ...readEvents,
    ...accessEvents,
    ...sessionEvents,
  ].map((definition) => [definition.type, definition]),
);

/** Steps from older schema versions; every stored version but the current needs one, with a fixture in the tests. */
export const upcasters: readonly Upcaster[] = [
  // Version 2 keeps which guardrails a reply passed. Of older ones that is not known, and nothing is made up.
  { type: 'ReplyComposed', from: 1, up: (old) => old },
  // Version 2 keeps what a message for staff would have called them for; before, such messages were not assessed.
  { type: 'SentimentAssessed', from: 1, up: (old) => old },
  // Version 2 keeps which draft of which version of the ticket was approved.
  { type: 'SuggestionApproved', from: 1, up: (old) => old },
  // Version 2 may be for what the customer wrote since; before, it was always for a human.
  { type: 'ReplyWithdrawn', from: 1, up: (old) => old },
];
