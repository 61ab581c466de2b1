-- A message may be taken in twice at the same moment, each time for a customer who is made up for it. One of the two is stored,
-- and its files belong to that one's customer, whoever kept them last: the event of the message says so.
alter table message_files add column filed boolean not null default false;
-- Whose key seals the bytes: the other's, where they were kept for them a moment before.
alter table message_files add column sealed_for uuid;

create function file_files() returns trigger language plpgsql as $$
begin
  -- By the log: of an append of many the rows of its tickets may still be to come.
  update message_files f set filed = true, customer_id = (o.data->>'customerId')::uuid
  from events o
  where o.stream_id = new.stream_id and o.version = 1 and o.type = 'TicketOpened'
    and f.channel = new.data->>'channel' and f.provider_message_id = new.data->>'providerMessageId';
  return null;
end
$$;
-- What comes by the form has no files.
create trigger events_file_files after insert on events
  for each row when (new.type = 'CustomerMessageReceived' and new.data->>'channel' <> 'webform') execute function file_files();

update message_files set sealed_for = customer_id where sealed is not null;
update message_files f set filed = true, customer_id = t.opened_for
from claims c join tickets t on t.ticket_id = c.ticket_id
where c.channel = f.channel and c.provider_message_id = f.provider_message_id;
-- What was kept for nobody of a person who has been erased since.
delete from message_files f using erasures x where f.filed and x.customer_id = f.customer_id;

-- As before, and with the files goes the key of whoever they were kept for, if that is nobody.
create or replace function erase_customer() returns trigger language plpgsql as $$
declare
  customer uuid := (new.data->>'customerId')::uuid;
  keys uuid[];
begin
  if exists (
    select from tickets t where t.opened_for = customer and not exists (
      select from events e where e.stream_id = 'ticket-' || t.ticket_id and e.type = 'TicketErased'
    )
  ) then
    -- opened meanwhile: decide again
    raise exception 'stream customer-% has other tickets', customer using errcode = 'LD001';
  end if;
  with files as (
    delete from message_files where customer_id = customer returning sealed_for
  ), gone as (
    delete from customer_keys k where k.customer_id = customer or (
      k.customer_id in (select sealed_for from files)
      and not exists (select from customers c where c.customer_id = k.customer_id)
    ) returning key_id
  )
    select coalesce(array_agg(key_id), '{}') into keys from gone;
  insert into erasures (customer_id, key_ids, erased_at) values (customer, keys, new.occurred_at)
    on conflict (customer_id) do nothing;
  delete from dead_letters where key = customer::text;
  delete from spending where account in (select 'ticket:' || t.ticket_id from tickets t where t.opened_for = customer);
  return null;
end
$$;
