#!/usr/bin/env bash
# Checks that no tracked file names a package registry's host or a path of somebody's machine (both are the environment's
# business, and a file that names one works in one place only), or switches the linter off by a comment.
set -euo pipefail
cd "$(dirname "$0")/.."

# Every pattern is written so that this file does not match itself.
patterns=(
  '(registry|www)[.]npmjs[.](org|com)' 'registry[.]yarnpkg[.]com' '(pypi|files[.]pythonhosted)[.]org' 'unpkg[.]com'
  'proxy[.]golang[.]org' '(static[.])?crates[.]io' 'repo1?[.]maven[.](apache[.]org|org)' 'deb[.]debian[.]org'
  '(^|[^A-Za-z0-9_.~-])/(home|root|work|Users)/' '(es|ox)lint-disable'
)
# The registry that this very machine uses, where it is another.
host=$(npm config get registry 2>/dev/null | sed -E 's|^[a-z]+://([^/@]*@)?||; s|[:/].*$||; s|[.]|[.]|g')
if [ -n "$host" ] && [ "$host" != localhost ]; then patterns+=("$host"); fi

arguments=()
for pattern in "${patterns[@]}"; do arguments+=(-e "$pattern"); done
# Untracked files that are not ignored count too, so that a fault shows before it is committed.
status=0
git grep --untracked --line-number --extended-regexp -I "${arguments[@]}" -- . || status=$?
if [ "$status" -eq 0 ]; then
  echo 'The lines above name a registry host or an absolute path of a machine, or switch the linter off.'
  exit 1
fi
[ "$status" -eq 1 ] # 1: nothing found; more: git could not look
