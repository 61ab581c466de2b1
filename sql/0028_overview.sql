-- What the overview is counted from, beside outcomes and settlements. All of it follows the ledger; nothing personal.

-- Replies on their way: handed over to the channel, or failed for good. A withdrawn one is no reply.
create table replies (
  reply_id uuid primary key,
  ticket_id uuid not null,
  channel text not null,
  kind text not null check (kind in ('answer', 'acknowledgement', 'staff')),
  composed_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz
);
create index replies_ticket on replies (ticket_id, sent_at);
create index replies_sent on replies (channel, sent_at desc) where sent_at is not null;
create index replies_failed on replies (channel) where failed_at is not null;

-- Searches of the agent, and whether they found enough.
create table searches (
  ticket_id uuid not null,
  version int not null,
  run_id uuid not null,
  sufficient boolean not null,
  at timestamptz not null,
  primary key (ticket_id, version)
);
create index searches_at on searches (at);

-- Requests to models, millionths of a dollar.
create table model_costs (
  ticket_id uuid not null,
  version int not null,
  micros bigint not null,
  at timestamptz not null,
  primary key (ticket_id, version)
);

create index outcomes_accepted on outcomes (accepted_at);
create index outcomes_channel on outcomes (channel, accepted_at desc);

-- What is in the log already.
insert into searches (ticket_id, version, run_id, sufficient, at)
  select substr(stream_id, 8)::uuid, version, (data ->> 'runId')::uuid, (data ->> 'sufficient')::boolean, occurred_at
  from events where type = 'KnowledgeSearched';
insert into model_costs (ticket_id, version, micros, at)
  select substr(stream_id, 8)::uuid, version, (data -> 'usage' ->> 'costMicros')::bigint, occurred_at
  from events where type = 'ModelCalled';
insert into replies (reply_id, ticket_id, channel, kind, composed_at)
  select (data ->> 'replyId')::uuid, substr(stream_id, 8)::uuid, data ->> 'channel',
    case when type = 'StaffReplied' then 'staff' else data ->> 'kind' end, occurred_at
  from events where type in ('ReplyComposed', 'StaffReplied')
  on conflict do nothing;
update replies r set sent_at = case when e.type = 'ReplySent' then e.occurred_at end,
    failed_at = case when e.type = 'ReplyFailed' then e.occurred_at end
  from (
    select distinct on (data ->> 'replyId') (data ->> 'replyId')::uuid as reply_id, type, occurred_at
    from events
    where type = 'ReplySent' or (type = 'ReplyFailed' and (data ->> 'permanent')::boolean)
    order by data ->> 'replyId', version desc
  ) e where e.reply_id = r.reply_id;
update replies r set failed_at = null
  from events e where e.type = 'StaffReplied' and (e.data ->> 'inPlaceOf')::uuid = r.reply_id;
delete from replies r using events e
  where e.type = 'ReplyWithdrawn' and (e.data ->> 'replyId')::uuid = r.reply_id;

grant select, insert, update, delete on replies, searches, model_costs to ledgerdesk_runtime;
