#!/bin/sh
# Makes the secrets of the production shape, one file each, in the folder that is named. What is there already stays as it is.
# The folder is its owner's alone; the files in it can be read, since each container reads its own as another user.
set -eu
folder=${1:?'names the folder: sh production/tools/make-secrets.sh secrets'}
mkdir -p "$folder"
chmod 700 "$folder"
make() { # name, text
  [ -e "$folder/$1" ] && return 0
  (umask 222 && printf '%s' "$2" >"$folder/$1")
  echo "made $folder/$1"
}
hex() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
make postgres-password "$(hex)"
make temporal-database-password "$(hex)"
make folkmoot-database-password "$(hex)"
make folkmoot-history-key "folkmoot-history-key:$(head -c 32 /dev/urandom | base64)"
make folkmoot-call-secret "whsec_$(head -c 32 /dev/urandom | base64)"
# Where the identity provider gives out the secrets of its clients, put its own there instead.
make folkmoot-client-secret "$(hex)"
