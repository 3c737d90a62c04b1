# Each command stands alone on a fresh clone: it needs GNU make and Python 3.11 or newer, and makes the rest itself.

PYTHON ?= python3
DEMO_SERVE ?= 1
DEMO_QUESTION ?= What was done on hate crime in Q2 2023/24?
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
ALONG := PARTNERSHIP_HOME=.demo $(BIN)/partnership
SHARED := ../shared/documents
EVALUATE ?= --baseline naive-llamaindex

# A .venv that does not run, or that was made in another folder, is made again.
SOUND := $(shell $(BIN)/python -c "" 2>/dev/null && grep -qsF "$(CURDIR)/.venv/" $(BIN)/pip && echo yes)
ifneq ($(SOUND),yes)
.PHONY: $(READY)
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench bench-retrieval bench-outside bench-reading bench-register \
	bench-check bench-written bench-draft evaluate evaluate-boards fuzz clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Install everything into .venv, once

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or newer is needed. If it has another name: make PYTHON=python3.12 setup" >&2; exit 1; }
	@[ "$(SOUND)" = yes ] || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@echo "Installing into .venv; the first time takes a few minutes ..."
	@$(PIP) --constraint constraints.txt torch==2.13.0
	@$(PIP) --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

demo: setup ## Put the sample papers in, ask a question, open the page (DEMO_SERVE=0 stops before the page)
	@$(ALONG) ingest eval/sample/papers
	@printf '\n> %s\n\n' "$(DEMO_QUESTION)"
	@$(ALONG) ask "$(DEMO_QUESTION)"
	@[ "$(DEMO_SERVE)" = 0 ] || $(ALONG) serve

test: setup ## Run the tests
	@$(BIN)/python -m pytest

fuzz: setup ## Read spoilt papers of every format (FUZZ="--rounds 100 --seed 7" for more)
	@$(BIN)/python -m tests.fuzz.run $(FUZZ)

check: setup ## Run the linter and the type checker
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: setup ## Measure speed and memory beside plain LlamaIndex
	@$(BIN)/python -m eval.bench_speed

bench-retrieval: setup ## Measure what is found beside its parts alone
	@$(BIN)/python -m eval.bench_retrieval

bench-outside: setup ## Measure retrieval, answers and refusals on the outside sets (SPLIT=test reports the held-out questions)
	@$(BIN)/python -m eval.outside --split $(or $(SPLIT),dev)

bench-reading: setup ## Measure how faithfully papers are read (TEST=--test measures the held-out ones too)
	@$(BIN)/python -m eval.bench_reading $(TEST)

bench-register: setup ## Measure the register: what is found and right, and what it costs
	@$(BIN)/python -m eval.bench_register
	@$(BIN)/python -m eval.bench_register_speed

bench-check: setup ## Measure how often the check catches a wrong sentence, and loses a right one
	@$(BIN)/python -m eval.bench_check

bench-written: setup ## Measure answers by a language model (PARTNERSHIP_LLM_URL, _MODEL) on 60 questions of the boards
	@$(BIN)/partnership --home .runs/boards ingest $(SHARED)
	@$(BIN)/python -m eval.bench_written .runs/boards eval/boards

bench-draft: setup ## Measure drafts of a hidden update, and briefs
	@$(BIN)/python -m eval.bench_draft
	@$(BIN)/python -m eval.bench_brief

evaluate: setup ## Measure how right the answers on the sample papers are; fails where a floor is missed
	@$(BIN)/partnership --home .runs/sample ingest eval/sample/papers
	@$(BIN)/partnership --home .runs/sample evaluate eval/sample --gate eval/sample/gate.toml $(EVALUATE)

evaluate-boards: setup ## The same on the papers of ../shared/documents, where they are
	@[ -d $(SHARED) ] || { echo "$(SHARED) is not on this computer" >&2; exit 1; }
	@$(BIN)/partnership --home .runs/boards ingest $(SHARED)
	@$(BIN)/partnership --home .runs/boards evaluate eval/boards $(EVALUATE)

clean: ## Remove the demo and what the tools left behind; .venv stays
	@rm -rf .demo .runs .pytest_cache .mypy_cache .ruff_cache build dist
