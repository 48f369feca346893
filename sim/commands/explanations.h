/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_COMMANDS_EXPLANATIONS_H
#define CARTSIM_COMMANDS_EXPLANATIONS_H

#include <stddef.h>

#include "base/codes.h"

/* What there is to say of a code beyond its title (base/codes.h). Paragraphs are one line each. */
struct explanation {
    enum fault_code code;
    const char *means;
    const char *matters;
    const char *mend;
    const char *broken, *mended; /* lines of a scenario or a command; NULL where there is none */
};

extern const struct explanation explanations[];
extern const size_t explanation_count;

#endif
