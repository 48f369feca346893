#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutation testing: makes one small error at a time in the simulator and looks whether the tests notice.

  tests/mutation/mutate.py [-n N] [--seed S] [--only TEXTS] [--tests TEXTS] [--again FILE]

A sample of N errors is drawn at random from all that the operators (operators.py) can make in sim/engine,
sim/model and sim/statistics. For each, in a copy of the project under build/mutation, the file is compiled, the
shared library that all test programs use is linked, and the tests run, those that noticed most errors a second
first, until one fails. An error at which the compiler complains, or of which it makes the same code as without
it (-O2), is drawn again. What came out is printed and
written to build/mutation/results.json; --again tries its survivors alone.
"""
import argparse
import glob
import json
import math
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import operators  # noqa: E402, beside this file

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..'))
HOME = os.path.join(ROOT, 'build', 'mutation')
TREE = os.path.join(HOME, 'tree')
PARTS = ('sim', 'include', 'tests', 'scenarios', 'share', 'docs', 'results', 'Makefile', 'README.md',
         'CHANGELOG.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'bootstrap')
MUTATED = ('engine', 'model', 'statistics')
FLAGS = ('-std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DCARTSIM_VERSION="0.1.0" -Iinclude -Isim -Itests '
         '-ffp-contract=off -pthread -fPIC -Wall -Wextra -Werror -MMD -MP').split()
# The plain build, and one that sees what only AddressSanitizer and UndefinedBehaviorSanitizer see.
PLAIN = {'name': 'plain', 'flags': ['-O1']}
CHECKED = {'name': 'checked', 'flags': ['-O1', '-fsanitize=address,undefined', '-fno-sanitize-recover=all']}


def run(command, **more):
    return subprocess.run(command, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)


def must(command):
    done = run(command)
    if done.returncode:
        sys.exit(done.stdout.decode(errors='replace') + 'failed: ' + ' '.join(command))


def packages(what):
    return subprocess.check_output(['pkg-config', what, 'gsl', 'yaml-0.1', 'libcjson', 'libmd'], text=True).split()


def is_shared(source):
    """What test programs share: neither one of them nor another program."""
    with open(source, encoding='utf-8') as file:
        return not source.split('/')[-1].startswith('test_') and not any(
            f'int {name}(' in text for text in [file.read()] for name in ('main', 'LLVMFuzzerTestOneInput'))


class Build:
    """All of sim/ but main as one shared library, and the programs that use it."""

    def __init__(self, kind):
        self.kind = kind
        self.folder = os.path.join(HOME, kind['name'])
        self.library = os.path.join(self.folder, 'libsimulator.so')
        self.cflags, self.libs = packages('--cflags'), packages('--libs')

    def object_of(self, source):
        return os.path.join(self.folder, 'obj', source[:-2] + '.o')

    def compile(self, source):
        target = self.object_of(source)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return run(['gcc', *FLAGS, *self.kind['flags'], *self.cflags, '-c', '-o', target, source])

    def code(self, source):
        """What the compiler makes of it at its best; where an error leaves that alone, it can change nothing."""
        return run(['gcc', *FLAGS, '-O2', *self.cflags, '-S', '-o', '-', source]).stdout

    def is_old(self, source):
        target = self.object_of(source)
        if not os.path.exists(target):
            return True
        with open(target[:-2] + '.d', encoding='utf-8') as file:
            needed = file.read().replace('\\\n', ' ').split(':')[1].split()
        made = os.path.getmtime(target)
        return any(not os.path.exists(os.path.join(TREE, n)) or os.path.getmtime(os.path.join(TREE, n)) > made
                   for n in needed)

    def users(self, header):
        """The C files, of the simulator and of the tests, that include a header."""
        found = []
        for source in self.sources + self.support + self.mains:
            with open(self.object_of(source)[:-2] + '.d', encoding='utf-8') as file:
                if header in file.read().split():
                    found.append(source)
        return found

    def link(self, target, sources, more):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        must(['gcc', *self.kind['flags'], '-pthread', '-o', target, *map(self.object_of, sources), *more, *self.libs,
              '-lm'])

    def link_library(self):
        self.link(self.library, self.sources, ['-shared'])

    def program(self, main):
        return os.path.join(self.folder, main[:-2])

    def link_program(self, main):
        self.link(self.program(main), [main] if main.startswith('sim') else [main, *self.support],
                  [self.library, '-Wl,-rpath,' + self.folder, '-lcmocka'])

    def all(self):
        os.chdir(TREE)
        for kept in glob.glob(os.path.join(self.folder, '**', '*.kept'), recursive=True):  # by one who was stopped
            os.replace(kept, kept[:-len('.kept')])
        shelf = 'build/obj/sim/validation/shelf_files.c'
        must(['make', shelf])
        self.sources = [s for s in sorted(glob.glob('sim/*/*.c'))  # as the Makefile takes them without MPI
                        if not s.endswith(('/main.c', '/ranks_mpi.c'))] + [shelf]
        self.support = [source for source in sorted(glob.glob('tests/*/*.c')) if is_shared(source)]
        self.mains = sorted(glob.glob('tests/*/test_*.c')) + ['sim/commands/main.c']
        for source in self.sources + self.support + self.mains:
            if self.is_old(source):
                done = self.compile(source)
                if done.returncode:
                    sys.exit(done.stdout.decode(errors='replace'))
        self.link_library()
        for main in self.mains:
            self.link_program(main)

    def build_with(self, file):
        """With `file` as it now is; False when the compiler complains. What was there before is kept."""
        self.changed = [file] if file.endswith('.c') else self.users(file)
        for source in self.changed:
            shutil.copy2(self.object_of(source), self.object_of(source) + '.kept')
        if any(self.compile(source).returncode for source in self.changed):
            return False
        self.link_library()
        self.link_programs_of(self.changed)
        return True

    def link_programs_of(self, changed):
        for main in self.mains:
            if main in changed or set(changed) & set(self.support):
                self.link_program(main)

    def build_without(self):
        """As it was; the library is linked when the next file has changed."""
        for source in self.changed:
            os.replace(self.object_of(source) + '.kept', self.object_of(source))
        self.link_programs_of(self.changed)


class Test:
    def __init__(self, name, command, environment):
        self.name, self.command, self.environment = name, command, environment
        self.seconds, self.kills = 0.0, 0

    def limit(self):
        return 10 + 10 * self.seconds

    def passes(self, limit):
        """Whether it passes; runs at most so long, within 4 GB of memory and 500 MB a file."""
        def confine():
            os.setsid()
            if 'checked' not in self.name:
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
            resource.setrlimit(resource.RLIMIT_FSIZE, (500 << 20, 500 << 20))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with subprocess.Popen(self.command, cwd=TREE, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=confine) as process:
            try:
                return 'passed' if process.wait(limit) == 0 else 'failed'
            except subprocess.TimeoutExpired:
                return 'endless'
            finally:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass


def tests_of(build):
    environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'HOME': os.environ.get('HOME', '/'),
                   'CARTSIM': build.program('sim/commands/main.c'),
                   'ASAN_OPTIONS': 'detect_leaks=1:hard_rss_limit_mb=4000'}
    found = [Test(f'{build.kind["name"]}:{main[6:-2]}', [build.program(main)], environment)
             for main in build.mains if main.startswith('tests')]
    if build.kind is PLAIN:
        found += [Test('plain:' + name[6:], [name], environment) for name in sorted(glob.glob('tests/cli/test_*.sh'))]
    return [test for test in found if not test.name.startswith('checked:commands/test_injected')]


def measure(tests, longest):
    """Leaves out, aloud, what does not pass without an error, for it could tell nothing, and what takes too long."""
    kept = []
    for test in tests:
        start = time.monotonic()
        outcome = test.passes(longest)
        test.seconds = time.monotonic() - start
        if outcome == 'passed':
            kept.append(test)
        else:
            print(f'left out, {outcome} as it is: {test.name}', flush=True)
    return kept


def killer(tests):
    """The first test that fails and how, those first that found most a second."""
    for test in sorted(tests, key=lambda t: (t.kills + 0.5) / (t.seconds + 0.05), reverse=True):
        outcome = test.passes(test.limit())
        if outcome != 'passed':
            test.kills += 1
            return test.name + (' (endless)' if outcome == 'endless' else '')
    return None


def is_the_same(mutant, before, build):
    """Compiles to the same code."""
    return mutant.file.endswith('.c') and before == build.code(mutant.file)


def try_one(mutant, stages):
    """What noticed it; None: nothing; False: the compiler did, or makes the same code of it."""
    path = os.path.join(TREE, mutant.file)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    found = None
    touched = []
    before = stages[0][0].code(mutant.file)
    try:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text[:mutant.start] + mutant.new + text[mutant.end:])
        if is_the_same(mutant, before, stages[0][0]):
            return False
        for build, tests in stages:
            touched.append(build)
            if not build.build_with(mutant.file):
                return False
            found = killer(tests)
            if found:
                return found
        return None
    finally:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        for build in touched:
            build.build_without()


def wilson(hits, of):
    z = 1.959964
    middle = (hits + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * math.sqrt(hits * (of - hits) / of + z * z / 4)
    return middle - half, middle + half


def everything(only):
    found = []
    for part in MUTATED:
        for file in sorted(glob.glob(os.path.join(TREE, 'sim', part, '*.[ch]'))):
            name = os.path.relpath(file, TREE)
            if any(text in name for text in only.split(',')):
                with open(file, encoding='utf-8') as source:
                    found += operators.mutants_of(name, source.read())
    return found


def code_of(mutant):
    """The line where it is made."""
    with open(os.path.join(TREE, mutant.file), encoding='utf-8') as file:
        return file.read().split('\n')[mutant.line - 1].strip()


def survivors_of(path, mutants):
    """Those of an earlier run: the same change of the same line, which may have moved."""
    with open(path, encoding='utf-8') as file:
        wanted = [record for record in json.load(file)['mutants'] if not record['killed_by']]
    found = []
    for record in wanted:
        same = [m for m in mutants if all(m._asdict()[f] == record[f] for f in ('file', 'operator', 'old', 'new'))
                and code_of(m) == record['code']]
        if same:
            found.append(min(same, key=lambda m: (abs(m.line - record['line']), abs(m.start - record['start']))))
    return found


def report(records, path, total, seed):
    killed = sum(1 for record in records if record['killed_by'])
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'seed': seed, 'possible': total, 'tried': len(records), 'killed': killed, 'mutants': records}, file,
                  indent=1)
    return killed


def words(mutant):
    old = ' '.join(mutant.old.split())
    return f'{mutant.file}:{mutant.line}: {mutant.operator}: `{old}` -> `{mutant.new and " ".join(mutant.new.split())}`'


def copy_tree():
    """Anew, with the times of the files, by which the objects of the last time are still good or not."""
    shutil.rmtree(TREE, ignore_errors=True)
    os.makedirs(TREE)
    for part in PARTS:
        if os.path.exists(os.path.join(ROOT, part)):
            subprocess.run(['cp', '-rp', os.path.join(ROOT, part), TREE], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('-n', type=int, default=200, help='how many errors are tried (200)')
    parser.add_argument('--seed', type=int, default=1, help='which (1)')
    parser.add_argument('--only', default='', help='only in files whose names contain one of these (a,b)')
    parser.add_argument('--tests', default='', help='only the tests whose names contain one of these (a,b)')
    parser.add_argument('--longest', type=float, default=60, help='tests that take longer are left out, in seconds (60)')
    parser.add_argument('--again', metavar='FILE', help='only the survivors of an earlier results.json')
    parser.add_argument('--results', default=os.path.join(HOME, 'results.json'), metavar='FILE')
    parser.add_argument('--plain', action='store_true', help='without the sanitizers')
    options = parser.parse_args()
    options.results = os.path.abspath(options.results)
    options.again = options.again and os.path.abspath(options.again)
    copy_tree()
    stages = []
    for kind in [PLAIN] if options.plain else [PLAIN, CHECKED]:
        build = Build(kind)
        build.all()
        tests = [test for test in tests_of(build) if any(text in test.name for text in options.tests.split(','))]
        stages.append((build, measure(tests, options.longest)))
    print(f'{sum(len(t) for _, t in stages)} tests, {sum(t.seconds for _, ts in stages for t in ts):.0f} s', flush=True)
    mutants = everything(options.only)
    if options.again:
        chosen = survivors_of(options.again, mutants)
    else:
        chosen = random.Random(options.seed).sample(mutants, len(mutants))
    records, stillborn = [], 0
    for mutant in chosen:
        if len(records) == options.n:
            break
        found = try_one(mutant, stages)
        if found is False:
            stillborn += 1
            continue
        records.append({**mutant._asdict(), 'code': code_of(mutant), 'killed_by': found})
        print(f'{len(records):4} {"killed by " + found if found else "SURVIVED":45} {words(mutant)}', flush=True)
        killed = report(records, options.results, len(mutants), options.seed)
    if not records:
        sys.exit('nothing to try')
    low, high = wilson(killed, len(records))
    print(f'{killed} of {len(records)} killed: {100 * killed / len(records):.1f}% (95% interval {100 * low:.1f} to '
          f'{100 * high:.1f}%), of {len(mutants)} possible; {stillborn} more did not compile, or to the same code')
    for record in records:
        if not record['killed_by']:
            print('survived  ' + words(operators.Mutant(*[record[f] for f in operators.Mutant._fields])))


main()
