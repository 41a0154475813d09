# Everything a newcomer, an operator or a developer types. `make help` lists it.
# Needs only make and Python 3.11 or later with venv; .venv is built from pinned versions.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv-bench/bin
PEERS_STAMP := .venv-bench/.installed
DEMO_HOME ?= demo
DEMO_PORT ?= 8800
SEED ?= 1
# Test files run beside each other; a file stays in one process, which keeps what it sets up.
BESIDE ?= -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench bench-night bench-reclean bench-costs bench-reading bench-robust bench-ofsted bench-text bench-linking nightly docs lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The peers pin older versions of what we use, so they live in an environment of their own.
$(PEERS_STAMP): requirements-bench.lock $(STAMP)
	$(PYTHON) -m venv .venv-bench
	$(BIN)/pip --python $(PEERS)/python install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/pip --python $(PEERS)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)  ## a whole night against the bundled miniature web, on this machine alone
	WINNOW_HOME=$(DEMO_HOME) $(BIN)/winnow demo --port $(DEMO_PORT)

serve: $(STAMP)  ## the reading room over the demo's record, in a browser
	WINNOW_HOME=$(DEMO_HOME) $(BIN)/winnow serve

test: $(STAMP)  ## every test, on SQLite and PostgreSQL
	$(BIN)/python -m pytest $(BESIDE)

check: $(STAMP)  ## what CI runs: format, lint, types, tests, gates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m bench.gate --if-present
	$(BIN)/python -m pytest $(BESIDE)

bench: $(STAMP)  ## score our readers on the measuring data and hold the floors of bench/floors.json
	$(BIN)/python -m bench.gate

bench-night: $(STAMP)  ## a whole night over real pages, beside a spider as a user would write it
	$(BIN)/python -m bench.night

bench-reclean: $(STAMP)  ## real pages read again from the archive, beside reading them alone
	$(BIN)/python -m bench.reclean

bench-costs: $(STAMP)  ## import of PDFs, search, --help and the database beside what they must cost
	$(BIN)/python -m bench.costs

bench-reading: $(PEERS_STAMP)  ## our reader and its peers side by side: quality and CPU
	$(PEERS)/python -m bench.reading

bench-text: $(STAMP)  ## text dumps, line by line
	$(BIN)/python -m bench.gate --only text --verbose

bench-ofsted: $(STAMP)  ## every fact of the Ofsted gold, wrong and missing apart
	$(BIN)/python -m bench.gate --only ofsted --verbose

bench-robust: $(STAMP)  ## 10,000 spoilt pages: never an exception, never over the limits (SEED=1)
	$(BIN)/python -m bench.mutate --pages 10000 --seed $(SEED)

bench-linking: $(STAMP)  ## generated stories over the real documents: links and copies (SEED=1)
	$(BIN)/python -m bench.linking --seed $(SEED)
	$(BIN)/python -m bench.copies --seed $(SEED)

nightly: $(STAMP)  ## one real night, as cron runs it (needs WINNOW_CONFIG with a contact)
	$(BIN)/winnow nightly

docs: $(STAMP)  ## write anew what is made of the code: commands, sources, tables of vocabularies
	$(BIN)/python -m cli.reference > docs/commands.md
	$(BIN)/python -m crawler.sources.table > docs/sources.md
	$(BIN)/python -m cli.vocabulary_tables

lock: $(STAMP)  ## pin the versions anew, with hashes and without any index address
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra postgres --extra demo --extra serve --extra xlsx --extra parquet --extra dev -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra postgres --extra demo --extra serve --extra xlsx --extra parquet --extra dev --extra bench -o requirements-bench.lock pyproject.toml

clean:  ## remove the environment and the demo's home (your own data lives elsewhere)
	rm -rf .venv .venv-bench $(DEMO_HOME)
