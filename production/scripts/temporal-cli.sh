#!/bin/sh
# Temporal's command line with the token of a file (TEMPORAL_API_KEY_FILE), which it does not read by itself.
set -eu
. "$(dirname "$0")/read-secrets.sh"
secret TEMPORAL_API_KEY
exec "${TEMPORAL_CLI:-temporal}" "$@"
