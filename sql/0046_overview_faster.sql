-- The overview beside a hundred thousand tickets: all it reads of a period lies side by side in an index, and what happened to a
-- ticket carries the channel on which it began, where the ticket was looked up for every row.

-- Events after the first do not say where their ticket began. A ticket's rows come in its order, also within one statement. Only by
-- its key: where a kind is asked for too, a plan made for an empty table reads the whole of a partial index for each row.
create function settlement_channel() returns trigger language plpgsql as $$
begin
  if new.channel is null then
    select s.channel into new.channel from settlements s where s.ticket_id = new.ticket_id order by s.version limit 1;
  end if;
  return new;
end $$;

update settlements s set channel = o.channel
  from settlements o where o.ticket_id = s.ticket_id and o.kind = 'opened' and s.channel is null;
create trigger settlements_channel before insert on settlements for each row execute function settlement_channel();
comment on column settlements.channel is 'Where the ticket began.';

drop index settlements_at;
create index settlements_at on settlements (at) include (ticket_id, version, kind, channel, rating);
create index settlements_ends on settlements (ticket_id, version) include (kind, at)
  where kind in ('confirmed', 'assumed', 'reopened');

drop index outcomes_accepted;
create index outcomes_accepted on outcomes (accepted_at) include (channel, outcome);

-- The first reply that was more than an acknowledgement.
create index replies_first on replies (ticket_id) include (sent_at) where kind <> 'acknowledgement' and sent_at is not null;
drop index replies_ticket;
