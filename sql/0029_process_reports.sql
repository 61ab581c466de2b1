-- What each process last said of itself: its roles, its breakers, what the bus holds for it. Beside the log, and old in seconds.
create table process_reports (
  process text primary key,
  roles text[] not null,
  report jsonb not null,
  reported_at timestamptz not null default now()
);

grant select, insert, update, delete on process_reports to ledgerdesk_runtime;
