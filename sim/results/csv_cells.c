/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results/csv_cells.h"

#include <stdbool.h>
#include <string.h>

static bool needs_quotes(const char *text)
{
    return strpbrk(text, ",\"\r\n") != NULL;
}

void csv_cell(FILE *to, const char *const *texts)
{
    bool quoted = false;
    for (int i = 0; texts[i]; i++)
        quoted = quoted || needs_quotes(texts[i]);
    if (quoted)
        fputc('"', to);
    for (int i = 0; texts[i]; i++)
        for (const char *at = texts[i]; *at; at++) {
            if (*at == '"')
                fputc('"', to);
            fputc(*at, to);
        }
    if (quoted)
        fputc('"', to);
}

void csv_next_text(FILE *to, const char *text)
{
    fputc(',', to);
    csv_cell(to, (const char *const[]){text, NULL});
}
