// What the watch knows of tickets, their messages and their replies, as their events tell it.
export type Outcome = 'answered' | 'escalated' | 'suppressed';

export interface WatchedMessage {
  readonly ticketId: string;
  readonly providerMessageId: string;
  outcome: Outcome | undefined;
  /** Its answer was withdrawn because the customer wrote again. */
  isAskedAgain: boolean;
}

export interface WatchedReply {
  readonly ticketId: string;
  readonly kind: 'answer' | 'acknowledgement';
  /** Messages that the agent's answer is for. */
  readonly answers: readonly string[];
  readonly hasSources: boolean;
  /** A human has taken the ticket over since it was composed by the agent. */
  isOvertaken: boolean;
  attempts: number;
  /** Messages it goes out as. */
  parts: number;
  /** By part, counted from 0. */
  readonly arrivals: Map<number, number>;
  readonly accepted: Map<number, number>;
  /** Parts that the provider says came to the customer. */
  readonly confirmed: Set<number>;
  /** What was accepted may have come back. */
  returned: boolean;
  /** It came back, and whoever asks hears so. */
  isLost: boolean;
  progress: 'composed' | 'attempted' | 'sent' | 'failed' | 'withdrawn';
  /** Why it may come after a later one. */
  delayed: boolean;
}

export interface Watched {
  readonly report: (what: string) => void;
  readonly messages: Map<string, WatchedMessage>;
  readonly replies: Map<string, WatchedReply>;
  /** Messages' ids at their providers. */
  readonly claims: Set<string>;
  readonly withStaff: Set<string>;
  /** Tickets whose next event has to be the word to the customer. */
  readonly untold: Set<string>;
}

export function settle({ messages, report }: Watched, messageId: string, outcome: Outcome): void {
  const message = messages.get(messageId);
  if (!message) {
    report(`message ${messageId} is ${outcome} but was never received`);
    return;
  }
  if (message.outcome) report(`message ${messageId} is ${outcome} after it was ${message.outcome}`);
  message.outcome = outcome;
}

type Composed = Pick<WatchedReply, 'kind'> & Partial<Pick<WatchedReply, 'answers' | 'hasSources'>>;

export function compose(
  { replies, report }: Watched,
  ticketId: string,
  replyId: string,
  { kind, answers = [], hasSources = false }: Composed,
): void {
  if (replies.has(replyId)) report(`reply ${replyId} is composed twice`);
  replies.set(replyId, {
    ticketId,
    kind,
    answers,
    hasSources,
    isOvertaken: false,
    attempts: 0,
    parts: 1,
    arrivals: new Map(),
    accepted: new Map(),
    confirmed: new Set(),
    returned: false,
    isLost: false,
    progress: 'composed',
    delayed: false,
  });
}

/** A human has it now: what the agent has composed and not attempted must not go out. */
export function takeOver({ replies }: Watched, ticketId: string): void {
  for (const reply of replies.values())
    if (reply.ticketId === ticketId && reply.answers.length > 0) reply.isOvertaken = true;
}

export function move(
  { replies, report }: Watched,
  replyId: string,
  change: (reply: WatchedReply) => void,
): void {
  const reply = replies.get(replyId);
  if (reply) change(reply);
  else report(`reply ${replyId} moves but was never composed`);
}

/** Whether some message of the ticket has no outcome. */
export function isWaiting({ messages }: Watched, ticketId: string): boolean {
  return [...messages.values()].some((one) => one.ticketId === ticketId && one.outcome === undefined);
}

/** Whether all of it was accepted. */
export function isAccepted(reply: WatchedReply): boolean {
  return partsOf(reply).every((part) => reply.accepted.has(part));
}

export function partsOf({ parts }: WatchedReply): readonly number[] {
  return Array.from({ length: parts }, (_, part) => part);
}
