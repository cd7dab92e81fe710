#!/usr/bin/env bash
# Asks a whole council whatever its description lets one ask, and holds the answers against it, for so many seconds: .ci/contract.sh [SECONDS] [SEED].
# It needs Python 3.10 or later with pip; the packages are installed into a folder of their own, by their hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60} seed=${2:-1}
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Schemathesis needs Python 3.10 or later.")'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement .ci/schemathesis.txt
node embedded/bootstrap.mjs
node --import tsx test/contract/main.ts --schemathesis "$folder/venv/bin/schemathesis" --seconds "$seconds" --seed "$seed"
