-- A queue is listed by whose answer is due first. Within a priority that is who has waited longest; opening hours are not known here,
-- so each priority is read by itself and the program merges them.
drop index tickets_escalated;
create index tickets_escalated on tickets (priority, coalesce(waiting_since, 'infinity'), ticket_id) where status = 'escalated';
drop index tickets_assigned;
create index tickets_assigned on tickets (assigned_to, priority, coalesce(waiting_since, 'infinity'), ticket_id)
  where assigned_to is not null and status not in ('resolved', 'closed');
