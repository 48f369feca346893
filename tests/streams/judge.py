#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""judge.py FOLDER: one line a stream, from what dieharder said in FOLDER/ORDER-BITS-TEST.

dieharder compares the p-values of a test's samples with the uniform law, but measures from i/(n + 1), which is less
than the Kolmogorov-Smirnov distance and makes p-values near 1 of a perfect source (the fewer samples the more). Its
p-values of samples are taken here and compared anew, with the exact law of the distance. Exit code 1 when one is not
between 1e-6 and 1 - 1e-6, or a test gave none.
"""
import glob
import os
import re
import sys


def times(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def below(n, d):
    """P(D_n < d): Marsaglia, Tsang & Wang 2003, "Evaluating Kolmogorov's distribution", J. Stat. Softw. 8(18)."""
    k = int(n * d) + 1
    size, h = 2 * k - 1, k - n * d
    step = [[1.0 if i - j + 1 >= 0 else 0.0 for j in range(size)] for i in range(size)]
    for i in range(size):
        step[i][0] -= h ** (i + 1)
        step[size - 1][i] -= h ** (size - i)
    step[size - 1][0] += (2 * h - 1) ** size if 2 * h > 1 else 0
    for i in range(size):
        for j in range(size):
            for factor in range(1, i - j + 2):
                step[i][j] /= factor
    power, rest = [[float(i == j) for j in range(size)] for i in range(size)], n
    while rest:
        if rest & 1:
            power = times(power, step)
        step, rest = times(step, step), rest >> 1
    answer = power[k - 1][k - 1]
    for i in range(1, n + 1):
        answer *= i / n
    return answer


def p_of(samples):
    n, samples = len(samples), sorted(samples)
    return 1 - below(n, max(max((i + 1) / n - p, p - i / n) for i, p in enumerate(samples)))


def p_values(path):
    """Of the last table of samples before each result; what is made of a single sample says it on its own line. Test
    204 makes tables for each of its samples."""
    found, samples = [], []
    with open(path, encoding='utf-8', errors='replace') as file:
        for line in file:
            words = line.split()
            if words[:2] == ['p', 'y']:
                samples = []
            elif len(words) == 6 and words[0][0] in '01':
                samples.append(float(words[0]))
            elif result := re.fullmatch(r'[a-z]\w*,\s*([01]\.\d+)', line.strip()):
                found.append(p_of(samples) if len(samples) > 1 else float(result.group(1)))
                samples = []
    return found


def main():
    failed = False
    print('| order | bits | p-values | least | greatest | below 0.005 or above 0.995 | expected | |')
    print('|---|---|---|---|---|---|---|---|')
    for order in ('patients', 'steps', 'replications'):
        for bits in ('top', 'all'):
            of_tests = [p_values(path) for path in sorted(glob.glob(os.path.join(sys.argv[1], f'{order}-{bits}-*')))]
            all_of = [p for of_test in of_tests for p in of_test]
            if not all_of or not all(of_tests):
                sys.exit(f'{order} {bits}: a test gave no p-value')
            bad = any(not 1e-6 < p < 1 - 1e-6 for p in all_of)
            failed = failed or bad
            weak = sum(not 0.005 <= p <= 0.995 for p in all_of)
            print(f'| {order} | {bits} | {len(all_of)} | {min(all_of):.5f} | {max(all_of):.5f} | {weak} | '
                  f'{0.01 * len(all_of):.1f} | {"failed" if bad else "passed"} |')
    sys.exit(failed)


main()
