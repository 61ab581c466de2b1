-- How tickets went on: opened, handed over, settled, reopened, rated. One row for each of these events, nothing personal.
create table settlements (
  ticket_id uuid not null,
  version int not null,
  kind text not null check (kind in ('opened', 'escalated', 'confirmed', 'assumed', 'reopened', 'rated')),
  -- of 'opened' alone
  channel text,
  -- of 'rated' alone
  rating int,
  at timestamptz not null,
  primary key (ticket_id, version)
);

create index settlements_at on settlements (at);

grant select, insert, update, delete on settlements to ledgerdesk_runtime;
