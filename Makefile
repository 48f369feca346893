# SPDX-License-Identifier: GPL-3.0-or-later
#
# make            build/cartsim and build/libcartsim.a
# make run        builds, simulates the seed centre, names the files it wrote (SCENARIO=FILE for another)
# make test       every test, with every compiler and sanitizer (tests/README.md)
# make check      the quick half of it: unit, command line and tidy tests of one build
# make validate   holds the simulator against theory and publications; the README shows what came out
# make bench      what a patient costs, against the baseline: one table, a minute (docs/performance.md);
#                 BENCH_GATE=1 fails where something became slower
# make bench-long      a billion patients in one run; ten minutes and more
# make bench-baseline  stores what bench measures as tests/bench/baseline.json
# make properties  what holds of any scenario, on COUNT=10000 scenarios that are made up
# make streams    dieharder on the random numbers as runs use them; ten minutes
# make mutation   N=200 errors made in the simulator, one at a time: which does no test notice? an hour
# make coverage   line and branch coverage of the tests
# make install    under PREFIX (/usr/local), staged under DESTDIR
# make fuzz       programs that try any bytes as a scenario (clang)
# make fuzz-run   runs them, each SECONDS=60 long
# make faults-page  the codes in docs/faults.md, as cartsim explain says them
# make format     clang-format over all C files
# make clean
#
# CC=gcc|clang, VARIANT=release|asan|tsan|coverage|fuzz and OPT=-O0 choose another build, in a folder of its
# own: build/clang, build/asan, build/clang-asan, build/O0; MPI=1 the one that runs on many machines, in
# build/mpi (docs/mpi.md). WERROR=0 lets warnings pass, V=1 shows commands.

VERSION := 0.1.0
VARIANT ?= release
OPT ?= -O2
MPI ?= 0
WERROR ?= 1
PREFIX ?= /usr/local
SCENARIO ?= scenarios/seed-centre.yaml
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
ifneq ($(V),1)
QUIET = @echo '  $(1) $@';
MAKEFLAGS += --no-print-directory
endif

# Where a build goes: what differs from the everyday build names its folder.
empty :=
space := $(empty) $(empty)
OTHER := $(filter-out gcc release O2 0,$(notdir $(CC)) $(VARIANT) $(OPT:-%=%) $(MPI:1=mpi))
OUT := build$(if $(OTHER),/$(subst $(space),-,$(OTHER)))

PACKAGES := gsl yaml-0.1 libcjson libmd $(if $(filter 1,$(MPI)),mpi-c)
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
        -Wmissing-prototypes -Wvla -Wformat=2 -Wundef $(if $(filter 1,$(WERROR)),-Werror)
# The C library's INFINITY is a float, which clang minds and gcc does not; gcc watches all else of that kind.
WARN += $(if $(findstring clang,$(CC)),-Wno-double-promotion)
MODE_asan     := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_tsan     := -O1 -fsanitize=thread
MODE_coverage := -O0 --coverage
MODE_fuzz     := $(MODE_asan) -fsanitize=fuzzer-no-link
ifeq ($(filter release asan tsan coverage fuzz,$(VARIANT)),)
$(error VARIANT is release, asan, tsan, coverage or fuzz, not '$(VARIANT)')
endif
# gcc links what runs the model as one program; an archive and the tests take the same objects as they are.
LTO := $(if $(filter gcc-release,$(CC)-$(VARIANT)),$(if $(filter -O0,$(OPT)),,-flto -ffat-lto-objects))
# No -march and no -ffast-math: the same scenario, seed and version give the same bytes on every machine.
# Nobody looks at what arithmetic traps or leaves in errno: so numbers are chosen without branches.
EXACT := -ffp-contract=off -fno-trapping-math -fno-math-errno
COMPILE = $(CC) -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DCARTSIM_VERSION='"$(VERSION)"' \
          -Iinclude -Isim $(CPPFLAGS) $(OPT) -g $(EXACT) -pthread $(MODE_$(VARIANT)) $(WARN) \
          $(shell pkg-config --cflags $(PACKAGES)) $(CFLAGS) -MMD -MP -c -o $@ $<
LINK = $(CC) $(OPT) -g -pthread $(MODE_$(VARIANT)) $(if $(LTO),-fno-lto) $(CFLAGS) $(LDFLAGS) -o $@ \
       $(filter %.o %.a,$^)
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lm

