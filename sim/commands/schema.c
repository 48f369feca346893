/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "commands/command.h"
#include "results/schema.h"

int command_schema(const struct options *options)
{
    (void)options;
    char *text = results_schema();
    if (!text) {
        fprintf(stderr, "cartsim schema: out of memory\n");
        return EXIT_RUN_FAILED;
    }
    fputs(text, stdout);
    free(text);
    return EXIT_FINE;
}
