## make                 install what is missing, build, and start the course
## make build           the same without starting
## make test            install what the tests need, and run all of them
## make lint            check the form of the source, then the lessons
## make format          bring the source into that form
## make benchmark       measure training steps beside PyTorch's and micrograd's (Benchmarks/README.md)
## make pictures        draw the README's pictures anew
## make documentation   the libraries' documentation, in .build/documentation
## make install         copy to PREFIX/bin and PREFIX/share/unroll; PREFIX is /usr/local
## make clean           remove what was built
## make NATIVE=1 …      build for this computer's processor
.PHONY: start build setup test benchmark pictures documentation lint lint-format lint-lessons format install clean help

PREFIX ?= /usr/local
SOURCES = Sources Tests Package.swift $(wildcard Benchmarks)

ifeq ($(NATIVE),1)
  SWIFTFLAGS += -Xcc -march=native
endif
# Homebrew keeps its ncurses, which has wide characters, apart from the system's.
ifeq ($(shell uname),Darwin)
  NCURSES = $(shell brew --prefix ncurses 2>/dev/null)
  SWIFTFLAGS += -Xcc -I$(NCURSES)/include -Xlinker -L$(NCURSES)/lib
endif

start: build
	@.build/release/unroll

build: setup
	swift build -c release --product unroll $(SWIFTFLAGS)

setup:
	@bash .ci/setup

test:
	@bash .ci/setup tmux
	UNROLL_OPTIMIZED=1 swift test $(SWIFTFLAGS)

benchmark:
	@NATIVE=$(NATIVE) bash Benchmarks/run

# Each of the README's pictures says in a comment which command draws it.
pictures: build
	@sed -n 's/^<!-- \$$ \(.*\) -->$$/\1/p' README.md | PATH="$(CURDIR)/.build/release:$$PATH" LC_ALL=C.UTF-8 sh -ex

documentation:
	@bash .ci/documentation

lint: lint-format lint-lessons

lint-format:
	swift format lint --strict --parallel --recursive $(SOURCES)

lint-lessons: setup
	UNROLL_OPTIMIZED=1 swift run $(SWIFTFLAGS) unroll lint

format:
	swift format --in-place --parallel --recursive $(SOURCES)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/unroll"
	install -m 755 .build/release/unroll "$(DESTDIR)$(PREFIX)/bin/unroll"
	rm -rf "$(DESTDIR)$(PREFIX)/share/unroll/lessons"
	cp -R lessons "$(DESTDIR)$(PREFIX)/share/unroll/lessons"

clean:
	swift package clean

help:
	@sed -n 's/^## //p' Makefile
