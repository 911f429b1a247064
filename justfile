# What is done often. Every recipe is plain commands; CONTRIBUTING.md has them for those without just.

# test and lint
default: test lint

# everything but what takes minutes
test *args:
    pytest {{args}}

# every check that is not a test
lint: types contracts
    ruff check
    ruff format --check

# mend what can be mended without thinking
fix:
    ruff check --fix
    ruff format

types:
    mypy

# who may import whom
contracts:
    lint-imports --no-logo

# a throwaway ledger, to look around in
demo:
    claims demo

# how long a command takes to start, what the seal costs, and how long a coder waits
bench:
    python -m tests.bench.startup
    python -m tests.bench.seal
    python -m tests.bench.coding
    python -m tests.bench.browsing
    python -m tests.bench.dashboard
    python -m tests.bench

# how far our figures are from published ones, where CLAIMS_REFERENCE or ../shared/reference has them
reference:
    python -m tests.reference

# what takes minutes: the long tests, the laws with many times the cases, the benchmarks
nightly: && bench
    pytest -m nightly --hypothesis-profile=nightly -o faulthandler_timeout=3600
    pytest --hypothesis-profile=nightly -o faulthandler_timeout=3600

# kills, faults at every system call, power cuts, full disks: `just faults nightly`, or release
faults size="ci":
    CLAIMS_FAULTS={{size}} pytest tests/faults -o faulthandler_timeout=0

# who alters a ledger is found: `just tamper nightly`, or release
tamper size="ci":
    CLAIMS_FAULTS={{size}} pytest tests/tamper tests/seal

# the versions that the checks were last green with, to be used as constraints
lock:
    uv pip compile --universal --python-version 3.11 --all-extras --upgrade --quiet \
        --custom-compile-command "just lock" \
        --output-file requirements.lock pyproject.toml
