-- Keys of staff that are made and taken back while the desk runs, beside those of the configuration. A read model: the log
-- has who made and who took back which.

create table staff_keys (
  key_id uuid primary key,
  -- of whom; a key that is rotated keeps it
  name text not null,
  role text not null,
  -- SHA-256 of the key in hex; the key itself nobody keeps
  digest text not null,
  created_at timestamptz not null,
  created_by text,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  -- the key that takes its place
  replaced_by uuid
);
create unique index staff_keys_digest_key on staff_keys (digest);

grant select, insert, update, delete on staff_keys to ledgerdesk_runtime;
