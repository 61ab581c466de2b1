-- Every process that remembers an opened key hears of an erasure from the transaction that makes it: before anybody can read
-- in the ledger that it happened, and also when whoever wrote it died at once.
create function tell_erased() returns trigger language plpgsql as $$
begin
  perform pg_notify('ledgerdesk_erased', new.customer_id::text);
  return null;
end
$$;
create trigger erasures_tell after insert on erasures for each row execute function tell_erased();
