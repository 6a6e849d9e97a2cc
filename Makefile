# Any target first makes .venv from the pinned requirements, if it is not there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DOCUMENTS ?= tests/documents/pdf
SHARED ?= ../shared
ROOMS := orchestration transforms warehouse expectations
export DAGSTER_DISABLE_TELEMETRY := 1

KILLS ?= 200
COUNT ?= 10000
SEED ?= 1

.PHONY: run test test-fast lint bench bench-citations score crash-test fuzz fetch-test nightly-test audit dagster requirements clean

# Without DOCUMENTS the specimens, which have a data folder of their own.
run: $(VENV)/ready
ifeq ($(DOCUMENTS),tests/documents/pdf)
	$(BIN)/rapporteur run --documents $(DOCUMENTS) --specimens --data data/specimens
else
	$(BIN)/rapporteur run --documents $(DOCUMENTS)
endif

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The tests that start no process and need no corpus: half a minute.
test-fast: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile -m fast

lint: $(VENV)/ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@# radon exits with 0 whatever it finds; D begins at a complexity of 21
	@found=$$($(BIN)/radon cc -s -n D $(ROOMS)) && test -z "$$found" || { echo "too complex:"; echo "$$found"; exit 1; }

bench: $(VENV)/ready
	$(BIN)/python -m orchestration.bench reading $(SHARED)/corpus/pdf
	$(BIN)/python -m orchestration.bench votes $(SHARED)/corpus/votes

# Uses the texts that make score loaded; compares with eyecite where .venv has it.
bench-citations: $(VENV)/ready
	$(BIN)/python -m orchestration.bench citations data/score

score: $(VENV)/ready
	$(BIN)/rapporteur run --documents $(SHARED)/corpus/pdf --data data/score
	$(BIN)/python $(SHARED)/bench/score.py data/score/warehouse.duckdb $(SHARED)/corpus/truth.jsonl
	$(BIN)/python $(SHARED)/bench/score_votes.py data/score/warehouse.duckdb $(SHARED)/corpus/votes_truth.jsonl

# The job on 100 documents, killed at KILLS random moments.
crash-test: $(VENV)/ready-dev
	$(BIN)/python -m tests.crash $(KILLS) 100 $(SEED)

# COUNT mutated inputs, made from the specimens and, where it is beside the checkout, the corpus.
fuzz: $(VENV)/ready-dev
	$(BIN)/python -m tests.fuzz $(COUNT) $(SEED) tests/documents/pdf $(wildcard $(SHARED)/corpus/pdf $(SHARED)/corpus/akn)

# 500 symbols of a host that misbehaves, killed three times.
fetch-test: $(VENV)/ready-dev
	SYMBOLS=500 SEED=$(SEED) $(BIN)/python -m pytest tests/orchestration/fetching/test_end_to_end.py

# A run over 1,500 documents that are held already: with nothing new, and with one new document.
nightly-test: $(VENV)/ready-dev
	$(BIN)/python -m tests.nightly 1500

# Known vulnerabilities of what requirements.txt pins; needs a package index that knows them.
audit: $(VENV)/ready-dev
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip

# Dagster's page on loopback, with the nightly schedule, which reads the folder that RAPPORTEUR_DOCUMENTS names.
dagster: $(VENV)/ready
	mkdir -p data/dagster
	cp dagster.yaml data/dagster/
	DAGSTER_HOME=$(CURDIR)/data/dagster $(BIN)/dagster dev --host 127.0.0.1

# Pins the dependencies of pyproject.toml again after they changed; needs uv.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-strip-extras -q
requirements:
	$(LOCK) --group build -o requirements.txt
	$(LOCK) --group build --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) data

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rapporteur needs Python 3.11: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# $(call install,FILE): exactly what the file pins, then the project itself, which needs nothing else
define install
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch $@
endef

$(VENV)/ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.txt)

$(VENV)/ready-dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-dev.txt)
	touch $(VENV)/ready
