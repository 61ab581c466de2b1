-- Read models: derived from the log, rebuilt from it at will. Columns are those that the projections name.

create table tickets (
  ticket_id uuid primary key,
  reference text not null constraint tickets_reference_key unique,
  customer_id uuid not null,
  status text not null,
  channel text not null,
  category text not null,
  priority text not null,
  subject text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  last_inbound_at timestamptz,
  escalation_reason text,
  assigned_to text,
  resolution text,
  rating smallint
);
create index tickets_customer on tickets (customer_id, opened_at desc);
create index tickets_updated on tickets (updated_at desc);
create index tickets_status_updated on tickets (status, updated_at desc);

create table messages (
  message_id uuid primary key,
  ticket_id uuid not null,
  version integer not null,
  author text not null,
  kind text not null,
  channel text not null,
  sender_name text,
  text text not null,
  citations jsonb not null,
  state text not null,
  failure text,
  at timestamptz not null
);
create index messages_ticket on messages (ticket_id, version);

-- Provider message ids that are taken: the second delivery of one fails here.
create table claims (
  channel text not null,
  provider_message_id text not null,
  ticket_id uuid not null,
  message_id uuid not null,
  primary key (channel, provider_message_id)
);

create table customers (
  customer_id uuid primary key,
  name text,
  registered_at timestamptz not null
);

create table identifiers (
  kind text not null,
  value text not null,
  customer_id uuid not null,
  evidence text not null,
  linked_at timestamptz not null,
  primary key (kind, value)
);
create index identifiers_customer on identifiers (customer_id);

create table timers (
  timer_id text primary key,
  kind text not null,
  ticket_id uuid not null,
  subject_id text not null,
  due_at timestamptz not null
);
create index timers_due on timers (due_at);

-- Who is firing a timer. Apart from the timers, so that those stay a pure projection.
create table timer_claims (
  timer_id text primary key,
  until timestamptz not null
);

-- What became of every accepted message; follows the ledger.
create table outcomes (
  message_id uuid primary key,
  ticket_id uuid not null,
  channel text not null,
  accepted_at timestamptz not null,
  outcome text not null,
  decided_at timestamptz
);
create index outcomes_open on outcomes (accepted_at) where outcome = 'unanswered';
