#!/usr/bin/env bash
# Validates docker-compose.yml against the Compose Specification, and resolves it where Docker's plugin is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'check-jsonschema==0.39.0'
"$folder/venv/bin/check-jsonschema" --builtin-schema vendor.compose-spec docker-compose.yml production/temporal-tls.yaml

if docker compose version >/dev/null 2>&1; then
  sed 's/=$/=filled-in/' production/env.example >"$folder/env"
  for profile in single multirole; do
    COMPOSE_PROFILES=$profile docker compose --env-file "$folder/env" config --quiet
    COMPOSE_PROFILES=$profile docker compose --env-file "$folder/env" \
      --file docker-compose.yml --file production/temporal-tls.yaml config --quiet
  done
fi
