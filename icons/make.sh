#!/bin/sh
# Makes the application icons from lifeboat.svg: PNGs, the Windows ICO and the macOS ICNS.
# Debian packages: librsvg2-bin icoutils icnsutils
set -eu
cd "$(dirname "$0")"
for size in 16 24 32 48 64 128 256 512; do
  rsvg-convert -w "$size" -h "$size" lifeboat.svg -o "lifeboat-$size.png"
done
icotool -c -o lifeboat.ico lifeboat-16.png lifeboat-24.png lifeboat-32.png lifeboat-48.png lifeboat-64.png -r lifeboat-256.png
png2icns lifeboat.icns lifeboat-16.png lifeboat-32.png lifeboat-48.png lifeboat-128.png lifeboat-256.png lifeboat-512.png >/dev/null
