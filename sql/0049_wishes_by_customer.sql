-- breaking
-- A word from an address about being written to is kept with every customer who spoke from there, with its time: so what
-- is left when one of them is erased is the same as what the log alone says. Rows from before 0018 name nobody.
update address_wishes set customer_id = '00000000-0000-0000-0000-000000000000' where customer_id is null;
alter table address_wishes add column said_at timestamptz not null default 'epoch';
alter table address_wishes drop constraint address_wishes_pkey;
alter table address_wishes add primary key (channel, address, customer_id);
