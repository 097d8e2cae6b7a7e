#!/bin/sh
# Sets up emupos, a printer that others wrote, in build/emupos; the tests that want it skip without.
# It needs Python 3.13: on the PATH, or among pyenv's.
set -eu

cd "$(dirname "$0")/.."

for python in python3.13 "$HOME"/.pyenv/versions/3.13*/bin/python3.13; do
    if "$python" --version >/dev/null 2>&1; then
        echo 'Setting up emupos, a printer that others wrote …' >&2
        "$python" -m venv --clear build/emupos
        build/emupos/bin/python -m pip install --quiet --disable-pip-version-check \
            --require-hashes --requirement requirements-emupos.lock ||
            echo 'emupos could not be installed; its tests are skipped.' >&2
        exit 0
    fi
done
echo 'There is no Python 3.13 here, so the tests against emupos are skipped.' >&2
