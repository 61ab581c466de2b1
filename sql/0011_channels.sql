-- Mail and WhatsApp: where messages stand in threads, what is counted against mail loops, how far our mailboxes and
-- numbers were read, and the messages as they came.

alter table messages add column because text;

-- Which ticket a trace of a thread leads to. Anybody can copy a Message-ID, so one trace may lead to several tickets.
create table threads (
  channel text not null,
  trace text not null,
  ticket_id uuid not null,
  primary key (channel, trace, ticket_id)
);

-- What a message has in common with others: to see that an address wrote on a ticket before, and that a loop runs.
create table inbound_traits (
  message_id uuid primary key,
  ticket_id uuid not null,
  channel text not null,
  address text not null,
  domain text,
  body text not null,
  at timestamptz not null
);
create index inbound_traits_address on inbound_traits (address, at);
create index inbound_traits_domain on inbound_traits (domain, at) where domain is not null;
create index inbound_traits_body on inbound_traits (body, at);
create index inbound_traits_ticket on inbound_traits (ticket_id, at);

-- Our mailboxes and numbers. Not derived from the log: only the provider knows its cursor.
create table channel_accounts (
  channel text not null,
  account text not null,
  cursor bigint,
  watched_until timestamptz,
  due_at timestamptz not null,
  claimed_until timestamptz,
  -- told of something new since it was claimed
  notified boolean not null default false,
  primary key (channel, account)
);

-- Messages as they came, and files that belong to them, sealed under the customer's key. Beside the log: a mail may
-- have 25 MB, and the log keeps its digest.
create table message_files (
  file_id uuid primary key,
  customer_id uuid not null,
  channel text not null,
  provider_message_id text not null,
  -- 0 is the message itself
  ordinal integer not null,
  media_type text not null,
  bytes integer,
  sealed bytea,
  state text not null check (state in ('kept', 'awaited', 'refused')),
  -- where the provider keeps it until it is fetched
  provider_url text,
  reason text,
  attempts integer not null default 0,
  due_at timestamptz,
  stored_at timestamptz not null default now(),
  constraint message_files_origin unique (channel, provider_message_id, ordinal)
);
create index message_files_due on message_files (due_at) where state = 'awaited';
create index message_files_customer on message_files (customer_id);

create index messages_suppressed on messages (at) where state = 'suppressed';
create index messages_failed on messages (at) where state = 'failed';

grant select, insert, update, delete on threads, inbound_traits, channel_accounts, message_files to ledgerdesk_runtime;
