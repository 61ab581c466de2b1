#!/bin/sh
# Run once by the image, on an empty data directory: the role that owns the schema and the one the program logs in as.
# The superuser makes the extension and ledgerdesk_runtime, so that neither of the two needs more rights than it has.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=owner="$OWNER_PASSWORD" --set=runtime="$RUNTIME_PASSWORD" << 'SQL'
create role ledgerdesk_owner login createrole password :'owner';
create role ledgerdesk_runtime nologin;
create role ledgerdesk_app login password :'runtime' in role ledgerdesk_runtime;
create database ledgerdesk owner ledgerdesk_owner;
\connect ledgerdesk
create extension vector;
SQL
