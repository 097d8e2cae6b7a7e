#!/bin/sh
# Finds which of the system's libraries are missing, and installs them where that is allowed.
# Without that right it prints one sentence with the exact line to type, and fails.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

# What PySide6's wheel leaves to the system: library and the Debian package it comes in.
# The second half is what a window on X11 or Wayland needs on top.
libraries='
libGL.so.1              libgl1
libEGL.so.1             libegl1
libxkbcommon.so.0       libxkbcommon0
libfontconfig.so.1      libfontconfig1
libdbus-1.so.3          libdbus-1-3
libglib-2.0.so.0        libglib2.0-0
libbrotlidec.so.1       libbrotli1
libgssapi_krb5.so.2     libgssapi-krb5-2

libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libwayland-cursor.so.0  libwayland-cursor0
'

python=${1:-python3}
PATH=$PATH:/usr/sbin:/sbin
present=$(ldconfig -p)

missing=$(printf '%s' "$libraries" | while read -r library package; do
    [ -n "$library" ] || continue
    case "$present" in
        *"$library "*) ;;
        *) printf ' %s' "$package" ;;
    esac
done)
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"

[ -n "$missing" ] || exit 0

line="apt-get install -y --no-install-recommends$missing"
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo env'
    else
        echo "Foleni needs some system libraries; please type: sudo $line" >&2
        exit 1
    fi
    echo "Installing system libraries:$missing" >&2
    # A stale list of packages is worth a try: only the installation has to succeed.
    $as_root apt-get update -qq >&2 || true
    if $as_root DEBIAN_FRONTEND=noninteractive $line -qq >&2; then
        exit 0
    fi
    echo "The system libraries could not be installed; please type: $line" >&2
    exit 1
fi
echo "Foleni needs what Debian calls$missing; please install your system's packages of it." >&2
exit 1