# One of two files knows how many machines there are.
SOURCES := $(filter-out sim/study/ranks_$(if $(filter 1,$(MPI)),none,mpi).c,$(wildcard sim/*/*.c))
SHELF := $(OUT)/obj/sim/validation/shelf_files
OBJECTS := $(SOURCES:%.c=$(OUT)/obj/%.o) $(SHELF).o
LIBRARY_OBJECTS := $(filter-out $(OUT)/obj/sim/commands/% $(OUT)/obj/sim/validation/%,$(OBJECTS))
TESTS := $(patsubst %.c,$(OUT)/%,$(wildcard tests/*/test_*.c))
SUPPORT := $(patsubst %.c,$(OUT)/obj/%.o,$(wildcard tests/support/*.c) \
           $(filter-out tests/properties/test_%,$(wildcard tests/properties/*.c)))
BENCH := $(patsubst %.c,$(OUT)/obj/%.o,$(filter-out tests/bench/test_%,$(wildcard tests/bench/*.c)))
SHELL_TESTS = $(wildcard tests/tidy/*.sh tests/cli/*.sh)

.PHONY: all run test check properties validate coverage install format clean faults-page
.PHONY: bench bench-long bench-baseline streams mutation
.PHONY: test-programs test-byte-equality byte-equality-programs fuzz fuzz-programs fuzz-run
.DELETE_ON_ERROR:
.SECONDARY:

all: $(OUT)/cartsim $(OUT)/libcartsim.a

run: all
	@$(OUT)/cartsim run $(SCENARIO) $(ARGS)

$(OUT)/obj/sim/engine/%.o $(OUT)/obj/sim/laws/%.o: CFLAGS += $(LTO)
$(OUT)/cartsim $(OUT)/bench: private CFLAGS += $(if $(LTO),-flto -flto-partition=one $(EXACT))
$(OUT)/cartsim: $(OBJECTS)
	$(call QUIET,LINK) $(LINK) $(LIBS)

# One object in which only the public names can be seen: what is private may change, and clashes with nobody.
$(OUT)/libcartsim.a: $(LIBRARY_OBJECTS)
	$(call QUIET,LIB ) rm -f $@ && ld -r -o $(@:.a=.o) $^ && \
	objcopy --wildcard --keep-global-symbol='cartsim_*' --remove-section='.gnu.lto_*' $(@:.a=.o) && \
	ar rcs $@ $(@:.a=.o) && rm $(@:.a=.o)

$(OUT)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call QUIET,CC  ) $(COMPILE)

# What `cartsim validate` runs, as bytes in the program, so that it finds them wherever it is.
SHELVED = $(sort $(wildcard scenarios/validation/*.yaml scenarios/library/*.yaml scenarios/published/*.yaml))
$(SHELF).c: $(SHELVED) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "validation/validation.h"'; i=0; \
	for file in $(SHELVED); do i=$$((i + 1)); echo "static const unsigned char file_$$i[] = {"; \
	od -An -v -tu1 $$file | sed 's/[0-9][0-9]*/&,/g'; echo '};'; done; i=0; \
	echo 'static const struct shelf_file files[] = {'; \
	for file in $(SHELVED); do i=$$((i + 1)); echo "{\"$$file\", file_$$i, sizeof file_$$i},"; done; \
	echo '};'; echo 'const struct shelf validation_shelf = {.files = files,' \
	'.count = sizeof files / sizeof *files};'; } >$@
$(SHELF).o: $(SHELF).c
	$(call QUIET,CC  ) $(COMPILE)

$(OUT)/obj/tests/%.o: CPPFLAGS += -Itests

# The tests see the private names too, those of the commands included: everything but main.
$(OUT)/obj/everything.a: $(filter-out %/commands/main.o,$(OBJECTS)) $(SUPPORT) \
    $(filter-out %/bench.o,$(BENCH))
	$(call QUIET,AR  ) rm -f $@ && ar rcsT $@ $^

$(OUT)/tests/%: $(OUT)/obj/tests/%.o $(OUT)/obj/everything.a
	@mkdir -p $(@D)
	$(call QUIET,LINK) $(LINK) $(LIBS) -lcmocka

test-programs: $(OUT)/cartsim $(TESTS)

check: all test-programs
	@CARTSIM=$(OUT)/cartsim LOGS=$(OUT)/logs tests/run.sh $(TESTS) $(SHELL_TESTS)

# Compilers, sanitizers, levels of optimisation: each in its folder. Threads are tested where they are made.
EVERYDAY := CC=gcc VARIANT=release OPT=-O2 MPI=0
THREADED := $(patsubst %.c,build/tsan/%,$(wildcard tests/study/test_*.c))
EVERYWHERE := $(patsubst %.c,%,$(wildcard tests/*/test_*.c))
# One takes the place of malloc itself; one only counts who waits how long in scenarios that others run too.
UNSANITIZED := %/test_injected %/validation/test_teaching
test:
	@+$(MAKE) $(EVERYDAY) all test-programs
	@+$(MAKE) $(EVERYDAY) CC=clang test-programs
	@+$(MAKE) $(EVERYDAY) VARIANT=asan test-programs
	@+$(MAKE) $(EVERYDAY) VARIANT=tsan build/tsan/cartsim $(THREADED)
	@+$(MAKE) byte-equality-programs
	@+$(MAKE) CC=gcc VARIANT=release OPT=-O2 MPI=1 build/mpi/cartsim
	@CARTSIM=build/cartsim LOGS=build/logs tests/run.sh $(EVERYWHERE:%=build/%) $(EVERYWHERE:%=build/clang/%) \
	$(filter-out $(UNSANITIZED),$(EVERYWHERE:%=build/asan/%)) \
	$(THREADED) $(SHELL_TESTS) $(wildcard tests/equality/*.sh tests/mpi/*.sh)

# So many scenarios a property, from the seed FIRST on.
COUNT ?= 10000
FIRST ?= 1
PROPERTIES := $(patsubst %.c,$(OUT)/%,$(wildcard tests/properties/test_*.c))
properties: $(PROPERTIES)
	@PROPERTIES_COUNT=$(COUNT) PROPERTIES_FIRST=$(FIRST) tests/run.sh $(PROPERTIES)

byte-equality-programs:
	@+$(MAKE) $(EVERYDAY) build/cartsim
	@+$(MAKE) $(EVERYDAY) OPT=-O0 CPPFLAGS=-U__SSE2__ build/O0/cartsim
	@+$(MAKE) $(EVERYDAY) OPT=-O3 build/O3/cartsim
	@+$(MAKE) $(EVERYDAY) CC=clang build/clang/cartsim

test-byte-equality: byte-equality-programs
	@CARTSIM=build/cartsim LOGS=build/logs tests/run.sh tests/equality/same_bytes.sh

# Its tables go into the README and docs/validation.md, also when something failed.
validate: all
	@code=0; $(OUT)/cartsim validate $(ARGS) || code=$$?; [ $$code = 0 ] || [ $$code = 3 ] || exit $$code; \
	CARTSIM=$(abspath $(OUT)/cartsim) tests/cli/test_validate.sh --update && exit $$code

# The simulator's objects are linked as in the program itself. The parts are timed on a copy of their own: to
# be called from outside, the linker would have to leave the simulator's less well joined.
$(OUT)/obj/tests/bench/parts_alone.o: $(OUT)/obj/tests/bench/parts.o $(OUT)/obj/sim/engine/heap.o \
    $(filter $(OUT)/obj/sim/base/% $(OUT)/obj/sim/laws/%,$(OBJECTS))
	$(call QUIET,LD  ) ld -r -o $@ $^ && \
	objcopy --wildcard --keep-global-symbol='parts_*' --remove-section='.gnu.lto_*' $@
# By hand for this very machine: no reason to spare the simulator the comparison.
$(OUT)/obj/tests/bench/floor.o $(OUT)/obj/tests/bench/floor_queue.o: CFLAGS += -O3 -march=native
$(OUT)/bench: $(LIBRARY_OBJECTS) $(filter-out %/parts.o,$(BENCH)) $(OUT)/obj/tests/bench/parts_alone.o
	$(call QUIET,LINK) $(LINK) $(LIBS)

BASELINE := tests/bench/baseline.json
BENCH_RUN = $(OUT)/bench --program $(OUT)/cartsim $(BENCH_ARGS)
bench: $(OUT)/cartsim $(OUT)/bench
	@$(BENCH_RUN) --json $(OUT)/bench.json --baseline $(BASELINE) $(if $(filter 1,$(BENCH_GATE)),--gate)
bench-baseline: $(OUT)/cartsim $(OUT)/bench
	@$(BENCH_RUN) --json $(BASELINE)
bench-long: $(OUT)/bench
	@$(OUT)/bench --long 1000000000

streams: $(OUT)/tests/streams/streams
	@tests/streams/dieharder.sh $< $(OUT)/streams

N ?= 200
mutation:
	@python3 tests/mutation/mutate.py -n $(N) $(ARGS)

coverage:
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	@+$(MAKE) $(EVERYDAY) VARIANT=coverage test-programs
	@CARTSIM=build/coverage/cartsim LOGS=build/coverage/logs tests/run.sh $(EVERYWHERE:%=build/coverage/%) \
	$(wildcard tests/cli/*.sh)
	@gcovr --root . --filter sim/ --print-summary build/coverage

# libFuzzer, started from the corpora and the shipped scenarios. What it finds new is kept under build/fuzz.
SECONDS ?= 60
FUZZERS := reader sets run
$(FUZZERS:%=$(OUT)/tests/fuzz/fuzz_%): LDFLAGS += -fsanitize=fuzzer
fuzz-programs: $(FUZZERS:%=$(OUT)/tests/fuzz/fuzz_%)
fuzz:
	@+$(MAKE) CC=clang VARIANT=fuzz OPT=-O2 fuzz-programs
build/fuzz/format.dict: sim/scenario/format_table.c sim/scenario/format_types.c
	@mkdir -p $(@D)
	@grep -ohE '\{"[a-z_0-9]+", (TYPE|LAW)_' $^ | sed 's/.*"\(.*\)".*/"\1: "/' | sort -u >$@
fuzz-run: fuzz build/fuzz/format.dict
	@+$(MAKE) $(FUZZERS:%=fuzz-run-%)
fuzz-run-%:
	@mkdir -p build/fuzz/$*
	@echo '  FUZZ $* for $(SECONDS) s: build/fuzz/$*.log'
	@build/clang-fuzz/tests/fuzz/fuzz_$* -max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=2048 \
	-max_len=65536 -dict=build/fuzz/format.dict -artifact_prefix=build/fuzz/$*- $(FUZZ_ARGS) \
	build/fuzz/$* tests/fuzz/corpus/$* $(if $(filter sets,$*),,scenarios scenarios/library) \
	>build/fuzz/$*.log 2>&1 || { tail -n 40 build/fuzz/$*.log; exit 1; }

$(OUT)/cartsim.1: docs/cartsim.1.scd
	$(call QUIET,MAN ) scdoc <$< >$@ || { rm -f $@; exit 1; }
TO = $(DESTDIR)$(PREFIX)
install: all $(OUT)/cartsim.1
	install -d $(TO)/lib/pkgconfig $(TO)/include/cartsim $(TO)/share/cartsim
	install -D -m 755 $(OUT)/cartsim $(TO)/bin/cartsim
	install -D -m 644 $(OUT)/libcartsim.a $(TO)/lib/libcartsim.a
	install -m 644 include/cartsim/*.h $(TO)/include/cartsim
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' share/cartsim.pc.in \
	    >$(TO)/lib/pkgconfig/cartsim.pc
	install -D -m 644 $(OUT)/cartsim.1 $(TO)/share/man/man1/cartsim.1
	install -D -m 644 share/completions/cartsim.bash $(TO)/share/bash-completion/completions/cartsim
	install -D -m 644 share/completions/_cartsim $(TO)/share/zsh/site-functions/_cartsim
	install -D -m 644 share/completions/cartsim.fish $(TO)/share/fish/vendor_completions.d/cartsim.fish
	install -m 644 share/*.schema.json $(TO)/share/cartsim
	ln -sfn . $(TO)/share/cartsim/share # so that scenarios find their schema as they do here
	find scenarios -name invalid -prune -o -type f -exec install -D -m 644 {} $(TO)/share/cartsim/{} \;

faults-page: all
	@CARTSIM=$(abspath $(OUT)/cartsim) tests/cli/test_faults_page.sh --update

format:
	clang-format -i $(wildcard include/cartsim/*.h sim/*/*.[ch] tests/*/*.[ch])

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(patsubst %.c,$(OUT)/obj/%.d,$(wildcard tests/*/*.c))
