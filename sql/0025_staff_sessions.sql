-- Who is signed in, and links that sign somebody in once. Beside the log, which has who signed in and how: a session is
-- renewed while somebody is there, and of both secrets only digests are kept.

create table staff_sessions (
  -- SHA-256 of the cookie's token, hex
  digest text primary key,
  session_id uuid not null unique,
  name text not null,
  role text not null,
  -- SHA-256 of the key it was opened with, hex: it ends with the key
  key_digest text,
  idle_until timestamptz not null,
  ends_at timestamptz not null
);
create index staff_sessions_ends_at on staff_sessions (ends_at);

create table sign_in_links (
  -- SHA-256 of the link's secret, hex
  digest text primary key,
  name text not null,
  role text not null,
  key_digest text,
  expires_at timestamptz not null
);

grant select, insert, update, delete on staff_sessions, sign_in_links to ledgerdesk_runtime;
