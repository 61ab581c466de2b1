// The port to whoever composes answers: a model with tools, or the extractive agent. Both work only through the tools.
import type { TSchema } from '@sinclair/typebox';
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Category, Usage } from '../../domain/ticket/events.ts';

/** One turn of the conversation since it was last closed. */
export interface TaskMessage {
  readonly author: 'customer' | 'agent' | 'staff';
  readonly text: string;
}

export interface AgentTask {
  readonly ticketId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly subject: string;
  /** Oldest first; ends with the unanswered messages of the customer. */
  readonly transcript: readonly TaskMessage[];
  /** The unanswered messages as one text: what has to be answered. */
  readonly question: string;
  /** Upper bound of tool calls. */
  readonly maxToolCalls: number;
}

/** The five tools. Names are what a model sees. */
export type ToolName =
  | 'create_ticket'
  | 'get_customer_history'
  | 'search_knowledge_base'
  | 'escalate_to_human'
  | 'send_response';

/** What a tool answers, as JSON for the model. `done` ends the run: a reply was accepted or a human takes over. */
export interface ToolResult {
  readonly ok: boolean;
  readonly done: boolean;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface Tool {
  readonly name: ToolName;
  readonly description: string;
  /** TypeBox schema of the arguments: JSON Schema for the model, checked again by the tool. */
  readonly parameters: TSchema;
  /** Runs the tool. Wrong arguments, a wrong order or a refused reply come back as `ok: false` with a reason; it does not throw for them. */
  call(args: unknown): Promise<ToolResult>;
}

export interface AgentReport {
  readonly agent: string;
  readonly model?: string;
  /** SHA-256 of the prompt file, hex. */
  readonly promptDigest?: string;
  readonly usage: Usage;
  /** How the run ended. `gave-up`: neither a reply nor an escalation came of it. */
  readonly end: 'responded' | 'escalated' | 'gave-up';
}

export interface SupportAgent {
  readonly name: string;
  /**
   * Works on one task until a tool says `done` or it gives up.
   * @throws AgentUnavailable when the provider cannot be used; `permanent` tells whether trying again makes sense.
   */
  run(task: AgentTask, tools: readonly Tool[], signal: AbortSignal): Promise<AgentReport>;
}

export class AgentUnavailable extends Error {
  readonly code = 'agent-unavailable';
  constructor(
    message: string,
    readonly permanent: boolean,
    options?: ErrorOptions & { readonly retryAfterMs?: number; readonly usage?: Usage },
  ) {
    super(message, options);
    this.retryAfterMs = options?.retryAfterMs;
    this.usage = options?.usage;
  }
  /** What the run had used before it failed: it is paid for all the same. */
  readonly usage: Usage | undefined;
  /** How long the provider asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;
}
