// The port to logs, metrics and traces. Nothing personal passes: fields are ids, counts, codes and durations.

export interface Telemetry {
  log(
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    fields?: Readonly<Record<string, unknown>>,
  ): void;
  /** Adds to a counter. */
  count(name: MetricName, labels?: Readonly<Record<string, string>>, by?: number): void;
  /** Records a duration in milliseconds. */
  observe(name: DurationName, ms: number, labels?: Readonly<Record<string, string>>): void;
  /** Sets a gauge. */
  gauge(name: GaugeName, value: number, labels?: Readonly<Record<string, string>>): void;
  /**
   * Runs work as one span of a trace. `run` is called at once; what it throws marks the span with the error's name and
   * code, and is thrown on.
   */
  span<T>(name: SpanName, start: SpanStart, run: (span: Span) => Promise<T>): Promise<T>;
}

/**
 * request: one over HTTP. probe: one that only asks how the process is; begins no trace worth keeping.
 * publish: work on its way onto the bus. answer, deliver: work taken from it. timer: one that fired.
 */
export type SpanName = 'request' | 'probe' | 'publish' | 'answer' | 'deliver' | 'timer';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  /** W3C trace context of what led to it. Where there is none, or it is not valid, a trace begins. */
  readonly traceparent?: string | null | undefined;
  readonly attributes?: SpanAttributes;
}

export interface Span {
  /** W3C trace context of this span, for what it leads to. */
  readonly traceparent: string;
  /** Adds attributes. `error.type` marks the span as failed. */
  set(attributes: SpanAttributes): void;
}

export type MetricName =
  | 'messages_accepted'
  | 'messages_answered'
  | 'messages_escalated'
  | 'messages_suppressed'
  | 'replies_sent'
  | 'replies_failed'
  | 'replies_withdrawn'
  | 'http_requests'
  | 'spam_trapped'
  | 'bus_retries'
  | 'dead_letters'
  | 'agent_tokens'
  | 'agent_cost_micros'
  | 'model_calls'
  | 'embedding_tokens'
  | 'embedding_cost_micros'
  /** Clients of the live feed that were cut off because they did not keep up. */
  | 'feed_dropped';
export type DurationName =
  | 'http_request_duration'
  | 'accept_duration'
  | 'agent_run_duration'
  | 'model_call_duration'
  | 'model_wait'
  | 'answer_latency'
  | 'relay_batch_duration';
export type GaugeName =
  | 'relay_pending'
  | 'follower_lag'
  | 'follower_stalled_seconds'
  | 'oldest_unanswered_seconds'
  | 'bus_lag'
  | 'breaker_open'
  | 'in_flight'
  | 'dead_letters_parked'
  | 'mailbox_read_age_seconds'
  | 'mailbox_watch_seconds'
  | 'mailbox_failures'
  /** Clients of the live feed in this process. */
  | 'feed_clients';
