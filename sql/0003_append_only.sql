-- The log refuses to be changed, whoever asks.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the table % is append-only', tg_table_name using errcode = 'LD002';
end
$$;

create trigger events_append_only before update or delete or truncate on events
  for each statement execute function refuse_change();

create trigger ledger_append_only before update or delete or truncate on ledger
  for each statement execute function refuse_change();

-- Returns the version when the one before it is there; a gap means the decision saw a stream that does not exist.
create function expect_version(wanted_stream text, wanted integer) returns integer language plpgsql stable as $$
begin
  if wanted > 1 and not exists (select from events where stream_id = wanted_stream and version = wanted - 1) then
    raise exception 'stream % has no version %', wanted_stream, wanted - 1 using errcode = 'LD001';
  end if;
  return wanted;
end
$$;
