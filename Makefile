# Two commands: `make demo` needs Python 3.11 or later; `make test` a C compiler besides.

PYTHON ?= $(shell ./.ci/pythons | head -n 1)
VERSION = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
DEMO = .venv/demo-$(VERSION)
TEST = .venv/test-$(VERSION)
PIP = -m pip --disable-pip-version-check --quiet
# durable-rules 2.0.28 is source only, and from 3.13 on needs one name of Python's put back.
ENGINE = $(if $(filter 3.11 3.12,$(VERSION)),,CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject) \
	$(TEST)/bin/python $(PIP) install --no-cache-dir durable-rules==2.0.28

.PHONY: demo test browser screenshots tools check check-document compile standards wheel fuzz bench clean python compiler

demo: $(DEMO)/ready
	$(DEMO)/bin/mbc-explainer explain examples/profiles/hormone_positive.json

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
	$(TEST)/bin/python -m mbc_explainer.authoring.standards > STANDARDS.md

fuzz: $(TEST)/ready
	$(TEST)/bin/python tests/fuzz/fuzz.py --profiles 1000000 --rule-files 10000 \
		--snapshots 10000 --answers 10000 --command-lines 100000

bench: $(TEST)/ready
	$(TEST)/bin/python $(PIP) install --editable '.[bench]'
	$(TEST)/bin/python tests/benchmarks/bench.py

clean:
	rm -rf .venv dist

$(DEMO)/ready: pyproject.toml | python
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/python $(PIP) install --editable .
	touch $@

$(TEST)/ready: pyproject.toml | python compiler
	$(PYTHON) -m venv $(TEST)
	$(ENGINE)
	$(TEST)/bin/python $(PIP) install --editable '.[rules,notebook,plots,test]'
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
