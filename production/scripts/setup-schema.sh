#!/bin/sh
# One-shot and idempotent: applies the versions of Temporal's schema that its two databases lack.
# SCHEMA_DIR and SQL_TOOL let the same script run outside the image; SQL_PASSWORD may stand in a file, SQL_PASSWORD_FILE.
set -eu
. "$(dirname "$0")/read-secrets.sh"
secret SQL_PASSWORD
tool=${SQL_TOOL:-temporal-sql-tool}
schemas=${SCHEMA_DIR:-/etc/temporal/schema/postgresql/v12}
schema() { # database, folder of its schema
  "$tool" --db "$1" setup-schema -v 0.0
  "$tool" --db "$1" update-schema -d "$schemas/$2/versioned"
}
schema temporal temporal
schema temporal_visibility visibility
echo 'schema complete'
