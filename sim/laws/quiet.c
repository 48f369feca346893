/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "laws/law.h"

void law_library_quiet(void)
{
    gsl_set_error_handler_off();
}
