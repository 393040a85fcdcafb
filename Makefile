# Two commands: `make demo` needs Python 3.11 or later; `make test` a C compiler besides.

# Looked for once: each look tries all the Pythons that there are.
PYTHON := $(or $(PYTHON),$(shell ./.ci/pythons | head -n 1))
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
DEMO = .venv/demo-$(VERSION)
TEST = .venv/test-$(VERSION)
LOWEST = .venv/lowest-$(VERSION)
HOSTS = .venv/hosts-$(VERSION)
DOCS = .venv/docs-$(VERSION)
SITE = docs/_build/html
CLUSTER = .venv/cluster-$(VERSION)
# Twice quiet: errors alone are told.
PIP = -m pip --disable-pip-version-check --quiet --quiet

.PHONY: demo test browser hosts docs docs-check cluster screenshots tools check check-document engine-repair \
  release-check lowest compile standards fuzz proof bench growth clean python compiler

# The command is told, since what it shows says what to add to it.
demo: $(DEMO)/ready
	$(DEMO)/bin/mbc-explainer explain examples/profiles/hormone_positive.json

test: $(TEST)/ready
	$(TEST)/bin/python -m pytest --numprocesses auto --dist worksteal

browser: $(TEST)/browser
	MBC_REQUIRED=browser $(TEST)/bin/python -m pytest tests/browser

hosts: $(HOSTS)/ready
	MBC_REQUIRED="browser hosts" $(HOSTS)/bin/python -m pytest tests/hosts

# All anew each time, so that nothing old is shown; a warning stops it.
docs: $(DOCS)/ready
	$(DOCS)/bin/python -m sphinx --quiet --fail-on-warning --keep-going --fresh-env --builder html docs $(SITE)
	@echo "The site: $(SITE)/index.html"

docs-check: docs $(DOCS)/browser
	MBC_REQUIRED="browser docs" $(DOCS)/bin/python -m pytest --numprocesses auto --dist worksteal tests/docs

# Tables on Spark, with Java; further options: make cluster SPARK="--rows 1000000"
cluster: $(CLUSTER)/ready
	MBC_REQUIRED=cluster $(CLUSTER)/bin/python -m pytest tests/cluster
	PYTHONPATH=tests/benchmarks $(CLUSTER)/bin/python tests/cluster/copying.py $(SPARK)

screenshots: $(TEST)/browser
	PYTHONPATH=tests $(TEST)/bin/python tests/browser/screenshots.py

tools: $(TEST)/extras $(TEST)/browser

check: $(TEST)/checks
	$(TEST)/bin/ruff check
	$(TEST)/bin/ruff format --check
	$(TEST)/bin/mypy
	$(TEST)/bin/mbc-explainer compile rules --check

engine-repair: | python compiler
	./.ci/mend-engine --fresh "$(PYTHON)" .venv/engine-$(VERSION)

check-document: $(TEST)/ready
	$(TEST)/bin/mbc-explainer check rules --document $(DOCUMENT)

release-check: $(TEST)/extras
	$(TEST)/bin/python tools/licenses.py rules notebook plots tables serve mcp browser contract check bench
	./.ci/release "$(PYTHON)"

lowest: $(LOWEST)/ready
	$(LOWEST)/bin/python -m pytest -W ignore::DeprecationWarning \
	  --ignore tests/authoring --ignore tests/browser --ignore tests/hosts --ignore tests/mcp_server --ignore tests/tools

compile: $(TEST)/ready
	$(TEST)/bin/mbc-explainer compile rules
	$(TEST)/bin/python tools/offline.py > .venv/offline.json
	mv .venv/offline.json rules/offline.json

standards: $(TEST)/ready
	$(TEST)/bin/python tools/standards.py > STANDARDS.md

fuzz: $(TEST)/ready
	PYTHONPATH=tests $(TEST)/bin/python tests/fuzz/fuzz.py --profiles 1000000 --rule-files 10000 \
		--snapshots 10000 --answers 10000 --bundles 10000 --tables 10000 --command-lines 100000

# Further options: make bench BENCH="--quick --against .benchmarks/earlier.json"
# Every answer of the browser against the library's; further options: make proof PROOF="--texts 100000"
proof: $(TEST)/ready
	PYTHONPATH=tests $(TEST)/bin/python tests/offline/proof.py $(PROOF)

bench: $(TEST)/extras
	$(TEST)/bin/python tests/benchmarks/bench.py $(BENCH)

growth: $(TEST)/ready
	$(TEST)/bin/python tests/benchmarks/growth.py

clean:
	rm -rf .venv dist

$(DEMO)/ready: pyproject.toml | python
	@$(PYTHON) -m venv $(DEMO)
	@$(DEMO)/bin/python $(PIP) install --editable .
	@touch $@

$(TEST)/ready: pyproject.toml | python compiler
	$(PYTHON) -m venv $(TEST)
	$(TEST)/bin/python $(PIP) install --editable '.[rules,notebook,plots,tables,serve,mcp,test]'
	./.ci/mend-engine $(TEST)
	touch $@

$(TEST)/checks: $(TEST)/ready
	$(TEST)/bin/python $(PIP) install --editable '.[check]'
	touch $@

$(TEST)/extras: $(TEST)/checks
	$(TEST)/bin/python $(PIP) install --editable '.[browser,contract,bench]'
	touch $@

$(TEST)/browser: $(TEST)/extras .ci/programs
	./.ci/programs
	touch $@

# What they bring along is nothing that other tests should see.
$(HOSTS)/ready: pyproject.toml .ci/programs | python
	$(PYTHON) -m venv $(HOSTS)
	$(HOSTS)/bin/python $(PIP) install --editable '.[hosts,browser,test]'
	./.ci/programs
	touch $@

$(CLUSTER)/ready: pyproject.toml .ci/programs | python
	./.ci/programs java
	$(PYTHON) -m venv $(CLUSTER)
	$(CLUSTER)/bin/python $(PIP) install --editable '.[tables,cluster,test]'
	touch $@

$(DOCS)/ready: pyproject.toml | python
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python $(PIP) install --editable '.[docs,notebook,plots,tables,serve,mcp]'
	touch $@

$(DOCS)/browser: $(DOCS)/ready .ci/programs
	$(DOCS)/bin/python $(PIP) install --editable '.[browser,test]'
	./.ci/programs
	touch $@

# As old as the declared versions may be, they warn of what newer ones below them deprecate. The SDK of the
# Model Context Protocol needs a newer pydantic than the lowest.
$(LOWEST)/ready: pyproject.toml tools/lowest.py | python compiler
	$(PYTHON) -m venv $(LOWEST)
	$(PYTHON) tools/lowest.py rules notebook plots tables serve test > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python $(PIP) install --constraint $(LOWEST)/constraints.txt \
	  --editable '.[rules,notebook,plots,tables,serve,test]'
	touch $@

python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found. Install one, or name it: make PYTHON=..."; exit 1; }

compiler:
	@command -v cc >/dev/null || command -v gcc >/dev/null || { \
	  echo "No C compiler was found. The tests evaluate the rules with durable-rules, which is source only."; \
	  echo "Install one (on Debian: apt-get install gcc python3-dev), or run make demo, which needs none."; exit 1; }
