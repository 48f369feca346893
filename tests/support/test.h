/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_TEST_H
#define CARTSIM_TESTS_TEST_H

/* What every test program includes: cmocka with the headers it needs, and a comparison of doubles. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* |actual - expected| <= absolute + relative * |expected|; cmocka's own compares floats only. */
#define assert_near(actual, expected, relative, absolute)                                                    \
    do {                                                                                                     \
        double near_actual = (actual), near_expected = (expected);                                           \
        double near_bound = (absolute) + (relative)*fabs(near_expected);                                     \
        if (!(fabs(near_actual - near_expected) <= near_bound))                                              \
            fail_msg("%s is %.17g, expected %.17g within %.3g", #actual, near_actual, near_expected,         \
                     near_bound);                                                                            \
    } while (0)

#endif
