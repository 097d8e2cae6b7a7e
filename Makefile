# Foleni: `make run` shows it, `make test` proves it. Both do all the set-up themselves.

PY := .venv/bin/python
# Three workers a core, as many tests wait for others: each file stays with one, so its processes and screens are made
# once, and those that wait longest are begun first.
PYTEST := $(PY) -m pytest -n 6 --dist loadfile --no-loadscope-reorder --max-worker-restart 0
# Every process that a test starts would compile Foleni anew.
unexport PYTHONDONTWRITEBYTECODE
# What one does not wait for between two edits: other processes, and visitors who walk through a whole kiosk.
WALKS := accessibility accessibility_reach kiosk_around kiosk_by_keys kiosk_by_touch kiosk_news kiosk_paper \
	kiosk_scanner_hostile kiosk_spoken staff_exit

# Pinned for Linux, macOS and Windows alike, naming no index.
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: run test fast looks check format languages screenshots bench bench-paper bench-day bench-hall soak torture torture-hub fleet bench-hub power fuzz accessibility attacks sbom audit emupos receiptio programs setup lock clean

run: .venv/run.stamp
	$(PY) main.py

test: check programs build/emupos/bin/emupos build/receiptio/node_modules/receiptio/package.json
	$(PYTEST)

# What one can bear between two edits: no other process, no walk, and not every scene at every size.
fast: .venv/dev.stamp
	$(PYTEST) -n 3 -m "not journey and not many" --ignore=tests/journeys --ignore-glob='*_looks.py' \
		$(WALKS:%=--ignore=tests/ui/test_%.py)

# Every scene at every size, language and look; of them `make test` draws another share with each commit.
looks: .venv/dev.stamp
	$(PYTEST) --whole -m many

check: .venv/dev.stamp
	$(PY) -m ruff format --check --quiet . || { echo 'Some Python files are not in form: make format'; exit 1; }
	$(PY) -m ruff check --quiet .
	.venv/bin/lint-imports --no-logo
	$(PY) -m mypy
	$(PY) -m deploy.qml_lint

format: .venv/dev.stamp
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix-only .
	-$(PY) -m deploy.qml_lint --fix

# The Kiswahili sentences that a native speaker has not read yet, into docs/languages.md.
languages: .venv/dev.stamp
	$(PY) -m bench.languages

screenshots: .venv/dev.stamp
	$(PY) -m bench.screenshots build/screenshots

bench: .venv/dev.stamp
	$(PY) -m bench

# What accessibility asks, item by item, and what was measured; renews the table in docs/accessibility.md.
accessibility: .venv/dev.stamp
	$(PY) -m bench.accessibility

# Every fault on the way to paper, 200 visitors each; renews the README's table. Without emupos its rows are not run.
bench-paper: .venv/dev.stamp build/emupos/bin/emupos
	$(PY) -m bench.paper

# Whole days through the real rules, beside the rules and estimators of others; renews the README's table.
bench-day: .venv/dev.stamp
	$(PY) -m bench.day --write

# Requests nobody thought of, with every role's token and with none, for minutes.
attacks: .venv/dev.stamp
	$(PY) -m bench.attacks

# Every package that runs in a centre, its version and its licence, as CycloneDX: build/sbom.json.
sbom: build/sbom.json
build/sbom.json: .venv/dev.stamp requirements.lock
	.venv/bin/uv venv --quiet --clear build/sbom-venv
	.venv/bin/uv pip install --quiet --python build/sbom-venv --require-hashes --requirement requirements.lock
	.venv/bin/cyclonedx-py environment build/sbom-venv --pyproject pyproject.toml \
		--output-reproducible --output-file $@
	rm -rf build/sbom-venv

# Known weaknesses in these packages. Needs a line to the advisories of the Python Package Index.
audit: .venv/dev.stamp
	.venv/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict --progress-spinner off

# A whole hall at sixty times its speed for ten minutes: 40 counters, 10 boards, 4 kiosks, 500 phones.
bench-hall: .venv/dev.stamp
	$(PY) -m bench.hall_load

# Thirty days of a centre, one after the other: what memory and files grow by.
soak: .venv/dev.stamp
	$(PY) -m bench.soak

# Kills, cuts and stops a hall at random for nine minutes and judges what it left; SEED=… for the same again.
torture: .venv/dev.stamp
	$(PY) -m bench.torture $(SEED:%=--seed %)

# The line between a centre and its hub for five minutes: cut, corrupted, repeated, both ends killed; SEED=… as above.
torture-hub: .venv/dev.stamp
	$(PY) -m bench.uplink $(SEED:%=--seed %)

# 314 centres with real journals and one hub, killed in between and judged from outside: 19 million lines in about a
# quarter of an hour, and 12 GB in /tmp meanwhile. LONG=1 for 32 million lines in half an hour and 16 GB.
fleet: .venv/dev.stamp
	$(PY) -m bench.fleet --write $(LONG:%=--long)

# The hub's public pages: how far behind the hall they are, how fast at 200 a second, and whether time tells codes apart.
bench-hub: .venv/dev.stamp
	$(PY) -m bench.hub_pages --write

# The power goes at 2,160 points of a centre's and a kiosk's day, in four ways each, and the machine fails under them.
power: programs .venv/dev.stamp
	$(PYTEST) -n 2 --dist load --whole tests/power

# More than a million broken inputs for everything that reads what others send or a disk keeps.
fuzz: .venv/dev.stamp
	$(PY) -m bench.fuzz

# A printer that others wrote, for the journeys that are skipped without it.
emupos build/emupos/bin/emupos: requirements-emupos.lock
	@sh deploy/emupos.sh
	@touch -c build/emupos/bin/emupos

# A printing client that others wrote, likewise.
receiptio build/receiptio/node_modules/receiptio/package.json: deploy/receiptio/package-lock.json
	@sh deploy/receiptio.sh
	@touch -c build/receiptio/node_modules/receiptio/package.json

# What the tests need of Debian; asked each time, for that takes no time.
programs:
	@sh deploy/test-programs.sh

setup: .venv/dev.stamp

# Newest versions of everything, with their hashes.
lock: .venv/dev.stamp
	.venv/bin/uv pip compile $(LOCK) pyproject.toml --output-file requirements.lock
	.venv/bin/uv pip compile $(LOCK) pyproject.toml --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	echo 'emupos==0.4.0' | .venv/bin/uv pip compile $(LOCK:3.11=3.13) - \
		--output-file requirements-emupos.lock

clean:
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/run.stamp: requirements.lock deploy/set-up.sh deploy/system-libraries.sh
	@sh deploy/set-up.sh requirements.lock
	@touch $@

# The developer's packages include the product's.
.venv/dev.stamp: requirements-dev.lock deploy/set-up.sh deploy/system-libraries.sh
	@sh deploy/set-up.sh requirements-dev.lock
	@touch .venv/run.stamp $@
