-- Looks whose cost grew with everything there ever was.

-- Who acted, whoever it was but a customer: what customers write is most of the log, and is found by ticket. Of an actor of whom
-- there is little or nothing every ticket was looked through. No event of a customer's message is in it.
create index events_actor_occurred on events ((metadata->'actor'->>'kind'), (metadata->'actor'->>'id'), occurred_at, id)
  where metadata->'actor'->>'kind' in ('agent', 'staff', 'system');
drop index events_staff_occurred;

-- Searches of the agent, hour by hour, and apart those of runs that searched more than once. Kept as those of the overview are.
create table search_hours (
  hour timestamptz primary key,
  searches int not null,
  insufficient int not null
);
create table repeated_searches (
  ticket_id uuid not null,
  version int not null,
  run_id uuid not null,
  sufficient boolean not null,
  at timestamptz not null,
  primary key (ticket_id, version)
);
create index repeated_searches_at on repeated_searches (at) include (run_id, sufficient);
grant select, insert, update, delete on search_hours, repeated_searches to ledgerdesk_runtime;

create function searches_added() returns trigger language plpgsql as $$
begin
  insert into search_hours as h (hour, searches, insufficient)
  select hour_of(at), count(*), count(*) filter (where not sufficient) from after group by 1
  on conflict (hour) do update set searches = h.searches + excluded.searches,
    insufficient = h.insufficient + excluded.insufficient;
  -- All of a run's searches are on one ticket.
  execute $q$
    insert into repeated_searches (ticket_id, version, run_id, sufficient, at)
    select ticket_id, version, run_id, sufficient, at from (
      select s.*, count(*) over (partition by s.ticket_id, s.run_id) as times
      from (select distinct ticket_id, run_id from after) a join searches s using (ticket_id, run_id)
    ) searched where times > 1
    on conflict (ticket_id, version) do nothing
  $q$;
  return null;
end $$;
create trigger searches_added after insert on searches
  referencing new table as after for each statement execute function searches_added();

insert into search_hours (hour, searches, insufficient)
select hour_of(at), count(*), count(*) filter (where not sufficient) from searches group by 1;
insert into repeated_searches (ticket_id, version, run_id, sufficient, at)
select ticket_id, version, run_id, sufficient, at from (
  select *, count(*) over (partition by ticket_id, run_id) as times from searches
) searched where times > 1;
