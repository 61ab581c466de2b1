-- Erasure as a fact that the database itself enforces: with the event of an erasure the keys go, and nothing is written
-- for that person any more, by whoever still remembers a key.

-- Who was erased. An append that would open a ticket or make a key for one of them is refused.
create table erasures (
  customer_id uuid primary key,
  key_ids uuid[] not null,
  erased_at timestamptz not null
);

-- Who of the staff has read personal data, and about whom.
create table personal_reads (
  read_id uuid primary key,
  staff text not null,
  role text not null,
  what text not null,
  ticket_id uuid,
  customer_id uuid,
  at timestamptz not null
);
create index personal_reads_customer on personal_reads (customer_id, at) where customer_id is not null;
create index personal_reads_at on personal_reads (at);

-- The last word from an address goes with the customer who said it.
alter table address_wishes add column customer_id uuid;
create index address_wishes_customer on address_wishes (customer_id);
-- An erasure takes the rows of tickets by their ticket.
create index timers_ticket on timers (ticket_id);
create index threads_ticket on threads (ticket_id);

-- Both who opens a ticket and who erases come by the key: one waits for the other, and then sees what it did. Before
-- anything else of their statement, so that neither waits for the other in another order.
create function guard_customer() returns trigger language plpgsql as $$
declare
  customer uuid := (new.data->>'customerId')::uuid;
begin
  if new.type = 'CustomerErased' then
    perform from customer_keys where customer_id = customer for update;
    return new;
  end if;
  perform from customer_keys where customer_id = customer for key share;
  if not found and exists (select from erasures where customer_id = customer) then
    raise exception 'the customer of stream customer-% was erased', customer using errcode = 'LD003';
  end if;
  return new;
end
$$;
create trigger events_guard_customer before insert on events
  for each row when (new.type in ('TicketOpened', 'CustomerErased')) execute function guard_customer();

-- After the statement, so that all of its events and rows are there. Whom a ticket was opened for (see 0021) is whose key
-- seals it.
create function erase_customer() returns trigger language plpgsql as $$
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
  with gone as (delete from customer_keys where customer_id = customer returning key_id)
    select coalesce(array_agg(key_id), '{}') into keys from gone;
  insert into erasures (customer_id, key_ids, erased_at) values (customer, keys, new.occurred_at)
    on conflict (customer_id) do nothing;
  delete from message_files where customer_id = customer;
  delete from dead_letters where key = customer::text;
  delete from spending where account in (select 'ticket:' || t.ticket_id from tickets t where t.opened_for = customer);
  return null;
end
$$;
create trigger events_erase_customer after insert on events
  for each row when (new.type = 'CustomerErased') execute function erase_customer();

create function refuse_erased() returns trigger language plpgsql as $$
begin
  if exists (select from erasures where customer_id = new.customer_id) then
    raise exception 'the customer of stream customer-% was erased', new.customer_id using errcode = 'LD003';
  end if;
  return new;
end
$$;
create trigger customer_keys_refuse_erased before insert on customer_keys
  for each row execute function refuse_erased();
create trigger message_files_refuse_erased before insert on message_files
  for each row execute function refuse_erased();

grant select, insert on erasures to ledgerdesk_runtime;
grant select, insert, update, delete on personal_reads to ledgerdesk_runtime;
grant delete on dead_letters, spending to ledgerdesk_runtime;
-- To lock a row takes a right to change it; what may change is how a key is wrapped.
grant update (wrapped, master_key_id) on customer_keys to ledgerdesk_runtime;
