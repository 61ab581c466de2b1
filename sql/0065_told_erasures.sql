-- Every process that remembers an opened key is told of an erasure by the transaction that makes it, also when whoever wrote
-- it died at once.
create function tell_erased() returns trigger language plpgsql as $$
begin
  perform pg_notify('ledgerdesk_erased', new.customer_id::text);
  return null;
end
$$;
create trigger erasures_tell after insert on erasures for each row execute function tell_erased();
