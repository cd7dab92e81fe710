#!/bin/sh
# One-shot and idempotent: a role and its databases for Temporal, a role and a database for Folkmoot.
# A role owns its databases and can reach no other. A changed password takes effect at the next run.
# Needs PGHOST, PGUSER and PGPASSWORD of a superuser, TEMPORAL_PASSWORD and FOLKMOOT_PASSWORD; a name with _FILE behind it
# names a file that holds the password instead.
set -eu
. "$(dirname "$0")/read-secrets.sh"
for name in PGPASSWORD TEMPORAL_PASSWORD FOLKMOOT_PASSWORD; do secret "$name"; done
role() { # name, name of the variable that holds its password
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres --set name="$1" --set variable="$2" <<'SQL'
\getenv password :variable
select format('create role %I login', :'name') where not exists (select from pg_roles where rolname = :'name') \gexec
select format('alter role %I login nosuperuser nocreatedb nocreaterole password %L', :'name', :'password') \gexec
SQL
}
database() { # name, owner
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres --set name="$1" --set owner="$2" <<'SQL'
select format('create database %I owner %I', :'name', :'owner') where not exists (select from pg_database where datname = :'name') \gexec
select format('revoke connect, temporary on database %I from public', :'name') \gexec
SQL
}
role temporal TEMPORAL_PASSWORD
role folkmoot FOLKMOOT_PASSWORD
database temporal temporal
database temporal_visibility temporal
database folkmoot folkmoot
echo 'databases complete'
