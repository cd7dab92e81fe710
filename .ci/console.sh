#!/usr/bin/env bash
# The console in real browsers: installs the system's Chromium where there is none, and runs its tests.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null && [ -z "${CHROMIUM:-}" ]; then
  if [ "$(id -u)" -eq 0 ]; then install=(apt-get); else install=(sudo apt-get); fi
  "${install[@]}" update -qq && "${install[@]}" install -y -qq chromium >/dev/null
fi
npm run --silent test:console
