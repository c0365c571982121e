# One door. `make help` says what is behind it; `make check` is what the build server runs.

PYTHON ?= python3
BIN    := .venv/bin
UV     := $(BIN)/uv
LOCK   := $(UV) pip compile -q --generate-hashes --universal --python-version 3.11
FLOOR  := 97
MOST   ?= 50
# Tests run side by side, a file on one core at a time; each core has databases of its own.
SIDE_BY_SIDE := -n auto --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-large mutants fuzz lock docs

help:  ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready  ## make .venv with everything in it, as locked

# Again whenever what is locked, or how the project is built, has changed.
.venv/.ready: requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(UV) || $(BIN)/python -m pip install -q uv
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

run: setup  ## serve the API and the portal on this machine, with a demo's data
	$(BIN)/maawin run

test: setup  ## every test
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: setup  ## formatting, lint, spelling, types, import contracts, tests with coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/unit src/maawin_core \
	  --cov --cov-report=term:skip-covered --cov-fail-under=$(FLOOR)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/integration

bench: setup .venv-bench/.ready  ## measure, and say whether every goal is met
	$(BIN)/python -m benchmarks

bench-large: setup .venv-bench/.ready  ## the same, at the size of a country
	$(BIN)/python -m benchmarks --large

mutants: .venv-mutants/.ready  ## plant faults in the law and the rules; the tests must find them
	.venv-mutants/bin/python -m mutation --most $(MOST)

fuzz: setup  ## the property tests, for as long as a coffee takes
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --hypothesis-profile=long tests/unit

# A second environment for what only mutants, or another such target, need.
.venv-%/.ready: requirements/%.txt pyproject.toml | setup
	$(UV) venv -q --clear --python $(BIN)/python .venv-$*
	$(UV) pip sync -q --python .venv-$*/bin/python --require-hashes requirements/$*.txt
	$(UV) pip install -q --python .venv-$*/bin/python --no-deps --no-build-isolation -e .
	touch $@

lock: setup  ## compile requirements/*.in again, with hashes, and no address of any server
	for each in requirements/*.in; do $(LOCK) $$each -o $${each%.in}.txt || exit 1; done

docs: setup  ## write the generated pages of docs/ again
	$(BIN)/python -m maawin_entrypoints.docs
