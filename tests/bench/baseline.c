/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/baseline.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static char *whole_text(FILE *from)
{
    enum { AT_MOST = 1 << 20 };
    char *text = malloc(AT_MOST);
    if (text)
        text[fread(text, 1, AT_MOST - 1, from)] = '\0';
    return text;
}

bool baseline_open(struct baseline *baseline, const char *path)
{
    FILE *from = path ? fopen(path, "r") : NULL;
    baseline->file = NULL;
    if (!from)
        return true;
    char *text = whole_text(from);
    fclose(from);
    baseline->file = text ? cJSON_Parse(text) : NULL;
    free(text);
    if (cJSON_IsObject(cJSON_GetObjectItem(baseline->file, "ratios")))
        return true;
    baseline_close(baseline);
    return false;
}

void baseline_close(struct baseline *baseline)
{
    cJSON_Delete(baseline->file);
    baseline->file = NULL;
}

double baseline_times(const struct baseline *baseline, const char *name, double ratio)
{
    const cJSON *ratios = cJSON_GetObjectItem(baseline->file, "ratios");
    const cJSON *stored = cJSON_GetObjectItem(ratios, name);
    return cJSON_IsNumber(stored) ? ratio / stored->valuedouble : nan("");
}

bool baseline_is_slower(const struct baseline *baseline, const char *name, double ratio, double factor)
{
    return baseline_times(baseline, name, ratio) > factor;
}
