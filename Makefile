# make demo   what the example pages say        make test   all that a change must pass, in ten minutes
.DEFAULT_GOAL := help
.NOTPARALLEL:

BIN     := .venv/bin
PYTHON3 := $(BIN)/python
SHANHAI := $(BIN)/shanhai
LEDGER  ?= demo.ledger
PORT    ?= 8000
EXAMPLES = examples/*.html examples/*.txt

# help: this list
help:
	@sed -n 's/^# \([a-z-]*\): /make \1 	/p' Makefile | expand -t 20

# setup: 装好所需的一切；无事可做时立即返回 · install what is needed; returns at once when nothing is to do
setup:
	@scripts/setup.sh

# Reading and serving need no browser installed.
ready:
	@scripts/setup.sh --no-browser

# demo: 读示例网页，看每页写了什么，并存入台账 demo.ledger · read the example pages and keep them in demo.ledger
demo: ready
	$(SHANHAI) read $(EXAMPLES)
	$(SHANHAI) add $(EXAMPLES) --ledger $(LEDGER)
	@echo
	@echo '在浏览器里看 · now in the browser:  make serve'

# serve: 在浏览器里看台账 · the ledger in the browser (LEDGER=file PORT=8000)
serve: ready
	$(SHANHAI) serve --ledger $(LEDGER) --port $(PORT)

# test: 单元、规则、性质、示例网页和一条浏览器路径 · units, rules, properties, pages, one browser journey
test: setup
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

# test-all: make test，再加整套浏览器测试等慢测试 · make test, then the whole browser suite and all that is slow
test-all: test
	$(BIN)/pytest -n auto --dist worksteal -m slow

# check: 格式、规范、类型、依赖方向、规则例句 · format, lint, types, imports, rule examples
check: setup format-check lint types imports rules

format-check:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

rules:
	$(SHANHAI) rule check

# eval: 与人工标注对照，指标只升不降 · restoration and facts against labelled pages; floors only rise
eval: setup
	$(PYTHON3) -m bench.eval
	$(PYTHON3) -m bench.ledger

# bench: 与其他工具比较 · comparisons with other tools
bench: setup
	$(PYTHON3) -m bench.compare
	$(PYTHON3) -m bench.extraction

# soak: 每种格式二十万页坏网页；大量网页、中途杀死、再继续（手动运行，几小时）· spoilt pages by the 100,000; many pages, killed midway (by hand)
soak: setup
	nice $(PYTHON3) scripts/fuzz_readers.py
	$(PYTHON3) scripts/fuzz.py
	$(PYTHON3) scripts/soak.py
	nice $(PYTHON3) scripts/soak_kills.py
	nice $(PYTHON3) -m bench.archive

# docs: 重新生成文档里的图、表和 JSON Schema · make the pictures, tables and the JSON Schema of the docs again
docs: setup
	$(PYTHON3) scripts/build_formats.py
	$(SHANHAI) schema >docs/schema.json
	$(MAKE) screenshots

# screenshots: 每个主要页面的图，中文、手机，外加几张英文和暗色 · pictures of the main views, in docs/images
screenshots: setup
	rm -f out/docs.ledger* && mkdir -p out
	$(SHANHAI) add $(EXAMPLES) $(filter-out %.clean.txt,$(wildcard bench/syndication/S*.txt bench/syndication/S*.html)) --ledger out/docs.ledger
	$(PYTHON3) scripts/screenshots.py --ledger out/docs.ledger

# clean: 删去生成物，保留 .venv · remove what was generated, keep .venv
clean:
	rm -rf dist build out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: help setup ready demo serve test test-all check format-check lint types imports rules eval bench soak docs screenshots clean
