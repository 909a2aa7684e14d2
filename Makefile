# make site   dựng trang vào site/            builds the site into site/
# make test   kiểm tra tất cả                 checks everything, a real browser included
# make fuzz   thử mọi thứ oái oăm vào phần kiểm tra, hơn mười phút  tries odd texts and files by chance, over ten minutes
# make audit  soát mọi trang bằng axe-core     axe-core on every page, in every look; some minutes
# make bench  đo thời gian dựng, bên cạnh các trình dựng khác  measures builds beside other generators; some minutes
# make bench-web  đo trang bằng Lighthouse    measures key pages with Lighthouse
# make bench-search  đo phần tìm kiếm         measures the search beside two others
# make serve  xem thử khi đang viết           a preview that follows your edits; shows drafts
# make story  viết một bài bằng cách trả lời từng câu  writes a story by asking for it
# make check  chỉ kiểm tra nội dung           checks the content alone, in a second
# make editor dựng trang soạn bài             builds the editor of stories, for an origin of its own: editor/README.md
# make nfc    sửa chữ bị tách dấu             mends letters whose marks stand apart
# make strip-photos  bỏ nơi chụp khỏi ảnh     takes the place (GPS) out of pictures in docs/
# make withdraw STORY=docs/guong/2023/ten-bai.vi.md  gỡ một bài / takes a story down
# make kill-test  ngắt ngang các lần dựng      kills builds (KILLS=200) and looks what is left; some minutes
# make golden ghi lại tests/golden            rewrites the golden files; look at the diff
# make screens  chụp lại hình trang chính    takes the pictures of key pages anew; look at each
# make guide-pictures  chụp lại biểu mẫu cho trang hướng dẫn  takes the guide's pictures of the form anew
# make schema  ghi lại schema/ từ các mục khai  rewrites schema/ from the fields of a story
# make server ghi lại server/ từ chính sách an toàn  rewrites server/ from the policy of the pages
# make lock   ghi lại các tệp khóa            rewrites the lock files (needs the network)
# make upgrade  nâng mọi thư viện rồi ghi lại tệp khóa  raises every library and rewrites the lock files
# make licences  ghi lại THIRD-PARTY.md        rewrites THIRD-PARTY.md from the lock files
# make audit-locks  soát lỗ hổng đã công bố trong tệp khóa  looks for published vulnerabilities in the lock files
# make secrets  tìm khóa, mật khẩu trong tệp   looks for keys and passwords in the files
# make sbom   ghi danh mục thành phần (CycloneDX)  writes the bill of materials of a release

PYTHON ?= python3
BIN := .venv/bin
# Wheels only, so that no package's own script is run. Two come as wheels for Linux alone; elsewhere they are built.
INSTALL := pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
  $(if $(filter Linux,$(shell uname -s)),,--no-binary rcssmin --no-binary rjsmin)
# Material's announcement of its end of life; the README speaks of it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site editor test fuzz audit serve story check nfc strip-photos withdraw bench bench-web bench-search zip golden screens guide-pictures schema server lock upgrade licences audit-locks secrets sbom format clean kill-test

# «make check» is what marks the lines of a pull request; here they would be marked a second time.
site: .venv/site.stamp
	@$(BIN)/python hooks/check.py --format plain
	@$(BIN)/mkdocs build
	@echo "Trang đã dựng xong, hãy mở / the site is ready, open: $(CURDIR)/site/index.html"

# How problems are told: plain, github (of itself on GitHub) or gitlab: make --silent check FORMAT=gitlab > gl-code-quality-report.json
FORMAT ?=

check: .venv/site.stamp
	@$(BIN)/python hooks/check.py $(if $(FORMAT),--format $(FORMAT))

story: .venv/site.stamp
	@$(BIN)/python tools/write_story.py

nfc: .venv/site.stamp
	@$(BIN)/python hooks/check.py --nfc

strip-photos: .venv/site.stamp
	@$(BIN)/python hooks/strip_photos.py

# The name goes by the environment: a shell would read backslashes and quotes in it.
withdraw: export STORY := $(STORY)
withdraw: .venv/site.stamp
	@$(BIN)/python hooks/withdraw.py

serve: .venv/site.stamp
	$(BIN)/mkdocs serve

editor: .venv/site.stamp editor/node_modules/stamp
	@cd editor && node build.mjs
	@$(BIN)/python tools/make_editor.py

KILLS ?= 200

kill-test: .venv/site.stamp
	@$(BIN)/python tools/kill_builds.py --kills $(KILLS)

zip: site
	@$(BIN)/python tools/make_zip.py

# make bench ARGS="--stories 1000 10000 --runs 1 --only thi-dua hugo"
ARGS ?=

bench: .venv/test.stamp .venv-bench/test.stamp tools/bench/npm/node_modules/stamp
	@$(BIN)/python tools/bench $(ARGS)

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

test: .venv/test.stamp .venv-properdocs/test.stamp .venv-release/test.stamp tests/npm/node_modules/stamp editor/node_modules/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/browser.py
	$(BIN)/python tests/java.py
	$(BIN)/pytest -n auto --maxprocesses=4 --dist loadfile

# Other examples than those of «make test», each time, and many more; what it finds is kept in .hypothesis/ and tried first.
fuzz: .venv/test.stamp
	$(BIN)/pytest -n auto --maxprocesses=4 --hypothesis-profile=fuzz tests/test_properties.py

format: .venv/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: .venv/test.stamp
	$(BIN)/pytest --write-golden tests/test_golden.py

screens: .venv/test.stamp
	$(BIN)/python tests/browser.py
	$(BIN)/pytest --write-screens tests/test_screens.py

guide-pictures: .venv/test.stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tools/guide_pictures.py

schema: .venv/site.stamp
	@$(BIN)/python tools/write_schema.py

server: .venv/site.stamp
	@$(BIN)/python tools/write_server_files.py

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

# What «make bench» measures beside the site.
.venv-bench/test.stamp: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/$(INSTALL) -r requirements/bench.txt
	touch $@

# What a release needs: the bill of materials, the audit, the checker of workflows.
.venv-release/test.stamp: requirements/release.txt
	$(PYTHON) -m venv .venv-release
	.venv-release/bin/$(INSTALL) -r requirements/release.txt
	touch $@

.venv-lock/test.stamp: requirements/lock.txt
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/$(INSTALL) -r requirements/lock.txt
	touch $@

sbom: .venv-release/test.stamp
	@.venv-release/bin/python tools/make_sbom.py

audit-locks: .venv-release/test.stamp
	@.venv-release/bin/python tools/audit_locks.py

secrets: .venv/test.stamp
	@$(BIN)/python tools/scan_secrets.py

licences:
	@$(PYTHON) tools/licences.py

# UPGRADE is for «make upgrade» alone.
lock: .venv-lock/test.stamp
	for name in site test properdocs fonts bench release lock; do \
	  .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: $(UPGRADE) \
	    --no-emit-index-url --no-header --annotation-style line requirements/$$name.in \
	    --output-file $$( [ $$name = site ] && echo requirements.txt || echo requirements/$$name.txt ) || exit 1; \
	done
	$(PYTHON) tools/bare_locks.py

upgrade: .venv-lock/test.stamp
	@$(PYTHON) tools/upgrade_locks.py
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade
	@$(MAKE) --no-print-directory licences

clean:
	rm -rf site .site.* dist .cache test-results .hypothesis .venv .venv-properdocs .venv-bench .venv-release .venv-lock \
	  tests/npm/node_modules tools/npm/node_modules tools/bench/npm/node_modules \
	  tools/pagefind/node_modules editor/node_modules editor/dist
