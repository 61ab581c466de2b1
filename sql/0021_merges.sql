-- Customers who are taken for one person: who stands for whom, whom a ticket was opened for, and conflicts for staff.

-- Who stands for them since a merge, always the one at the top.
alter table customers add column belongs_to uuid;
create index customers_belongs_to on customers (belongs_to) where belongs_to is not null;
create index customers_name on customers (lower(name)) where name is not null;

-- Whom a ticket was opened for. Who looks for tickets goes by this and by who stands for that customer: a merge is then
-- complete with one row, whatever is under way. Until now no ticket was ever moved.
alter table tickets add column opened_for uuid;
update tickets set opened_for = customer_id;
create index tickets_opened_for on tickets (opened_for, opened_at desc);

-- Everybody taken for the same person as a customer, themselves first; of one nobody knows, just that one.
create function family_of(someone uuid) returns uuid[] language sql stable as $$
  select case when someone is null then '{}'::uuid[] else array(
    with root as (
      select coalesce((select c.belongs_to from customers c where c.customer_id = someone), someone) as id
    )
    select r.id from root r
    union all
    select c.customer_id from customers c where c.belongs_to = (select r.id from root r)
  ) end
$$;

create table identity_conflicts (
  customer_id uuid not null,
  other_id uuid not null,
  kinds jsonb not null,
  source_message_id uuid,
  found_at timestamptz not null,
  state text not null check (state in ('open', 'dismissed')),
  primary key (customer_id, other_id)
);
create index identity_conflicts_open on identity_conflicts (found_at) where state = 'open';

grant select, insert, update, delete on identity_conflicts to ledgerdesk_runtime;
