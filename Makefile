# make report: build the samples into output/.  make test: lint, types, tests.
# Both make a virtual environment in .venv if there is none.
PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SAMPLES = $(sort $(wildcard samples/20*))

.PHONY: report test accuracy templates lock clean

report: .venv/.run
	@for week in $(SAMPLES); do \
		.venv/bin/python -m reporter build $$week --out output || exit $$?; \
	done

test: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest

# How often the grouping is right, per labelled set: printed, and written to docs/.
accuracy: .venv/.dev
	.venv/bin/python -m tests.accuracy

# The shipped templates are files that people edit; this makes them anew.
templates: .venv/.dev
	.venv/bin/python templates/make_workbook.py
	.venv/bin/python templates/make_brief.py

# The versions that are installed now, for constraints.txt.
lock: .venv/.dev
	@echo "# The versions that the tests passed with; \`make lock\` writes them anew." > constraints.new
	@.venv/bin/python -m pip list --disable-pip-version-check --format freeze --exclude-editable \
		--exclude pip --exclude setuptools >> constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf .venv output/20*

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/.run
