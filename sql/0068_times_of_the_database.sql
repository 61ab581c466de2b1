-- When an event was stored, and in which transaction, the database says and nobody else: with a right to the whole row the
-- program's role could write an event into the past, and the relay would have given it a position like any other.
revoke insert on events from ledgerdesk_runtime;
grant insert (stream_id, version, type, schema_version, data, personal, metadata, occurred_at) on events to ledgerdesk_runtime;
