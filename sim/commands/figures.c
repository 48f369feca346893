/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "base/nearest.h"
#include "statistics/response.h"

static const char VEIN[] = "vein_to_vein", REFERRAL[] = "referral_to_infusion";

static bool has(const struct figure_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], name) == 0)
            return true;
    return false;
}

static void add(void *context, const char *name)
{
    struct figure_names *names = context;
    if (names->failed || has(names, name))
        return;
    if (names->count == names->room) {
        size_t room = names->room ? 2 * names->room : 32;
        char **more = realloc(names->names, room * sizeof *more);
        names->failed = !more;
        if (!more)
            return;
        names->names = more;
        names->room = room;
    }
    names->names[names->count] = strdup(name);
    names->failed = !names->names[names->count];
    names->count += !names->failed;
}

static bool found_in_any(const struct variants *variants, const char *name)
{
    struct response response;
    size_t place;
    for (size_t i = 0; i < variants->count; i++)
        if (response_find(variants->models[i], name, &response, &place))
            return true;
    return false;
}

/* ---- a name that is none */

int figure_unknown(const char *command, const char *option, struct model *const *models, size_t count,
                   const char *name)
{
    struct figure_names all = {.count = 0};
    for (size_t i = 0; i < count; i++)
        responses_each(models[i], add, &all);
    const char *near = nearest_name(name, (const char *const *)all.names, all.count);
    fprintf(stderr, "cartsim %s: error E%03d: %s: there is no figure '%.200s'", command, FORMAT_UNKNOWN_NAME,
            option, name);
    if (near)
        fprintf(stderr, "; did you mean '%s'?\n", near);
    else
        fprintf(stderr, ". Among others there are %s and %s.\n", all.count ? all.names[0] : "none",
                all.count ? all.names[all.count - 1] : "none");
    figure_names_release(&all);
    return EXIT_WRONG;
}

/* Before vein_to_vein.p50 goes referral_to_infusion.p50. */
static void add_given(struct figure_names *names, const struct variants *variants, const char *name)
{
    char beside[300];
    bool vein = strncmp(name, VEIN, sizeof VEIN - 1) == 0;
    snprintf(beside, sizeof beside, "%s%s", REFERRAL, vein ? name + sizeof VEIN - 1 : "");
    if (vein && found_in_any(variants, beside))
        add(names, beside);
    add(names, name);
}

void figure_names_add(struct figure_names *names, const char *name)
{
    add(names, name);
    names->list = (const char *const *)names->names;
}

int figure_names_choose(struct figure_names *names, const struct variants *variants)
{
    const struct texts_given *given = &variants->options->measures;
    int code = EXIT_FINE;
    for (size_t i = 0; code == EXIT_FINE && i < given->count; i++) {
        if (found_in_any(variants, given->texts[i]))
            add_given(names, variants, given->texts[i]);
        else
            code = figure_unknown(variants->command, "--measure", variants->models, variants->count,
                                  given->texts[i]);
    }
    for (size_t i = 0; !given->count && i < variants->count; i++)
        responses_each(variants->models[i], add, names);
    names->list = (const char *const *)names->names;
    return code == EXIT_FINE && names->failed ? variants_out_of_memory(variants) : code;
}

void figure_names_release(struct figure_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
    *names = (struct figure_names){.count = 0};
}
