#!/bin/sh
# Runs one screen alone on its monitor, in the compositor cage: deploy/screen.sh ROLE [ARGUMENT ...]
# The exit code is the screen's own, which cage does not hand on.
#
# FOLENI_ROTATE   90, 180 or 270: the picture is turned clockwise by so many degrees; touch follows it
# FOLENI_PYTHON   another Python than the one in .venv
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
python=${FOLENI_PYTHON:-$root/.venv/bin/python}
rotate=${FOLENI_ROTATE:-0}

if [ "${1-}" = --inside ]; then
    shift
    if [ "$rotate" != 0 ] && [ -z "${FOLENI_ROTATED-}" ]; then
        wlr-randr | sed -n 's/^\([^ ]\{1,\}\) .*/\1/p' | while read -r output; do
            wlr-randr --output "$output" --transform "$rotate"
        done
    fi
    "$python" "$root/main.py" "$@"
    echo $? >"$FOLENI_EXIT"
    exit
fi

if [ $# = 0 ]; then
    echo 'Which screen? kiosk, counter, board or feedback' >&2
    exit 2
fi
case $rotate in
    0) turns= ;;
    90) turns=-r ;;
    180) turns=-rr ;;
    270) turns=-rrr ;;
    *)
        echo "FOLENI_ROTATE is $rotate; give 90, 180 or 270, or nothing" >&2
        exit 2
        ;;
esac
# cage 0.1 turns the picture itself, later ones leave that to wlr-randr.
if [ -n "$turns" ]; then
    if cage -h 2>&1 | grep -q '^ *-r'; then
        export FOLENI_ROTATED=1
    elif command -v wlr-randr >/dev/null; then
        turns=
    else
        echo 'This cage turns no picture by itself; please type: sudo apt-get install -y wlr-randr' >&2
        exit 2
    fi
fi

# Qt draws a title bar in cage even full screen; and without a GPU, software paints fastest.
export QT_QPA_PLATFORM=wayland QT_WAYLAND_DISABLE_WINDOWDECORATION=1
export QT_QUICK_BACKEND="${QT_QUICK_BACKEND:-software}"
FOLENI_EXIT=$(mktemp "${XDG_RUNTIME_DIR:-/tmp}/foleni-exit.XXXXXX") || exit 1
export FOLENI_EXIT
trap 'rm -f "$FOLENI_EXIT"' EXIT
# No -s: Ctrl+Alt+F2 leads nowhere.
# shellcheck disable=SC2086
cage -d $turns -- "$here/screen.sh" --inside "$@"
code=$?
said=$(cat "$FOLENI_EXIT")
# Where cage ended before its screen did, its own code has to do.
exit "${said:-$code}"
