# Two commands: `make demo` needs Python 3.11 or later; `make test` a C compiler besides.

PYTHON ?= $(shell ./.ci/pythons | head -n 1)
VERSION = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
DEMO = .venv/demo-$(VERSION)
TEST = .venv/test-$(VERSION)
# Twice quiet: errors alone are told.
PIP = -m pip --disable-pip-version-check --quiet --quiet

.PHONY: demo test browser screenshots tools check check-document compile standards wheel fuzz bench clean python compiler

demo: $(DEMO)/ready
	@$(DEMO)/bin/mbc-explainer explain examples/profiles/hormone_positive.json

test: $(TEST)/ready
	$(TEST)/bin/python -m pytest

browser: $(TEST)/browser
	MBC_REQUIRED=browser $(TEST)/bin/python -m pytest tests/browser

screenshots: $(TEST)/browser
	PYTHONPATH=tests $(TEST)/bin/python tests/browser/screenshots.py

tools: $(TEST)/checks $(TEST)/browser

check: $(TEST)/checks
	$(TEST)/bin/ruff check
	$(TEST)/bin/ruff format --check
	$(TEST)/bin/mypy
	$(TEST)/bin/mbc-explainer compile rules --check

engine-repair: | python compiler
	./.ci/mend-engine --fresh "$(PYTHON)" .venv/engine-$(VERSION)

check-document: $(TEST)/ready
	$(TEST)/bin/mbc-explainer check rules --document $(DOCUMENT)

wheel: | python
	rm -rf dist .venv/wheel
	$(PYTHON) -m venv .venv/wheel
	.venv/wheel/bin/python $(PIP) wheel --no-deps --wheel-dir dist .
	.venv/wheel/bin/python $(PIP) install dist/*.whl
	cd / && $(CURDIR)/.venv/wheel/bin/mbc-explainer explain --er positive --format html > /dev/null
	cd / && $(CURDIR)/.venv/wheel/bin/mbc-explainer why hormone_therapy --er positive --format json > /dev/null

compile: $(TEST)/ready
	$(TEST)/bin/mbc-explainer compile rules

standards: $(TEST)/ready
	$(TEST)/bin/python tools/standards.py > STANDARDS.md

fuzz: $(TEST)/ready
	$(TEST)/bin/python tests/fuzz/fuzz.py --profiles 1000000 --files 10000 --commands 300

bench: $(TEST)/ready
	$(TEST)/bin/python $(PIP) install --editable '.[bench]'
	$(TEST)/bin/python tests/benchmarks/bench.py

clean:
	rm -rf .venv dist

$(DEMO)/ready: pyproject.toml | python
	@$(PYTHON) -m venv $(DEMO)
	@$(DEMO)/bin/python $(PIP) install --editable .
	@touch $@

$(TEST)/ready: pyproject.toml | python compiler
	$(PYTHON) -m venv $(TEST)
	$(TEST)/bin/python $(PIP) install --editable '.[rules,notebook,plots,test]'
	./.ci/mend-engine $(TEST)
	touch $@

$(TEST)/checks: $(TEST)/ready
	$(TEST)/bin/python $(PIP) install --editable '.[check]'
	touch $@

$(TEST)/browser: $(TEST)/ready .ci/programs
	$(TEST)/bin/python $(PIP) install --editable '.[browser]'
	./.ci/programs
	touch $@

python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found. Install one, or name it: make PYTHON=..."; exit 1; }

compiler:
	@command -v cc >/dev/null || command -v gcc >/dev/null || { \
	  echo "No C compiler was found. The tests evaluate the rules with durable-rules, which is source only."; \
	  echo "Install one (on Debian: apt-get install gcc python3-dev), or run make demo, which needs none."; exit 1; }
