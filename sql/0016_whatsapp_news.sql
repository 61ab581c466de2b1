-- What was said last from an address about being written to, whoever it belonged to then: a digest stands for it.
create table address_wishes (
  channel text not null,
  address text not null,
  wish text not null check (wish in ('stop', 'start')),
  primary key (channel, address)
);

-- Replies of which the provider has said nothing since: their status is asked for.
create index messages_without_news on messages (at, message_id) where channel = 'whatsapp' and state = 'sent';

grant select, insert, update, delete on address_wishes to ledgerdesk_runtime;
