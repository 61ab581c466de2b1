-- The append-only log, its ledger, and the keys that personal data is sealed under.

create table events (
  id bigint generated always as identity primary key,
  stream_id text not null,
  version integer not null check (version > 0),
  type text not null,
  schema_version smallint not null,
  data jsonb not null,
  -- sealed bytes: format, key id, nonce, ciphertext, tag
  personal bytea,
  metadata jsonb not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  -- the optimistic lock
  constraint events_stream_version unique (stream_id, version)
);

-- Ids of events that have no position yet. No index: a row lives for milliseconds.
create table pending (
  event_id bigint not null
);

-- The order and the proof: gapless positions, each hash over the previous one and the event.
create table ledger (
  position bigint primary key check (position > 0),
  event_id bigint not null constraint ledger_event unique references events (id),
  hash bytea not null check (octet_length(hash) = 32)
);

-- Data keys, wrapped by a master key that is not in the database. Erasing a person deletes theirs.
create table customer_keys (
  key_id uuid primary key,
  customer_id uuid not null constraint customer_keys_customer unique,
  wrapped bytea not null,
  master_key_id text not null,
  created_at timestamptz not null default now()
);

-- Who may do what only one may do. An old epoch can write nothing.
create table leases (
  name text primary key,
  holder text not null,
  epoch bigint not null,
  expires_at timestamptz not null
);

-- How far each follower of the ledger has come.
create table followers (
  name text primary key,
  position bigint not null
);

-- Signed statements about the ledger; copies are kept outside the database.
create table checkpoints (
  position bigint not null,
  hash text not null,
  time text not null,
  signature text not null,
  key_id text not null,
  primary key (position, key_id)
);
