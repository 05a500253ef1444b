# The two commands of the README, and what developers need beside them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out
ARTICLES := evals/articles/00[0-4]_*.txt
REPLAY := --config evals/summarizer.toml

.PHONY: briefs test setup lint types layers tests record format clean

briefs: $(READY)
	$(BIN)/summarizer batch $(ARTICLES) --out $(OUT) --markdown $(REPLAY)
	@echo
	@cat $(OUT)/004_weapon_transfers_challenged.md

test: lint types layers tests

setup: $(READY)

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

tests: $(READY)
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

# Asks the server at OPENAI_BASE_URL for what has no recording yet.
record: $(READY)
	$(BIN)/summarizer batch $(ARTICLES) --out $(OUT) --markdown $(REPLAY) --llm record

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
