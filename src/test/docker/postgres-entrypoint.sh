#!/bin/bash
# The start of our test image, with the promises of the official image that Lifeboat relies on: POSTGRES_USER,
# POSTGRES_PASSWORD and POSTGRES_DB, PGDATA, the postgres user, trust inside of the container and passwords from outside.
set -euo pipefail
: "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=$POSTGRES_USER}" "${PGDATA:=/var/lib/postgresql/data}"
bin=$(echo /usr/lib/postgresql/*/bin)
if [ "$(id -u)" = 0 ]; then
  install -d -o postgres -g postgres -m 0700 "$PGDATA"
  install -d -o postgres -g postgres -m 2775 /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  "$bin/initdb" -D "$PGDATA" -U "$POSTGRES_USER" --encoding=UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=trust >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  "$bin/pg_ctl" -D "$PGDATA" -o "-c listen_addresses=''" -w start >/dev/null
  "$bin/psql" -q -v ON_ERROR_STOP=1 -v name="$POSTGRES_DB" -v user="$POSTGRES_USER" -v password="${POSTGRES_PASSWORD:-}" -U "$POSTGRES_USER" -d postgres <<'SQL'
select format('create database %I', :'name') where not exists (select from pg_database where datname = :'name') \gexec
alter role :"user" password :'password';
SQL
  "$bin/pg_ctl" -D "$PGDATA" -m fast -w stop >/dev/null
fi
exec "$bin/postgres" -D "$PGDATA" "$@"
