#!/bin/bash
# Makes the images of the Docker tests in the engine that DOCKER_HOST names (docker) or in podman, from Debian's packages:
#   lifeboat-test/postgres:17   PostgreSQL with the promises of the official image
#   lifeboat-test/busybox:1     a container without bash or perl
# Nothing is pulled. The root file system of the first is kept in the folder given, so that it is made once.
# Usage: images.sh docker|podman CACHE_FOLDER
set -euo pipefail
engine=$1 cache=$2 here=$(cd "$(dirname "$0")" && pwd)
root=$cache/lifeboat-test-postgres-17.tar
if [ ! -s "$root" ]; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
  work=$(mktemp -d "${TMPDIR:-/tmp}/lifeboat-image.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  debootstrap --variant=minbase --include=postgresql-17,netcat-openbsd trixie "$work/root" "$mirror" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
  rm -rf "$work"/root/var/lib/postgresql/17 "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/* \
    "$work"/root/usr/share/doc "$work"/root/usr/share/man "$work"/root/usr/share/locale "$work"/root/usr/lib/llvm* \
    "$work"/root/usr/lib/x86_64-linux-gnu/libLLVM* "$work"/root/usr/lib/postgresql/17/lib/bitcode "$work"/root/usr/lib/postgresql/17/lib/llvmjit.so
  install -m 0755 "$here/postgres-entrypoint.sh" "$work/root/usr/local/bin/docker-entrypoint.sh"
  mkdir -p "$cache"
  tar --numeric-owner -C "$work/root" -cf "$root.partial" .
  mv "$root.partial" "$root"
fi
has() { [ -n "$("$engine" images -q "$1")" ]; }
has lifeboat-test/postgres:17 || "$engine" import \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin' \
  --change 'ENV PG_MAJOR=17' --change 'ENV PGDATA=/var/lib/postgresql/data' --change 'VOLUME /var/lib/postgresql/data' \
  --change 'EXPOSE 5432' --change 'ENTRYPOINT ["docker-entrypoint.sh"]' \
  "$root" lifeboat-test/postgres:17
has lifeboat-test/busybox:1 || {
  box=$(mktemp -d)
  install -D -m 0755 /bin/busybox "$box/bin/busybox"
  for name in sh nc cat sleep tar ls id; do ln -s busybox "$box/bin/$name"; done
  tar --numeric-owner --owner=0 --group=0 -C "$box" -c . | "$engine" import --change 'CMD ["/bin/sleep", "infinity"]' - lifeboat-test/busybox:1
  rm -rf "$box"
}
