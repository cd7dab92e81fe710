#!/bin/sh
# Starts Temporal's server as its image would, with the database's password from a file.
set -eu
. "$(dirname "$0")/read-secrets.sh"
secret POSTGRES_PWD
exec "${TEMPORAL_ENTRYPOINT:-/etc/temporal/entrypoint.sh}"
