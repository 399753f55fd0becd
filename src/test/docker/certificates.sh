#!/bin/bash
# certificates.sh DIR: an authority, a server's certificate for 127.0.0.1 and a client's, as Docker's manual has it
# ("Protect the Docker daemon socket"): ca.pem, server-cert.pem, server-key.pem, cert.pem, key.pem.
set -euo pipefail
mkdir -p "$1"
cd "$1"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test authority" -keyout ca-key.pem -out ca.pem
printf 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >server.ext
printf 'extendedKeyUsage=clientAuth\n' >client.ext
sign() { # NAME CERTIFICATE KEY
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$3" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile "$1.ext" -out "$2"
}
sign server server-cert.pem server-key.pem
sign client cert.pem key.pem
