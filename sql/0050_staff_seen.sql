-- Who of the staff has ever signed in to the pages, and how the last time: whom a ticket can be given to.
create table staff_seen (
  name text primary key,
  role text not null check (role in ('agent', 'auditor', 'admin')),
  way text not null check (way in ('key', 'link', 'oidc')),
  seen_at timestamptz not null
);
insert into staff_seen (name, role, way, seen_at)
  select distinct on (data->>'name') data->>'name', data->>'role', data->>'way', occurred_at
  from events where type = 'StaffSignedIn' order by data->>'name', id desc;

grant select, insert, update, delete on staff_seen to ledgerdesk_runtime;
