# duizhao 对照. `make` alone lists the targets.

PY := .venv/bin/python
LOCKED := .venv/installed

.PHONY: help setup site serve test lint format lock bench clean

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(LOCKED) ## .venv from requirements.lock, with the project in it

$(LOCKED): requirements.lock pyproject.toml .ci/venv
	@.ci/venv

site: $(LOCKED) ## the site, in site/
	.venv/bin/duizhao build

serve: $(LOCKED) ## the site on this machine, built again at each change
	.venv/bin/duizhao serve

lint: $(LOCKED) ## style, formatting and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(LOCKED) ## put style and formatting right
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

test: $(LOCKED) ## all that must hold: lint, and every test, in a real browser too
	@.ci/browser
	$(MAKE) --no-print-directory lint
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: $(LOCKED) ## measure times and memory, as ratios (benchmarks/README.md)
	$(PY) benchmarks/bench_import.py
	$(PY) benchmarks/bench_collection.py
	$(PY) benchmarks/bench_matching.py
	$(PY) benchmarks/bench_readers.py
	$(PY) benchmarks/bench_site.py
	$(PY) benchmarks/bench_finder.py
	$(PY) benchmarks/bench_checks.py
	$(PY) benchmarks/bench_search_quality.py
	$(PY) benchmarks/bench_search.py 1 10

# One lock for every Python from 3.11 and every system, with hashes. The tool that makes it lives in a place of
# its own, so that it never becomes a dependency. UPGRADE=--upgrade takes newer releases. The index is the one
# that uv is configured for; its name does not get into the file.
UPGRADE :=
lock: ## requirements.lock anew from pyproject.toml (make lock UPGRADE=--upgrade for newer releases)
	python3 -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --no-emit-index-url --no-emit-find-links $(UPGRADE) \
		pyproject.toml --output-file requirements.lock

clean: ## remove what can be made again, .venv excepted
	rm -rf site build test-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
