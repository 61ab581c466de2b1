// The port to logs and metrics. Nothing personal passes: fields are ids, counts, codes and durations.

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
}

export type MetricName =
  | 'messages_accepted'
  | 'messages_answered'
  | 'messages_escalated'
  | 'messages_suppressed'
  | 'replies_sent'
  | 'replies_failed'
  | 'http_requests'
  | 'spam_trapped'
  | 'bus_retries'
  | 'dead_letters'
  | 'agent_tokens'
  | 'agent_cost_micros';
export type DurationName =
  | 'http_request_duration'
  | 'accept_duration'
  | 'agent_run_duration'
  | 'answer_latency'
  | 'relay_batch_duration';
export type GaugeName =
  | 'relay_pending'
  | 'follower_lag'
  | 'oldest_unanswered_seconds'
  | 'bus_lag'
  | 'breaker_open'
  | 'in_flight'
  | 'dead_letters_parked';
