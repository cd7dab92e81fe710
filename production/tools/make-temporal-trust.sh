#!/bin/sh
# Makes what production/temporal-tls.yaml needs, in the folder that is named: an authority, a certificate for Temporal's server and
# one for each client, and the key that signs Temporal's tokens. What is there already stays as it is.
# The folder is its owner's alone. Keep authority.key and tokens.key elsewhere once everything is made: no container reads them.
set -eu
folder=${1:?'names the folder: sh production/tools/make-temporal-trust.sh temporal-trust'}
days=${DAYS:-825}
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"
key() { # file
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
  chmod 444 "$1"
}
if ! [ -e authority.pem ]; then
  key authority.key
  openssl req -x509 -new -key authority.key -days "$days" -subj '/CN=Folkmoot Temporal authority' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' -out authority.pem
fi
certificate() { # name, extended key usage, alternative names
  [ -e "$1.pem" ] && return 0
  key "$1.key"
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=%s\n' "$2" "$3" >"$1.ext"
  openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days "$days" -extfile "$1.ext" -out "$1.pem" 2>/dev/null
  rm "$1.csr" "$1.ext"
  echo "made $folder/$1.pem"
}
# Temporal's roles are servers and clients of each other, and know each other by this name.
certificate temporal serverAuth,clientAuth DNS:temporal
for client in worker api operator page; do certificate "$client" clientAuth "DNS:$client"; done
if ! [ -e tokens.key ]; then
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out tokens.key
  echo "made $folder/tokens.key"
fi
chmod 400 authority.key tokens.key
