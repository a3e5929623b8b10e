# Serial's commands. `make run` and `make test` set up all that they need.

PYTHON ?= python3
PORT ?= 8000
REQUIRE ?=
ONLY ?=
QUICK ?=
JSON ?=
BIN := .venv/bin
# Compiled modules and tests, kept out of the source folders. Also where PYTHONDONTWRITEBYTECODE is
# set: compiling everything again in each process takes 7 s of CPU time before the first test.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache
unexport PYTHONDONTWRITEBYTECODE
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# 1 s of CPU time where pip takes 17. It does not read pip's settings, so pip is tried after it.
UV_INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"
# Runs a script of package.json if npm is installed. REQUIRE=npm makes a skip a failure.
WITH_NPM = if command -v npm >/dev/null; then npm run --silent $(1); \
	else echo "skipped: npm is not installed, and $(2)"; $(if $(findstring npm,$(REQUIRE)),false,true); fi

# Asks for no reports, which --silent does not show, and not whether its cache is current: 20 s of CPU
# time in place of 24.
NPM_OPTIONS := --ignore-scripts --silent --no-audit --no-fund --prefer-offline

.PHONY: run quick slow-tests test test-one test-long test-ahead bench pictures fonts icons privacy check format requirements

run: .venv/runtime
	@DEBUG=1 SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py first_run --port $(PORT)
	@export DEBUG=1 SITE_URL=http://127.0.0.1:$(PORT); $(BIN)/python manage.py work --with-parent & \
	export DEBUG=1 SITE_URL=http://127.0.0.1:$(PORT); exec $(BIN)/python manage.py runserver --skip-checks 127.0.0.1:$(PORT)

# Not in the core tests: what needs other programs, starts the site anew, or loads the large sample,
# and single tests that start a process, draw large pictures, load the sample, fill every table or try
# very many cases ("extended").
NOT_CORE := browser deploy valid_html desk/test_bulk_sample.py desk/test_bulk_sample_runs.py \
	test_environment.py test_static_files.py

CORE = -q -n auto --dist worksteal --no-migrations $(addprefix --ignore=tests/,$(NOT_CORE)) \
	-m "not postgres and not extended" tests

# The core tests: SQLite, no browser, no migrations, a tenth of the random examples. Without the slow
# ones (tests/quick/slow_tests.txt).
quick: .venv/checks
	@QUICK=1 $(BIN)/python -m pytest -p tests.quick.leaving_out $(CORE)

# Writes the list of slow tests anew, on a machine that does nothing else.
slow-tests: .venv/checks
	@QUICK=1 $(BIN)/python -m tests.quick $(CORE)

# make test-one T=tests/comments/test_editing.py::test_name
test-one: .venv/checks
	@$(BIN)/python -m pytest -n 0 --no-migrations $(T)

# What is slow by nature, and the property tests with forty times as many texts as in `make test`,
# others each time, the core tests with the clock ahead, and every test on PostgreSQL; before a
# release. docs/reliability.md has the last result.
test-long: .venv/checks node_modules/installed
	@LONG=1 $(BIN)/python -m pytest -q -n auto --dist worksteal --timeout 1800 -o faulthandler_timeout=0 -m "long or hypothesis or sweep" tests; \
	long=$$?; $(MAKE) --no-print-directory test-ahead; ahead=$$?; \
	REQUIRE=$(REQUIRE) $(BIN)/python -m tests.run --all-on-postgresql && [ $$long$$ahead = 00 ]

# The core tests in another month and year: a date in a test may be in the future only today.
test-ahead: .venv/checks
	@for days in 33 404; do DAYS=$$days QUICK=1 $(BIN)/python -m pytest -p tests.clock_ahead $(CORE) || exit 1; done

# Skips what the machine lacks and says so; REQUIRE=postgres,browser,npm makes a skip a failure.
test: .venv/checks node_modules/installed
	@echo "--- Scripts"; $(call WITH_NPM,test,tests the scripts)
	@REQUIRE=$(REQUIRE) $(BIN)/python -m tests.run

# The figures of docs/performance.md. QUICK=1 takes less than 3 minutes, on SQLite; ONLY=pages,sqlite
# measures some groups or one database; JSON=path names the file of the results.
bench: .venv/checks tests/bench/node_modules/installed
	@$(BIN)/python -m tests.bench --only="$(ONLY)" $(if $(QUICK),--quick) $(if $(JSON),--json="$(JSON)")

