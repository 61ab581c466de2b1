-- What the inbox of staff lists: who waits since when, what was said last, and what customers wrote, to be searched.

-- Since when the customer waits for an answer; null: they wait for none.
alter table tickets add column waiting_since timestamptz;
alter table tickets add column last_message_at timestamptz not null default now();
-- The beginning of the last message.
alter table tickets add column excerpt text not null default '';

update tickets t set
  last_message_at = coalesce((
    select max(m.at) from messages m
    where m.ticket_id = t.ticket_id and m.kind <> 'acknowledgement' and m.state <> 'suppressed'
  ), t.opened_at),
  excerpt = coalesce((
    select left(regexp_replace(m.text, '\s+', ' ', 'g'), 160) from messages m
    where m.ticket_id = t.ticket_id and m.kind <> 'acknowledgement' and m.state <> 'suppressed'
    order by m.version desc limit 1
  ), ''),
  waiting_since = case when t.status in ('open', 'escalated') then (
    select min(m.at) from messages m
    where m.ticket_id = t.ticket_id and m.author = 'customer' and m.state in ('unanswered', 'escalated')
      and m.version > coalesce((
        select max(r.version) from messages r
        where r.ticket_id = t.ticket_id and r.author <> 'customer' and r.kind = 'answer'
      ), 0)
  ) end;

-- Who has waited longest comes first, who waits for nothing last.
create index tickets_escalated on tickets (coalesce(waiting_since, 'infinity'), ticket_id) where status = 'escalated';
create index tickets_assigned on tickets (assigned_to, coalesce(waiting_since, 'infinity'), ticket_id)
  where assigned_to is not null and status not in ('resolved', 'closed');
create index tickets_live on tickets (last_message_at desc, ticket_id desc) where status <> 'closed';
create index tickets_last_message on tickets (last_message_at desc, ticket_id desc);
create index tickets_waiting on tickets (waiting_since) include (status, priority) where waiting_since is not null;

-- Follows the ledger: an index of words has no place in an append.
create table search_texts (
  text_id uuid primary key,
  ticket_id uuid not null,
  text text not null
);
create index search_texts_words on search_texts using gin (to_tsvector('simple', text));
create index search_texts_ticket on search_texts (ticket_id);
create index customers_words on customers using gin (to_tsvector('simple', name)) where name is not null;

insert into search_texts (text_id, ticket_id, text)
  select t.ticket_id, t.ticket_id, left(t.subject, 2000) from tickets t where t.subject <> '[erased]'
  union all
  select m.message_id, m.ticket_id, left(m.text, 2000) from messages m where m.author = 'customer' and m.text <> '[erased]';

grant select, insert, update, delete on search_texts to ledgerdesk_runtime;
