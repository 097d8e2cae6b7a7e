#!/bin/sh
# Installs the programs that tests talk to, where that is allowed. Without that right it prints one
# sentence with the exact line to type and goes on: a test whose program is missing is skipped, and says which.
set -eu

# On other systems than Debian's kin their tests are skipped.
command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

# What for, and the Debian packages.
packages='
speech                 espeak-ng
a-device-to-hear-by    pulseaudio pulseaudio-utils
the-phone-page         chromium chromium-driver
screens-on-X11         xvfb xauth xdotool
screens-from-afar      tigervnc-standalone-server
the-kiosk-compositor   cage xwayland grim
readers-of-screens     at-spi2-core dbus-x11 dbus gir1.2-atspi-2.0 python3-gi python3-pyatspi
units                  systemd
power-cuts             gcc libc6-dev
paper-by-CUPS          cups-client cups-daemon
'

wanted=$(printf '%s' "$packages" | while read -r _ names; do printf '%s\n' "$names"; done)
# Unknown packages are told on standard error; what is not installed is missing, whatever the reason.
# shellcheck disable=SC2086
present=$(dpkg-query --show --showformat='=${db:Status-Status} ${Package} \n' $wanted 2>/dev/null || true)

missing=
for package in $wanted; do
    case "$present" in
        *"=installed $package "*) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=env
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    echo "Some tests are skipped without programs of the system; to run them, type: sudo $line" >&2
    exit 0
fi
echo "Installing programs for the tests:$missing" >&2
# A stale list of packages is worth a try: only the installation has to succeed.
$as_root apt-get update -qq >/dev/null || true
# shellcheck disable=SC2086
if $as_root DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null; then
    exit 0
fi
# One package that this release lacks must not take the others with it.
for package in $missing; do
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
        echo "The tests that need $package are skipped: it could not be installed." >&2
done
