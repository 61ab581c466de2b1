-- The role the program runs as: it can add to the log and rewrite read models, and nothing more.

do $$
begin
  create role ledgerdesk_runtime nologin;
exception when duplicate_object or unique_violation then null; -- roles belong to the cluster, another database may have made it
end
$$;

grant usage on schema public to ledgerdesk_runtime;
grant select, insert on events, ledger, checkpoints to ledgerdesk_runtime;
grant select, insert, delete on pending, customer_keys to ledgerdesk_runtime;
grant select, insert, update, delete on leases, followers, timer_claims to ledgerdesk_runtime;
grant select, insert, update, delete on tickets, messages, claims, customers, identifiers, timers, outcomes to ledgerdesk_runtime;
grant select, insert, update, delete on articles, chunks, embeddings to ledgerdesk_runtime;
grant select on migrations to ledgerdesk_runtime;
