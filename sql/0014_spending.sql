-- What models have cost: an account for each day and each ticket, booked before a request goes out.
-- Not derived from the log: two processes that ask at the same time must not get the same room.

create table spending (
  account text primary key,
  -- millionths of a dollar
  micros bigint not null
);

grant select, insert, update on spending to ledgerdesk_runtime;
