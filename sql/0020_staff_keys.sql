-- Keys of staff that are made and taken back while the desk runs, beside those of the configuration.

create table staff_keys (
  key_id uuid primary key,
  -- of whom; a key that is rotated keeps it
  name text not null,
  role text not null check (role in ('agent', 'auditor', 'admin')),
  -- SHA-256 of the key, which nobody keeps
  digest bytea not null constraint staff_keys_digest unique check (octet_length(digest) = 32),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  -- the key that it was replaced by
  replaced_by uuid
);

grant select, insert, update on staff_keys to ledgerdesk_runtime;
