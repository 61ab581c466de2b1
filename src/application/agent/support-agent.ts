// The port to whoever composes answers: a model with tools, or the extractive agent. Both work only through the tools.
import type { TSchema } from '@sinclair/typebox';
import type { Channel } from '../../domain/conversation/channel.ts';
import type { Category } from '../../domain/ticket/classification.ts';
import type { Usage } from '../../domain/ticket/usage.ts';
import type { TokenCount } from './prices.ts';

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

/** The tools; verify_identity only where codes can be sent. Names are what a model sees. */
export type ToolName =
  | 'create_ticket'
  | 'get_customer_history'
  | 'verify_identity'
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

/** A request to a model, before it goes out. */
export interface ModelRequest {
  readonly model: string;
  /** Name of the prompt file's version, and its SHA-256 in hex. */
  readonly prompt?: { readonly version: string; readonly digest: string };
  /** What it can use at most: so much is reserved. */
  readonly mostInputTokens: number;
  readonly mostOutputTokens: number;
}

/** What the application keeps of a run while it goes on. */
export interface RunLog {
  /**
   * Sends one request to a model, if what it may cost is within the caps. The request becomes an event, whatever comes of it.
   * @param send one attempt; `tokens` is absent when the server does not say what it used
   * @throws SpendCapReached: the run is over, and the agent has to let it through; what `send` throws
   */
  callModel<T>(
    request: ModelRequest,
    send: () => Promise<{ readonly value: T; readonly tokens?: TokenCount }>,
  ): Promise<T>;
  /** The answer to a call of a tool that there is not: recorded and counted like any other. */
  unknownTool(name: string, args: unknown): Promise<ToolResult>;
  /** What the requests so far have used. */
  used(): Usage;
}

/** What `send` throws when a request failed. */
export class ModelCallFailed extends Error {
  override readonly name = 'ModelCallFailed';
  readonly code = 'model-call-failed';
  /**
   * @param fault a status and a code, or the kind of failure; nothing personal
   * @param unpaid the server refused it, so that nothing was used; otherwise it may have been paid for
   */
  constructor(
    readonly fault: string,
    readonly unpaid: boolean,
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
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
   * @param log every request to a model goes through it
   * @throws AgentUnavailable when the provider cannot be used; `permanent` tells whether trying again makes sense.
   */
  run(task: AgentTask, tools: readonly Tool[], signal: AbortSignal, log: RunLog): Promise<AgentReport>;
}

export class AgentUnavailable extends Error {
  override readonly name = 'AgentUnavailable';
  readonly code = 'agent-unavailable';
  constructor(
    message: string,
    readonly permanent: boolean,
    options?: ErrorOptions & { readonly retryAfterMs?: number; readonly about?: 'provider' | 'request' },
  ) {
    super(message, options);
    this.retryAfterMs = options?.retryAfterMs;
    this.about = options?.about ?? 'provider';
  }
  /** request: it is this one that cannot be served, as when it is too long; others may be. */
  readonly about: 'provider' | 'request';
  /** How long the provider asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;
}
