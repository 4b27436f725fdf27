# The commands of the project. All they install and make stays in this folder (.gitignore names it).

PYTHON ?= python3
PY := .venv/bin/python
SERVER_PY := .local/server/bin/python
TESTS ?= tests
CASES ?= ../shared/cases
LOCK := $(PY) -m uv pip compile --quiet $(if $(PACKAGE),--upgrade-package $(PACKAGE),--upgrade) --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" pyproject.toml
# What these two read is settings alone: no database is connected to.
AS_DEVELOPED = PCC_DEVELOPMENT=1 DATABASE_URL=postgresql://localhost/unused
AS_DEPLOYED = PCC_DEVELOPMENT=0 DATABASE_URL=postgresql://localhost/unused PCC_ALLOWED_HOSTS=decisions.example \
	PCC_SECRET_KEY=`$(PY) -c 'import secrets; print(secrets.token_urlsafe(60))'`
EVERY_COMMAND := "import pcc_decisions.wsgi; from django.core.management import get_commands, load_command_class as load; \
	[load(app, name) for name, app in get_commands().items()]"

# Where this is set, as in many containers, every Python that a test starts would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: doors clock dist help run test histories coverage check lint types migrations deployed fix validate reset lock clean bench bench-import cases drills copies rehearse guards audit sbom local dev server look

help:
	@echo "make run     serve the site with its sample year on http://127.0.0.1:8000/ (PORT=8001 for another port)"
	@echo "make test    run all tests, in a real browser too (TESTS=tests/grants for some of them)"
	@echo "make histories  play 500 random histories and compare what is said with the rules (HISTORIES=20 for fewer)"
	@echo "make check   format, lint, import contracts, types, migrations, what a server gets"
	@echo "make coverage  run all tests and list the lines that none of them reaches"
	@echo "make fix     put right what can be put right by itself"
	@echo "make validate  check every kind of public page with the Nu HTML checker (needs Java and npm)"
	@echo "make reset   delete the embedded database, to start afresh"
	@echo "make lock    write requirements/ again from pyproject.toml (PACKAGE=django to upgrade one thing)"
	@echo "make bench   measure an invented register beside nginx, Datasette, psql and pgbench (SIZE=100000 decisions, ROUNDS=20, PAGES=1 for its pages alone)"
	@echo "make bench-import   time the import of 10,000 invented past decisions, in a throw-away database (ROWS=1000 for fewer)"
	@echo "make cases   hold the readers of notices and registers against a folder of cases (CASES=../shared/cases)"
	@echo "make dist    write dist/pcc-decisions.tar.gz, which is all that a server needs beside Python and PostgreSQL"
	@echo "make drills  kill, freeze and silence what the site stands on under readers and writers (KILLS=240), and count what is lost"
	@echo "make clock   take a served register across midnight, summer time and the financial year under writers (needs faketime)"
	@echo "make guards  take each guard out of a copy, and see its test fail (ONLY=words for some of them)"
	@echo "make doors   measure whether an answer takes longer for who has an account (TIMES=100 askings of each)"
	@echo "make copies  lose the database under writers, and read public pages from one that follows it"
	@echo "make rehearse  walk docs/deploy.md from a fresh Debian to HTTPS, in a folder (needs root and debootstrap)"
	@echo "make audit   ask whether what is installed has known weaknesses; make sbom lists it (CycloneDX)"
	@echo "make clean   delete what was installed and built; the database stays"
	@echo "DATABASE_URL points run and test at another PostgreSQL, 15 or newer."

run: local look
	@exec $(PY) -m local_setup.serve

test: dev look
	@$(PY) -m pytest -n auto --dist worksteal $(TESTS)

# What no test reaches, line by line. The figure proves nothing, so nothing waits for it.
coverage: dev look
	@rm -rf .local/coverage && mkdir -p .local/coverage
	-$(PY) -m coverage run -m pytest -q -n auto --dist worksteal $(TESTS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report

# Its parts are also the hooks of .pre-commit-config.yaml.
check: lint types migrations deployed

lint: dev
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	@find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	.venv/bin/lint-imports --no-logo

types: dev
	@$(AS_DEVELOPED) $(PY) -m mypy

migrations: dev
	@$(PY) -m local_setup.check_migrations

# In an environment of its own, in which nothing is installed but what a server needs.
deployed: server
	@$(AS_DEPLOYED) $(SERVER_PY) manage.py check --deploy --fail-level WARNING
	@$(AS_DEPLOYED) $(SERVER_PY) -W ignore::UserWarning -c $(EVERY_COMMAND)

fix: dev
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

# Apart from `make test`, because the checker is 31 MB of Java that few machines can run; tests read HTML with html5lib.
validate: dev
	npm install --no-save --silent --prefix .local/validate vnu-jar@26.9.27
	@$(PY) -m pytest tests/public/test_valid_html.py

reset: local
	@$(PY) -m local_setup.reset

# What a server is given: the project as it was last committed, without tests, with the look built. Same commit, same bytes.
dist: look
	@mkdir -p dist
	@git archive --prefix=pcc-decisions/static/build/ --add-file=static/build/main.css --prefix=pcc-decisions/ \
		--output=dist/pcc-decisions.tar.gz HEAD -- . ':!tests' ':!local_setup' ':!.ci' ':!node_modules'
	@(cd dist && sha256sum pcc-decisions.tar.gz | tee pcc-decisions.tar.gz.sha256)

lock: dev
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra local -o requirements/local.txt
	$(LOCK) --extra local --extra dev -o requirements/dev.txt

histories: dev look
	@HISTORIES=$${HISTORIES:-500} $(PY) -m pytest -q -n auto --dist worksteal tests/histories

bench: local look
	@$(PY) -m local_setup.bench

bench-import: local
	@$(PY) -m local_setup.bench_import

doors: local
	@$(PY) -m local_setup.doors

drills: local look
	@$(PY) -m local_setup.drills

clock: local look
	@$(PY) -m local_setup.clock

copies: local look
	@$(PY) -m local_setup.copies

rehearse: local dist
	@$(PY) -m local_setup.rehearse

guards: dev look
	@$(PY) -m local_setup.guards

# Known weaknesses of what is installed, and what all of it is (CycloneDX); both ask the network.
audit: dev look
	@failed=0; \
	$(PY) -m pip_audit --strict --require-hashes --disable-pip -r requirements/run.txt || { failed=1; \
		echo "Python: not everything was asked about, or a weakness is known. (Not found on PyPI: it, or its service, was not reached.)"; }; \
	npm audit || { failed=1; echo "The look: a weakness is known, or the registry did not answer the question."; }; exit $$failed

sbom: dev
	@$(PY) -m local_setup.sbom

cases: local
	@$(PY) -m local_setup.cases $(CASES)

clean:
	rm -rf .venv .local/server node_modules static/build staticfiles dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# What the others stand on. Each does nothing when it has nothing to do.

local dev server:
	@$(PYTHON) -m local_setup.install $@

look: local
	@$(PY) -m local_setup.frontend
