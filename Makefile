# The handful of commands of this house. Each does all set-up it needs.
export HOME ?= /root
export PATH := $(PATH):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PYTHONDONTWRITEBYTECODE = 1
SYSTEEMPYTHON := $(shell PATH="$(PATH)"; command -v python3.11 || command -v python3)
PY := .venv/bin/python
KERNEN := $(shell nproc)

.PHONY: setup setup-browser demo demo-reset dev test check fix bench beelden requirements

setup:
	@$(SYSTEEMPYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 of nieuwer is nodig.")'
	@$(SYSTEEMPYTHON) dev/opzet.py

setup-browser: setup
	@$(SYSTEEMPYTHON) dev/opzet.py --met-browser

demo: setup
	@exec $(PY) -m dev.start demo

demo-reset: setup
	@$(PY) -m dev.start reset
	@exec $(PY) -m dev.start demo

dev: setup
	@exec $(PY) -m dev.start dev

test: setup-browser
	$(PY) -m pytest -n $(KERNEN) --dist loadgroup

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	DEMO=0 DEBUG=0 ALLOWED_HOSTS=trajecten.example BASIS_URL=https://trajecten.example \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -m afspraken -q

fix: setup
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup
	$(PY) -m dev.bench

beelden: setup-browser
	$(PY) -m dev.beelden

requirements: setup
	$(SYSTEEMPYTHON) -m venv var/uv && var/uv/bin/pip install -q uv
	var/uv/bin/uv pip compile -q --generate-hashes --python-version 3.11 \
		--custom-compile-command "make requirements" requirements.in -o requirements.txt
