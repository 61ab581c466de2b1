// Every metric: what it means and which labels it may carry.
import type { DurationName, GaugeName, MetricName } from '../../application/platform/telemetry.ts';

export interface MetricDefinition {
  readonly help: string;
  readonly labels: readonly string[];
}

export const counters: Readonly<Record<MetricName, MetricDefinition>> = {
  messages_accepted: { help: 'Messages of customers stored.', labels: ['channel'] },
  messages_answered: {
    help: 'Messages answered by the agent, also where the answer was withdrawn before it was out.',
    labels: ['channel', 'agent'],
  },
  messages_escalated: { help: 'Messages handed to a human.', labels: ['channel', 'reason'] },
  messages_suppressed: { help: 'Messages not answered on purpose.', labels: ['channel', 'reason'] },
  replies_sent: { help: 'Replies a channel has taken.', labels: ['channel'] },
  replies_failed: { help: 'Attempts to send a reply that failed.', labels: ['channel', 'permanent'] },
  replies_withdrawn: {
    help: 'Answers that were not sent because a human had taken the ticket over, or the customer had written again.',
    labels: ['channel', 'reason'],
  },
  http_requests: { help: 'Requests answered.', labels: ['method', 'route', 'status'] },
  spam_trapped: { help: 'Submissions that filled the field people do not see.', labels: [] },
  bus_retries: { help: 'Messages of the bus handled again after a failure.', labels: ['topic', 'group'] },
  dead_letters: { help: 'Messages of the bus parked for good.', labels: ['topic', 'group'] },
  agent_tokens: { help: 'Tokens used by the agent.', labels: ['agent', 'model', 'direction'] },
  agent_cost_micros: {
    help: 'Cost of the agent, in millionths of a dollar.',
    labels: ['agent', 'model'],
  },
  model_calls: { help: 'Requests to a model, each attempt counted.', labels: ['model', 'outcome'] },
  embedding_tokens: { help: 'Tokens used for embeddings.', labels: ['model'] },
  feed_dropped: { help: 'Clients of the live feed cut off because they did not keep up.', labels: [] },
  embedding_cost_micros: { help: 'Cost of embeddings, in millionths of a dollar.', labels: ['model'] },
};

interface DurationDefinition extends MetricDefinition {
  /** Upper bounds, seconds. */
  readonly buckets: readonly number[];
}

/** Around the target of 50 ms for accepting a message. */
const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** For what waits on a model or a provider. */
const slow = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300];

export const durations: Readonly<Record<DurationName, DurationDefinition>> = {
  http_request_duration: {
    help: 'Time to answer a request, up to its headers.',
    labels: ['method', 'route', 'status'],
    buckets: quick,
  },
  accept_duration: { help: 'Time to store a message of a customer.', labels: ['channel'], buckets: quick },
  agent_run_duration: {
    help: 'Time the agent worked on a task.',
    labels: ['agent', 'outcome'],
    buckets: slow,
  },
  model_call_duration: {
    help: 'Time of one request to a model.',
    labels: ['model', 'outcome'],
    buckets: slow,
  },
  model_wait: {
    help: 'Time a request to a model waited for the rate limits of its server.',
    labels: ['model'],
    buckets: slow,
  },
  answer_latency: {
    help: 'Time from accepting a message to its answer or hand-over.',
    labels: ['channel'],
    buckets: slow,
  },
  relay_batch_duration: { help: 'Time to sequence one batch of events.', labels: [], buckets: quick },
};

export const gauges: Readonly<Record<GaugeName, MetricDefinition>> = {
  relay_pending: { help: 'Events waiting for their place in the ledger.', labels: [] },
  follower_lag: { help: 'Ledger positions a follower is behind.', labels: ['follower'] },
  follower_stalled_seconds: {
    help: 'Time a follower that is behind has not moved.',
    labels: ['follower'],
  },
  bus_lag: { help: 'Messages of a topic that a group has not finished.', labels: ['group', 'topic'] },
  breaker_open: { help: '1 while calls to this provider are held back.', labels: ['name'] },
  in_flight: { help: 'Messages of the bus being worked on or waiting in this process.', labels: ['group'] },
  dead_letters_parked: { help: 'Dead letters nobody has decided about.', labels: [] },
  oldest_unanswered_seconds: { help: 'Age of the oldest message without an outcome.', labels: [] },
  mailbox_read_age_seconds: { help: 'Time since a mailbox was last read to its end.', labels: ['mailbox'] },
  mailbox_watch_seconds: {
    help: 'Time until Gmail stops telling of news of a mailbox.',
    labels: ['mailbox'],
  },
  feed_clients: { help: 'Clients that follow the live feed in this process.', labels: [] },
  mailbox_failures: { help: 'Readings of a mailbox that failed in a row.', labels: ['mailbox'] },
};
