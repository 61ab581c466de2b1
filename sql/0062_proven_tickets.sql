-- Whose page a ticket has. Who opens one on the web form and only types an address may be anybody, and reads what comes in on
-- it: the owner of the address goes on there with the code of the ticket, or once the address is proven.
alter table tickets add column only_claimed boolean not null default false;
-- Whether the message proves that it is from its address.
alter table inbound_traits add column proven boolean not null default true;
