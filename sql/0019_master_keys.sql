-- Changing the master key: data keys are wrapped anew a batch at a time, and what used to be made from the master key itself
-- is kept wrapped like them, so that links, codes and digests outlive it.

create index customer_keys_master on customer_keys (master_key_id);

create table kept_secrets (
  name text primary key,
  wrapped bytea not null,
  master_key_id text not null
);

-- Which master keys wrap anything. By the index from one to the next: there may be a million rows under one.
create function master_keys_in_use() returns setof text language sql stable as $$
  with recursive used as (
    (select master_key_id as id from customer_keys order by master_key_id limit 1)
    union all
    select (select k.master_key_id from customer_keys k where k.master_key_id > u.id order by k.master_key_id limit 1)
    from used u where u.id is not null
  )
  select id from used where id is not null
  union
  select master_key_id from kept_secrets
$$;

grant select, insert, update on kept_secrets to ledgerdesk_runtime;
