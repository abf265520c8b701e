# One recipe serves people and CI. `make demo` and `make test` set up everything they need.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo demo-check test check format dictionary lock bench mutants pictures conformance clean

help: ## what there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements/dev.txt deploy/venv.sh
	@PYTHON="$(PYTHON)" sh deploy/venv.sh
	@touch $(READY)

demo: $(READY) ## the whole thing on this machine: form, workbooks, mailbox, recap
	@$(BIN)/python -m local.demo

demo-check: $(READY) ## the scenario with two instances and faults, checked by the oracle (EXPORT=DIR keeps everything)
	@$(BIN)/python -m local.demo --check $(if $(EXPORT),--export "$(EXPORT)")

test: $(READY) ## all tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(READY) ## style, types, the arrows between rooms
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) ## format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

dictionary: $(READY) ## write docs/kamus-data.md anew from the schema
	@$(BIN)/python -m sheets_schema.dictionary

bench: $(READY) ## measure drains, cold starts, recaps, mails and the stand-in
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.notify

.venv/.mutants: requirements/mutants.txt $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

mutants: .venv/.mutants ## small mistakes made on purpose: does a room's own suite notice? (ARGS="core --seed 2 --sample 100")
	@$(BIN)/python -m bench.mutants $(ARGS)

lock: $(READY) ## compile requirements/*.in with hashes
	@for name in functions local dev mutants; do \
		$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header \
			--no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt; \
	done

pictures: $(READY) ## a picture of every page, chart, mail and letter, in var/pictures
	@$(BIN)/python -m local.pictures
	@$(BIN)/python -m local.mailbox.pictures

RECORDINGS ?= ../shared/google-recordings
REPLAY ?= ../shared/tools/replay.py
CLOUD ?= ../shared/google-cloud-recordings

conformance: $(READY) ## replay recorded Google traffic against the stand-in (REPLAY=, RECORDINGS=, CLOUD=)
	@test -f "$(REPLAY)" || { echo "No $(REPLAY): name the replay tool with REPLAY= and the recordings with RECORDINGS=" >&2; exit 1; }
	@test -d "$(CLOUD)" || { echo "No $(CLOUD): name the folder of recordings of the Cloud APIs with CLOUD=" >&2; exit 1; }
	@wrong=0; $(BIN)/python -m local.conformance "$(CLOUD)" || wrong=1; \
		$(BIN)/python -m local.google.conformance "$(REPLAY)" "$(RECORDINGS)"/*.json || wrong=1; exit $$wrong

clean: ## remove everything that can be made again
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var
