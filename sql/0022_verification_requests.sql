-- Codes that were sent to addresses that somebody claims: counted, so that nobody is flooded and guessing is hopeless.

create table verification_requests (
  verification_id uuid primary key,
  ticket_id uuid not null,
  address text not null,
  at timestamptz not null
);
create index verification_requests_address on verification_requests (address, at);
create index verification_requests_ticket on verification_requests (ticket_id);

grant select, insert, update, delete on verification_requests to ledgerdesk_runtime;
