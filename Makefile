# Two commands matter: `make demo` shows the hall at work, `make test` runs the whole suite.
PYTHON ?= python3
BIN := .venv/bin
# The suite starts the program some two hundred times; each start would compile all of it again.
export PYTHONDONTWRITEBYTECODE :=

# File by file (tests/by_file.py). A worker that dies ends the run: no other takes its place.
SIDE_BY_SIDE := -n auto --dist loadfile --max-worker-restart 0

# What says most of PostgreSQL in a minute of processor time: the ledger, money under way, many callers at once, a sample call of
# every operation, and the five jobs.
PROOFS := tests/store/test_ledger.py tests/store/test_refusable.py tests/store/wallet/test_statements.py tests/tools/wallet \
  tests/tools/tasks/test_payment.py tests/contract/test_caps.py tests/contract/test_examples.py tests/clients/jobs/test_five_jobs.py \
  tests/server/calls/test_limits.py::test_64_callers_with_money_for_a_hundred_calls_make_exactly_a_hundred \
  tests/server/calls/test_limits.py::test_of_64_for_one_slot_one_gets_it_and_63_are_told_the_next_that_are_free

.PHONY: demo test test-slow test-postgresql lint check format snapshots where bench simulate crash lock audit clean

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: .venv/ready
	@$(BIN)/hiringhall demo

test: lint
	$(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE)
	HIRINGHALL_TEST_DB=postgresql-if-installed $(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE) $(PROOFS)

test-slow: .venv/ready
	$(BIN)/python -m pytest -q -m slow

# The same tests on a PostgreSQL server that lives as long as they run; its programs have to be installed.
WHAT ?= tests
test-postgresql: .venv/ready
	HIRINGHALL_TEST_DB=postgresql $(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE) $(WHAT)

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint
	$(BIN)/python -m pytest -q -m "not slow and not walk" $(SIDE_BY_SIDE) tests/contract

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: .venv/ready
	$(BIN)/python -m server.generate

# Where an operation stands and what it reaches: make where OP=pay_task
where: .venv/ready
	@$(BIN)/python -m server.where $(OP)

bench: .venv/ready
	$(BIN)/python -m bench

STEPS ?= 1000000
simulate: .venv/ready
	$(BIN)/python -m tests.simulation --steps $(STEPS)

KILLS ?= 1000
DB ?= sqlite
PROCESSES ?= 1
crash: .venv/ready
	$(BIN)/python -m tests.crash --kills $(KILLS) --db $(DB) --processes $(PROCESSES) $(if $(SEED),--seed $(SEED))

# Two commands for whoever ships: both need the network, and install their tool into an environment of its own.
# lock: what is installed to run the hall, each file by its SHA-256, from pyproject.toml and the versions in constraints.txt;
# for a container with the extras that a server wants.
LOCK := build/lock
$(LOCK)/ready:
	$(PYTHON) -m venv $(LOCK)
	$(LOCK)/bin/python -m pip install --quiet --disable-pip-version-check uv pip-audit
	@touch $@

lock: $(LOCK)/ready
	$(LOCK)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" -c constraints.txt -o requirements.lock pyproject.toml
	$(LOCK)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --extra paper --extra postgresql --extra telemetry --custom-compile-command "make lock" -c constraints.txt \
	  -o release/container.lock pyproject.toml

# audit: asks the index's list of known vulnerabilities about every version in the lock.
audit: $(LOCK)/ready
	$(LOCK)/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
