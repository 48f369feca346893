/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/results.h"

enum { DIGITS_MAX = 17 }; /* enough for any double */

void results_number(double number, char buffer[32])
{
    assert(isfinite(number));
    if (number == 0) {
        memcpy(buffer, "0", 2); /* and no "-0" */
        return;
    }
    for (int digits = 1; digits <= DIGITS_MAX; digits++) {
        snprintf(buffer, 32, "%.*g", digits, number);
        if (strtod(buffer, NULL) == number)
            return;
    }
}
