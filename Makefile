PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-all lint bench bench-reader bench-reading bench-charts bench-questions bench-intake bench-intake-size compare-reading bench-templates bench-proof bench-growth bench-batch mutants soak-exhibits soak-intake soak-ledger soak-batch soak-worklist clean

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("priorauth needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

demo: $(STAMP)  ## from a made-up chart print to its packet, and the made-up clean case as PDF and DOCX
	$(BIN)/priorauth demo demo-packet --force
	$(BIN)/priorauth intake demo-packet/chart-print.pdf -o demo-packet/cases --case-id FROM-CHART --payer highmark-wy-15-01-004
	$(BIN)/priorauth build demo-packet/cases/FROM-CHART -o demo-packet/packets --as-of 2026-11-24
	@echo "The chart: demo-packet/chart-print.pdf. What was made of it: demo-packet/packets/FROM-CHART/FROM-CHART-packet.pdf"

# Each worker and each child of a test would compile the whole package again.
test test-all: export PYTHONDONTWRITEBYTECODE :=

test: $(STAMP)  ## run the quick tests, in about three minutes on two idle cores
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-all: $(STAMP)  ## run every test
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(STAMP)  ## style, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(STAMP)  ## milliseconds per letter and packet, beside peers
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[bench]"
	$(BIN)/python benchmarks/letters.py

bench-reader: $(STAMP)  ## precision and recall of the MRI-report reader, by rule
	$(BIN)/python -m benchmarks.reader

bench-reading: $(STAMP)  ## how statements of charts are read: false ones that pass, honest ones that are not read
	$(BIN)/python -m benchmarks.reading

bench-charts: $(STAMP)  ## how whole charts are read: documents, honest claims, untrue ones
	$(BIN)/python benchmarks/whole_charts.py

bench-questions: $(STAMP)  ## how many questions a chart leaves to a person, and of which kinds; FOLDERS with a case.yaml
	$(BIN)/python benchmarks/questions.py $(FOLDERS)

bench-intake: $(STAMP)  ## what intake fills in, right and wrong; FOLDERS with a truth.yaml or case.yaml
	$(BIN)/python -m benchmarks.intake $(FOLDERS)

bench-intake-size: $(STAMP)  ## seconds and memory to take in prints of 35 to 500 pages
	$(BIN)/python -m benchmarks.intake_size

compare-reading: $(STAMP)  ## list where the chart reading and the present comparison differ; FOLDERS with a case.yaml
	$(BIN)/python benchmarks/compare_reading.py $(FOLDERS)

soak-exhibits: $(STAMP)  ## open thousands of spoiled attachments; ROUNDS of each kind
	$(BIN)/python -m tests.exhibits.hostile.soak $(or $(ROUNDS),1000)

soak-intake: $(STAMP)  ## spoiled charts taken in, a thousand of them; COUNT SEED
	SPOILED_CHARTS=$(or $(COUNT),500) SPOILED_SEED=$(or $(SEED),1) $(BIN)/python -m pytest -n auto -q tests/intake/test_spoiled_charts.py

soak-ledger: $(STAMP)  ## edit a ledger's tables and its kept head ten thousand times, and count what no audit tells; COUNT URL
	$(BIN)/python benchmarks/soak_ledger.py $(or $(COUNT),10000) $(URL)

soak-batch: $(STAMP)  ## kill a batch KILLS times, fill a disk, and compare what is left with an undisturbed run
	$(BIN)/python benchmarks/soak_full_disk.py
	$(BIN)/python benchmarks/soak_batch.py $(or $(KILLS),300)

soak-worklist: $(STAMP)  ## build a worklist of 500 rows, many of them ruined, and account for each
	$(BIN)/python -m benchmarks.soak_worklist

mutants: $(STAMP)  ## make COUNT seeded wrongs in the code that decides, and see whether the tests notice; SEED JOBS
	$(BIN)/python -m benchmarks.mutants --count $(or $(COUNT),200) --seed $(or $(SEED),1) --jobs $(or $(JOBS),2)

bench-templates: $(STAMP)  ## milliseconds to lint a template, seconds to draw a changed letter again
	$(BIN)/python benchmarks/lint.py
	$(BIN)/python benchmarks/preview.py

bench-proof: $(STAMP)  ## milliseconds a page that the proof by picture costs
	$(BIN)/python benchmarks/proof.py

bench-growth: $(STAMP)  ## how the time to read a text grows with it, by step and by kind of text
	$(BIN)/python -m benchmarks.growth

bench-batch: $(STAMP)  ## cases a second, processors used, cost of each engine, memory; CASES PAGES MOST
	$(BIN)/python benchmarks/batch.py $(or $(CASES),200) $(or $(PAGES),25) $(or $(MOST),2000)

clean:
	rm -rf $(VENV) demo-packet build dist
