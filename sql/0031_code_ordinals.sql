-- Codes to an address are numbered: two that were counted at the same moment would be the same number, and one is refused.

alter table verification_requests add column ordinal int;
create unique index verification_requests_ordinal_key on verification_requests (address, ordinal);
