// What the desk answers about customers, reasons, suppressed messages and suggestions. Times are ISO 8601, UTC.

export interface Identifier {
  readonly kind: 'email' | 'phone' | 'whatsapp-user' | 'external' | 'session';
  readonly value: string;
  readonly evidence: 'verified' | 'attested' | 'claimed';
}

export interface HeldTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly status: string;
  readonly customerId: string;
  readonly openedFor: string;
}

export interface CustomerCard {
  /** Who stands for everybody merged. */
  readonly customerId: string;
  readonly name: string | null;
  readonly members: readonly {
    readonly customerId: string;
    readonly mergedInto: string | null;
    readonly identifiers: readonly Identifier[];
  }[];
  readonly tickets: readonly HeldTicket[];
  readonly timeline: readonly {
    readonly customerId: string;
    readonly at: string;
    readonly what: string;
    readonly by: string | null;
  }[];
  readonly suggestions: readonly {
    readonly customerId: string;
    readonly name: string | null;
    readonly speaksFor: readonly string[];
    readonly speaksAgainst: readonly string[];
  }[];
}

export interface MergePreview {
  readonly customerId: string;
  readonly other: string;
  readonly members: readonly string[];
  readonly identifiers: number;
  readonly tickets: readonly HeldTicket[];
}

export interface ConflictCase {
  readonly customerId: string;
  readonly name: string | null;
  readonly otherId: string;
  readonly otherName: string | null;
  readonly kinds: readonly string[];
  readonly sourceMessageId: string | null;
  readonly foundAt: string;
  readonly speaksFor: readonly string[];
  readonly speaksAgainst: readonly string[];
}

export interface SuppressedMessage {
  readonly messageId: string;
  readonly reference: string;
  readonly channel: string;
  readonly reason: string;
  readonly because: string | null;
  readonly at: string;
  readonly text: string;
}

export interface Mood {
  readonly reference: string;
  readonly messageId: string;
  readonly at: string;
  /** −1 furious to 1 delighted. */
  readonly score: number;
}

export interface Suggestion {
  readonly reference: string;
  readonly title: string;
  readonly category: string;
  readonly language: string;
  readonly text: string;
}

interface ModelCall {
  readonly model: string;
  readonly outcome: string;
  readonly fault: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
  readonly durationMs: number;
}

export interface WhyDecision {
  readonly kind: 'answered' | 'escalated' | 'suppressed' | 'staff' | 'none';
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly text: string | null;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly signals: readonly {
    readonly reason: string;
    readonly sentence: string;
    readonly phrase: string;
  }[];
  readonly sources: readonly { readonly slug: string; readonly title: string; readonly heading: string }[];
  readonly searches: readonly {
    readonly query: string;
    readonly confidence: number;
    readonly sufficient: boolean;
    readonly results: readonly { readonly chunkId: string; readonly score: number }[];
  }[];
  readonly checksPassed: readonly string[];
  readonly checksFailed: readonly { readonly rule: string; readonly detail: string; readonly text: string }[];
  readonly tools: readonly { readonly tool: string; readonly outcome: string; readonly durationMs: number }[];
  readonly modelCalls: readonly ModelCall[];
  readonly total: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
    readonly durationMs: number;
  };
}

export interface Why {
  readonly reference: string;
  readonly decisions: readonly WhyDecision[];
  readonly moods: readonly Mood[];
}
