#!/bin/sh
# Sets up receiptio, a printing client that others wrote, in build/receiptio; the tests that want
# it skip without. It needs node and npm.
set -eu

cd "$(dirname "$0")/.."

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo 'There is no node with npm here, so the tests with receiptio are skipped.' >&2
    exit 0
fi
echo 'Setting up receiptio, a printing client that others wrote …' >&2
mkdir -p build/receiptio
cp deploy/receiptio/package.json deploy/receiptio/package-lock.json build/receiptio/
cd build/receiptio
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
    --fetch-retries=1 --fetch-timeout=20000 ||
    echo 'receiptio could not be installed; its tests are skipped.' >&2
