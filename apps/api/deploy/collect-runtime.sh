#!/bin/sh
# Collects what the bundled API needs of an operating system, and nothing else: Node, the libraries it is linked to, a
# user without rights, and places to write. The folder can be the root of a container: no shell, no package manager.
set -eu
root=$1
node=$(readlink -f "${2:-$(command -v node)}")

mkdir -p "$root/usr/local/bin" "$root/etc" "$root/tmp" "$root/data"
cp "$node" "$root/usr/local/bin/node"
chmod 755 "$root/usr/local/bin/node"
ldd "$node" | grep -o '/[^ ]*' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp --dereference "$library" "$root$library"
done

echo 'api:x:65532:65532::/data:/sbin/nologin' >"$root/etc/passwd"
echo 'api:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
chown 65532:65532 "$root/data"
