-- Messages of the bus that failed for good, until somebody brings them back or lets them go. Not derived from the log.

create table dead_letters (
  dead_letter_id uuid primary key,
  topic text not null,
  partition integer not null,
  "offset" text not null,
  key text not null,
  headers jsonb not null,
  value jsonb not null,
  attempts integer not null,
  error text not null,
  parked_at timestamptz not null,
  state text not null check (state in ('parked', 'redriven', 'discarded')),
  resolved_at timestamptz,
  resolved_by text,
  -- a dead letter that is delivered twice is one dead letter
  constraint dead_letters_origin unique (topic, partition, "offset", attempts, key)
);
create index dead_letters_parked on dead_letters (parked_at) where state = 'parked';

grant select, insert, update on dead_letters to ledgerdesk_runtime;
