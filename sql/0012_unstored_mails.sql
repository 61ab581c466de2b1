-- Mails that could not be stored although the store worked: how often that was, until they are stored or a dead letter; and
-- those that somebody wants read again. Not derived from the log: what is not stored is not on it.

create table unstored_mails (
  account text not null,
  -- the provider's
  mail_id text not null,
  attempts integer not null,
  -- brought back from the dead letters
  wanted boolean not null default false,
  primary key (account, mail_id)
);

grant select, insert, update, delete on unstored_mails to ledgerdesk_runtime;
