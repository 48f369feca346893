#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
exec cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
    --suppress=missingIncludeSystem -Iinclude -Isim -j "$(nproc)" sim
