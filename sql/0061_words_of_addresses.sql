-- Words from an address about being written to are numbered: two that were counted at the same moment would be the same
-- number, and one is refused. So nobody speaks from there without being told what holds, nor without the others being told.
create table address_words (
  channel text not null,
  address text not null,
  ordinal int not null,
  customer_id uuid not null,
  primary key (channel, address, ordinal)
);
create index address_words_customer on address_words (customer_id);

grant select, insert, update, delete on address_words to ledgerdesk_runtime;
