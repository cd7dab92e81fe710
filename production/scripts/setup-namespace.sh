#!/bin/sh
# One-shot and idempotent: the namespace with its retention, then the search attributes that the workflows set.
# Needs TEMPORAL_ADDRESS, NAMESPACE, RETENTION and SEARCH_ATTRIBUTES ("Name:Type Name:Type"). TEMPORAL_CLI names the
# program where it is not `temporal` on the PATH. Where Temporal asks for a token, TEMPORAL_API_KEY_FILE names its file.
set -eu
. "$(dirname "$0")/read-secrets.sh"
secret TEMPORAL_API_KEY
temporal=${TEMPORAL_CLI:-temporal}
patiently() { # a command, tried for a minute: the frontend answers before the services behind it have joined
  tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ]; then "$@"; exit 1; fi
    sleep 1
  done
}
patiently "$temporal" operator cluster health
"$temporal" operator namespace describe --namespace "$NAMESPACE" >/dev/null 2>&1 ||
  patiently "$temporal" operator namespace create --namespace "$NAMESPACE" --retention "$RETENTION"
# Where the namespace was there already, its retention follows the configuration.
patiently "$temporal" operator namespace update --namespace "$NAMESPACE" --retention "$RETENTION"
# A new namespace is known to every frontend only after some seconds.
patiently "$temporal" operator search-attribute list --namespace "$NAMESPACE"
known=$("$temporal" operator search-attribute list --namespace "$NAMESPACE")
for attribute in $SEARCH_ATTRIBUTES; do
  name=${attribute%%:*}
  echo "$known" | grep -qw "$name" ||
    patiently "$temporal" operator search-attribute create --namespace "$NAMESPACE" --name "$name" --type "${attribute##*:}"
done
echo 'namespace complete'