# The pictures of docs/, made anew with Chromium from the sample serial.
pictures: .venv/checks
	@$(BIN)/python -m tests.pictures

# The font files and their style sheet, from the packages' fonts; the same bytes every time.
fonts: .venv/checks node_modules/installed
	@$(BIN)/python -m design.fonts

# The sprites of icons, from the list in design/icons/names.py; the site's own icon, for browsers and phones.
icons: .venv/checks node_modules/installed
	@$(BIN)/python -m design.icons
	@$(BIN)/python -m design.site_icons

# The table of personal data in docs/privacy.md, from what the apps register.
privacy: .venv/runtime
	@DEBUG=1 $(BIN)/python manage.py document_personal_data

# The type checker takes as long as all others together, so they run beside it.
CHECKS := types style templates imports site scripts requirements
check: .venv/checks node_modules/installed
	@$(MAKE) --no-print-directory -j2 --output-sync=target $(CHECKS:%=check-%)

# Without a cache, two processes share 33 s of CPU time. With one, they take 4 s in place of 1.
check-types:
	$(BIN)/mypy $(if $(wildcard .mypy_cache),,--num-workers 2) .

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-templates:
	$(BIN)/djlint templates --lint --quiet

check-imports:
	$(BIN)/lint-imports

check-site:
	$(BIN)/python -m tests.site_check

check-scripts:
	@$(call WITH_NPM,check,checks the scripts)

check-requirements:
	@cp requirements.txt .venv/runtime-compiled.txt; cp requirements-dev.txt .venv/checks-compiled.txt
	@$(COMPILE) requirements.in -o .venv/runtime-compiled.txt
	@cp requirements-pdf.txt .venv/pdf-compiled.txt
	@$(COMPILE) requirements-dev.in -o .venv/checks-compiled.txt
	@$(COMPILE) requirements-pdf.in -o .venv/pdf-compiled.txt
	@diff requirements.txt .venv/runtime-compiled.txt && diff requirements-dev.txt .venv/checks-compiled.txt \
		&& diff requirements-pdf.txt .venv/pdf-compiled.txt \
		|| { echo "The requirements differ from their sources: run make requirements."; exit 1; }

format: .venv/checks node_modules/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@if command -v npm >/dev/null; then npm run --silent format; fi

requirements: .venv/checks
	$(COMPILE) --upgrade requirements.in -o requirements.txt
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt
	$(COMPILE) --upgrade requirements-pdf.in -o requirements-pdf.txt

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Serial needs Python 3.11 or newer: install it, or name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 \
		|| { rm -rf .venv; echo "Python cannot make a virtual environment: apt install python3-venv"; exit 1; }
	@touch $@

.venv/runtime: .venv/made requirements.txt requirements-pdf.txt
	@echo "Installing what Serial needs …"
	@$(INSTALL) -r requirements.txt >.venv/install.log 2>&1 \
		|| { echo "The packages could not be installed (no network?): see .venv/install.log"; exit 1; }
	@$(INSTALL) -r requirements-pdf.txt >>.venv/install.log 2>&1 \
		|| echo "Typst could not be installed, so there are no PDF downloads: see .venv/install.log"
	@touch $@

.venv/checks: .venv/runtime requirements-dev.txt
	@echo "Installing what the tests need …"
	@sed -n '/^uv==/,/ # via/p' requirements-dev.txt >.venv/uv.txt
	@{ $(INSTALL) -r .venv/uv.txt && $(UV_INSTALL) -r requirements-dev.txt || $(INSTALL) -r requirements-dev.txt; } \
		>.venv/install.log 2>&1 \
		|| { echo "The packages could not be installed (no network?): see .venv/install.log"; exit 1; }
	@touch $@

node_modules/installed: package-lock.json
	@mkdir -p node_modules
	@if command -v npm >/dev/null; then npm ci $(NPM_OPTIONS) >/dev/null 2>&1 \
		&& touch $@ || echo "npm could not install: what needs its packages is skipped."; \
	else echo "npm is not installed: what needs its packages is skipped."; fi

tests/bench/node_modules/installed: tests/bench/package-lock.json
	@mkdir -p tests/bench/node_modules
	@if command -v npm >/dev/null; then npm ci --prefix tests/bench $(NPM_OPTIONS) && touch $@ \
		|| echo "npm could not install: Lighthouse is skipped."; \
	else echo "npm is not installed: Lighthouse is skipped."; fi
