# make site   dựng trang vào site/            builds the site into site/
# make test   kiểm tra tất cả                 checks everything, a real browser included
# make audit  soát mọi trang bằng axe-core     axe-core on every page, in every look; some minutes
# make bench-web  đo trang bằng Lighthouse    measures key pages with Lighthouse
# make bench-search  đo phần tìm kiếm         measures the search beside two others
# make serve  xem thử khi đang viết           a preview that follows your edits; shows drafts
# make check  chỉ kiểm tra nội dung           checks the content alone, in a second
# make editor dựng trang soạn bài             builds the editor of stories, for an origin of its own: editor/README.md
# make nfc    sửa chữ bị tách dấu             mends letters whose marks stand apart
# make golden ghi lại tests/golden            rewrites the golden files; look at the diff
# make screens  chụp lại hình trang chính    takes the pictures of key pages anew; look at each
# make lock   ghi lại các tệp khoá            rewrites the lock files (needs the network)

PYTHON ?= python3
BIN := .venv/bin
INSTALL := pip install --quiet --disable-pip-version-check --require-hashes
# Material's announcement of its end of life; the README speaks of it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site editor test audit serve check nfc bench bench-web bench-search zip golden screens lock format clean

site: .venv/site.stamp
	@$(BIN)/python hooks/check.py
	@$(BIN)/mkdocs build
	@echo "Trang đã dựng xong, hãy mở / the site is ready, open: $(CURDIR)/site/index.html"

check: .venv/site.stamp
	@$(BIN)/python hooks/check.py

nfc: .venv/site.stamp
	@$(BIN)/python hooks/check.py --nfc

serve: .venv/site.stamp
	$(BIN)/mkdocs serve

editor: .venv/site.stamp editor/node_modules/stamp
	@cd editor && node build.mjs
	@$(BIN)/python tools/make_editor.py

zip: site
	@$(BIN)/python tools/make_zip.py

bench: .venv/test.stamp
	@$(BIN)/python tools/bench.py

bench-web: site .venv/test.stamp tools/npm/node_modules/stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tools/bench_web.py

# Sizes to measure ours at as well, in pages of each language: make bench-search PAGES=1000,10000
PAGES ?=

bench-search: site .venv/test.stamp tools/pagefind/node_modules/stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tools/bench_search.py --pages "$(PAGES)"

audit: site .venv/test.stamp tests/npm/node_modules/stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tools/audit.py

test: .venv/test.stamp .venv-properdocs/test.stamp tests/npm/node_modules/stamp editor/node_modules/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/browser.py
	$(BIN)/python tests/java.py
	$(BIN)/pytest

format: .venv/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: .venv/test.stamp
	$(BIN)/pytest --write-golden tests/test_golden.py

screens: .venv/test.stamp
	$(BIN)/python tests/browser.py
	$(BIN)/pytest --write-screens tests/test_screens.py

.venv/site.stamp: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Cần Python 3.11 trở lên / Python 3.11 or newer is needed')"
	$(PYTHON) -m venv .venv
	$(BIN)/$(INSTALL) -r requirements.txt
	touch $@

.venv/test.stamp: .venv/site.stamp requirements/test.txt
	$(BIN)/$(INSTALL) -r requirements/test.txt
	touch $@

.venv-properdocs/test.stamp: requirements/properdocs.txt
	$(PYTHON) -m venv .venv-properdocs
	.venv-properdocs/bin/$(INSTALL) -r requirements/properdocs.txt
	touch $@

# No package's own script is run, and none brings a program of its own: the browser and Java are the machine's.
OMIT := --omit=optional
# But Pagefind and esbuild are programs, and come as an optional package for each kind of machine; the lock files have the
# hash of each.
tools/pagefind/node_modules/stamp editor/node_modules/stamp: OMIT :=
%/node_modules/stamp: %/package-lock.json
	@npm --version >/dev/null 2>&1 || { echo "Cần Node 20 trở lên, có npm; hãy cài rồi chạy lại / Node 20 or newer with npm is needed; install it and run again" >&2; exit 1; }
	cd $* && npm ci --silent --ignore-scripts $(OMIT)
	touch $@

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv==0.13.9
	for name in site test properdocs fonts; do \
	  .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate requirements/$$name.in \
	    --output-file $$( [ $$name = site ] && echo requirements.txt || echo requirements/$$name.txt ) || exit 1; \
	done

clean:
	rm -rf site .site.* dist .cache test-results .venv .venv-properdocs .venv-lock tests/npm/node_modules tools/npm/node_modules \
	  tools/pagefind/node_modules editor/node_modules editor/dist
