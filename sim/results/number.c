/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/results.h"

/* 17 digits give any double back. A form of 15 digits or fewer that does is found by asking for 15, since %g drops
 * zeros at the end; so no shorter one is missed. */
enum { DIGITS_SURE = 15, DIGITS_MAX = 17 };

void results_number(double number, char buffer[32])
{
    assert(isfinite(number));
    if (number == 0) {
        memcpy(buffer, "0", 2); /* and no "-0" */
        return;
    }
    for (int digits = DIGITS_SURE; digits <= DIGITS_MAX; digits++) {
        snprintf(buffer, 32, "%.*g", digits, number);
        if (strtod(buffer, NULL) == number)
            return;
    }
}
