# The commands of the project. `make run` needs Python 3.11 or newer and a package index, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_RUN := $(VENV)/.ready-to-run
INSTALL := $(BIN)/python -m pip install --quiet --no-deps

.PHONY: run test check hostile fuzz audit score score-docs bench crash lock clean setup
.DEFAULT_GOAL := run

setup: $(READY)

# pip 23.2.1, which a fresh Python 3.11 brings, crashes while resolving: a newer pip first, then the lock without resolving.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("sanctionwire needs Python 3.11 to 3.13: make PYTHON=python3.11") if not (3, 11) <= sys.version_info[:2] < (3, 14) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25"

# What running needs, and nothing else.
$(READY_TO_RUN): requirements-run.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements-run.lock
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

# What the tests need as well; the same versions.
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	@touch $@ $(READY_TO_RUN)

# The flow engine's database is made at set-up, because that takes longer than a run.
SANCTIONWIRE_HOME ?= .sanctionwire
PREFECT_DATABASE := $(SANCTIONWIRE_HOME)/prefect/prefect.db
$(PREFECT_DATABASE): | $(READY_TO_RUN)
	@mkdir -p $(@D)
	PREFECT_HOME=$(abspath $(@D)) DO_NOT_TRACK=1 $(BIN)/prefect server database upgrade --yes > /dev/null

run: $(READY_TO_RUN) $(PREFECT_DATABASE)
	$(BIN)/sanctionwire ingest seeds/stories

# The whole test run: what `check` runs, then what is slow. That waits more than it works, for servers and clocks: so many at once.
WAITING ?= 4
test: check
	$(BIN)/python -m pytest -m "slow and not hostile" -q -n $(WAITING) --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not slow" -q -n auto --dist loadfile

# Bad input of every kind: whole ingests, each accounted for, and a table of what became of it.
hostile: $(READY)
	$(BIN)/python -m pytest -m hostile tests/hostile -q

# Every reader on bytes that coverage suggests, so many seconds each. Needs atheris: .venv/bin/python -m pip install atheris
SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python -m benchmarks.fuzz $(SECONDS)

# Known weaknesses of what the lock pins. Needs pip-audit and its data: from the network, or nothing is said.
audit: $(READY)
	$(BIN)/python -m benchmarks.audit

# How well the measures are read, over the annotated stories; with the tables of docs/extraction.md.
score: $(READY)
	$(BIN)/python -m tests.gold.score_all

score-docs: $(READY)
	$(BIN)/python -m tests.gold.score_all --markdown

bench: $(READY)
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/copies.py
	$(BIN)/python benchmarks/unpack.py 2000 10000000
	$(BIN)/python benchmarks/articles.py
	$(BIN)/python benchmarks/entities.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/analysis.py 2000 1
	$(BIN)/python benchmarks/queries.py
	$(BIN)/python benchmarks/judging.py 2000
	$(BIN)/python benchmarks/end_to_end.py 2000

# Kills an ingest of 2,000 stories at 60 random moments, damages its files, and compares what the next run makes of it.
crash: $(READY)
	$(BIN)/python benchmarks/crash.py 60 2000

# The locks are universal (all Pythons and platforms), hash-pinned, and name no index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		--group dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		--group build --constraints requirements.lock pyproject.toml -o requirements-run.lock

clean:
	rm -rf $(VENV) .sanctionwire build dist
