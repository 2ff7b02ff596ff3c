# Names for humans. Each target calls one script; the scripts say what they do.

.DEFAULT_GOAL := help
.PHONY: help run test check test-long bench build assets docs

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run: ## build, start with the demonstration data, and say where to look
	scripts/run.sh

test: ## the whole suite on SQLite and PostgreSQL, and the browser journeys
	scripts/test.sh

check: ## formatting, lints, tidy checks, and whether the generated documents are current
	scripts/check.sh

test-long: ## what takes hours: hundreds of kills, full schemathesis, many property cases
	scripts/test-long.sh

bench: ## a release build under load; writes docs/bench.md
	scripts/bench.sh

build: ## target/release/gongjian
	scripts/build.sh

assets: ## the front-end files the server embeds
	scripts/assets.sh

docs: ## the generated documents
	scripts/docs.sh
