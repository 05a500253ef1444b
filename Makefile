# The two commands of the README, and what developers need beside them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out
ARTICLES := evals/articles/00[0-4]_*.txt
RECORDED := evals/articles/*.txt
REPLAY := --config evals/summarizer.toml
ASKED_ALL := --recordings evals/recordings_all $(addprefix --ask ,speakers statements entities events figures summary)

.PHONY: briefs test setup lint types layers tests evals report record format clean

briefs: $(READY)
	$(BIN)/summarizer batch $(ARTICLES) --out $(OUT) --markdown --again $(REPLAY)
	@echo
	@cat $(OUT)/004_weapon_transfers_challenged.md

test: lint types layers tests evals

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

evals: $(READY)
	$(BIN)/summarizer gold check
	$(BIN)/python -m pytest evals

# Every run, side by side and article by article, in one page to look at.
report: $(READY)
	$(BIN)/python -m evals.runs --report evals/report > /dev/null
	@echo "open evals/report/index.html"

# Asks the server at OPENAI_BASE_URL for what has no recording yet: what rules leave open, first answers too, and everything.
record: $(READY)
	$(BIN)/summarizer batch $(RECORDED) --out $(OUT) --markdown $(REPLAY) --llm record
	$(BIN)/summarizer batch $(RECORDED) --out $(OUT) --markdown $(REPLAY) --llm record --reasks 0
	$(BIN)/summarizer batch $(RECORDED) --out $(OUT) --markdown $(REPLAY) --llm record $(ASKED_ALL)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
