# Two commands do everything: `make lab` (study) and `make test` (prove); `make bench` measures.
# The steps live in bootstrap.py.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python

.PHONY: lab test bench test-unit test-notebooks notebooks lint setup

lab:
	$(PYTHON) bootstrap.py lab $(ARGS)

test:
	$(PYTHON) bootstrap.py test $(ARGS)

bench:
	$(PYTHON) bootstrap.py bench $(ONLY) $(ARGS)

setup:
	$(PYTHON) bootstrap.py setup

notebooks: setup
	$(VENV_PYTHON) -m dlcourse.authoring.build $(ONLY)

lint: setup
	$(VENV_PYTHON) -m dlcourse.authoring.proof lint types spelling javascript imports "notebook rules"

attacks-all: setup
	$(VENV_PYTHON) -m dlcourse.authoring.attacks all

test-unit: setup
	$(VENV_PYTHON) -m pytest -n 2 $(ARGS)

test-notebooks: setup
	$(VENV_PYTHON) -m dlcourse.authoring.proof notebooks
