-- What the audit looks for: tickets on which an event of a type happened, or on which somebody of the staff did something.
-- Both come newest first and page by (occurred_at, id). On a long log this takes some seconds once, and appends wait for it.
create index events_type_occurred on events (type, occurred_at, id);
create index events_staff_occurred on events ((metadata->'actor'->>'id'), occurred_at, id)
  where metadata->'actor'->>'kind' = 'staff';
-- Who looked at a ticket.
create index personal_reads_ticket on personal_reads (ticket_id, at) where ticket_id is not null;
