-- What weakly speaks for one person: form sessions and lines of mail signatures, as keyed digests. Only for suggestions to staff.

create table hints (
  kind text not null check (kind in ('session', 'signature')),
  trait text not null,
  customer_id uuid not null,
  primary key (kind, trait, customer_id)
);
create index hints_customer on hints (customer_id);

grant select, insert, update, delete on hints to ledgerdesk_runtime;
