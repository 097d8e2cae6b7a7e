#!/bin/sh
# Makes .venv ready for a lock file: deploy/set-up.sh requirements.lock
# Does nothing that is done already; prints only what it does.
set -eu

cd "$(dirname "$0")/.."
lock=$1

fitting_python() {
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        # PySide6 6.11 has no wheels beyond 3.14.
        if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
        then
            echo "$python"
            return
        fi
    done
    echo 'Foleni needs Python 3.11 or newer; please type: sudo apt-get install -y python3 python3-venv' >&2
    return 1
}

python=$(fitting_python)
sh deploy/system-libraries.sh "$python"
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo 'Making .venv …' >&2
    "$python" -m venv --clear .venv
fi
echo "Installing $lock into .venv …" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
