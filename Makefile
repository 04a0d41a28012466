# One command each. `make help` lists them.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PLAN ?=
export PORT
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
export UV_SYSTEM_CERTS := 1
export PYTHONUTF8 := 1

.PHONY: help run test check fix bench screenshots reset lock messages reference dev

help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

# The first python of the list that is 3.11 or 3.12.
$(BIN)/python:
	@for p in python3 python3.12 python3.11; do
	  if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; then found=$$p; break; fi
	done
	if [ -z "$${found:-}" ]; then echo "Cần Python 3.11 hoặc 3.12 (Debian: apt install python3 python3-venv)." >&2; exit 1; fi
	if ! $$found -m venv $(VENV); then echo "Thiếu mô-đun venv (Debian: apt install python3-venv)." >&2; rm -rf $(VENV); exit 1; fi

$(VENV)/.bootstrap: requirements/bootstrap.txt | $(BIN)/python
	@echo "· Cài trình cài đặt" >&2
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	touch $@

# install LIST: the fast installer first, pip with the same pinned list where it cannot
define install
	@echo "· Cài các gói trong $(1)" >&2
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	  || { echo "· Dùng pip thay thế" >&2; $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
endef

$(VENV)/.run: requirements/run.txt pyproject.toml $(VENV)/.bootstrap
	$(call install,requirements/run.txt)

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.bootstrap
	$(call install,requirements/dev.txt)
	touch $(VENV)/.run

dev: $(VENV)/.dev ## install everything that tests and checks need

run: $(VENV)/.run ## start the product with its demo world on http://127.0.0.1:8000/ (PORT=, PLAN=FILE, DATABASE_URL=)
	@export SAURO_DEMO=1
	$(BIN)/sauro setup
	$(BIN)/sauro demo build
	if [ -n "$(PLAN)" ]; then $(BIN)/sauro demo import "$(PLAN)"; fi
	exec $(BIN)/sauro serve --host 127.0.0.1 --port $(PORT) --with-worker

test: $(VENV)/.dev ## all tests: engine once, database tests on SQLite and PostgreSQL, browser journeys
	@$(BIN)/python tests/parts.py $(PARTS)

check: $(VENV)/.dev ## lint, format, types, import contracts, templates, translations, generated files
	@$(BIN)/python tools/check.py

fix: $(VENV)/.dev ## repair what can be repaired by itself
	@$(BIN)/ruff check --fix --quiet src tests tools bench || true
	$(BIN)/ruff format --quiet src tests tools bench

$(VENV)/.bench: requirements/bench.txt pyproject.toml $(VENV)/.bootstrap
	$(call install,requirements/bench.txt)
	touch $(VENV)/.run $(VENV)/.dev

bench: $(VENV)/.bench ## side-by-side benchmarks: table on stdout, JSON under bench/results/
	@$(BIN)/python bench/run.py

screenshots: $(VENV)/.dev ## the pictures of the README and the manual
	@$(BIN)/python tools/screenshots.py

reset: ## throw the demo world away
	@rm -rf var

messages: $(VENV)/.dev ## bring the English catalogue up to date with the words of the interface
	@$(BIN)/python tools/messages.py update

reference: $(VENV)/.dev ## print the generated reference pages
	@$(BIN)/python tools/reference.py

lock: $(VENV)/.bootstrap ## make the pinned lists anew from pyproject.toml
	@o="--universal -p 3.11 --generate-hashes --no-emit-index-url --no-header --quiet"
	$(BIN)/uv pip compile requirements/bootstrap.in $$o -o requirements/bootstrap.txt
	$(BIN)/uv pip compile pyproject.toml $$o -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra s3 $$o -c requirements/run.txt -o requirements/s3.txt
	$(BIN)/uv pip compile pyproject.toml --extra test --extra check $$o -c requirements/run.txt -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra test --extra check --extra bench $$o -c requirements/dev.txt -o requirements/bench.txt
