/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_MARKED_H
#define CARTSIM_TESTS_MARKED_H

#include "model/compile.h"

#include <unistd.h>

#include "support/test.h"

/*
 * Reads a text in which each ^ stands before a place at fault (and is taken out), and compares the faults
 * found with these places and the codes given, "E004 W102" in the order of places. Each of the texts must
 * hold `piece`, if given.
 */
struct marked {
    char text[4000];
    unsigned lines[8], columns[8];
    int count;
};

static void unmark(const char *marked, struct marked *into)
{
    unsigned line = 1, column = 1;
    char *to = into->text;
    into->count = 0;
    for (; *marked; marked++) {
        if (*marked == '^') {
            into->lines[into->count] = line;
            into->columns[into->count++] = column;
            continue;
        }
        *to++ = *marked;
        column = *marked == '\n' ? 1 : column + 1;
        line += *marked == '\n';
    }
    *to = '\0';
}

static struct cartsim_faults *faults_of(const char *text, bool *compiled)
{
    char path[] = "/tmp/cartsim-test-"
                  "XX"
                  "XX"
                  "XX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *to = fdopen(file, "w");
    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(fclose(to), 0);
    struct cartsim_faults *faults = cartsim_faults_create();
    assert_non_null(faults);
    struct scenario *scenario = scenario_read(path, NULL, 0, faults);
    assert_non_null(scenario);
    struct model *model = model_compile(scenario, faults);
    *compiled = model != NULL;
    model_free(model);
    scenario_free(scenario);
    unlink(path);
    cartsim_faults_sort(faults);
    return faults;
}

static void assert_faults(const char *marked, const char *codes, const char *piece)
{
    struct marked expected;
    bool compiled;
    unmark(marked, &expected);
    struct cartsim_faults *faults = faults_of(expected.text, &compiled);
    char found[400] = "", wanted[400] = "";
    for (size_t i = 0; i < cartsim_faults_count(faults); i++) {
        const struct cartsim_fault *fault = cartsim_faults_get(faults, i);
        size_t at = strlen(found);
        snprintf(found + at, sizeof found - at, "%u:%u %c%03u\n", fault->place.line, fault->place.column,
                 fault->severity == CARTSIM_ERROR ? 'E' : 'W', fault->code);
        if (piece && !strstr(fault->text, piece))
            fail_msg("'%s' does not say '%s'", fault->text, piece);
    }
    for (int i = 0; i < expected.count; i++) {
        size_t at = strlen(wanted);
        snprintf(wanted + at, sizeof wanted - at, "%u:%u %.4s\n", expected.lines[i], expected.columns[i],
                 codes + 5 * i);
    }
    if (strcmp(found, wanted) != 0)
        fail_msg("%s\nfound:\n%sexpected:\n%s", expected.text, found, wanted);
    assert_int_equal(compiled, cartsim_faults_errors(faults) == 0);
    cartsim_faults_free(faults);
}

/* Each way stands at the %s of `text` and is found at fault with `code` where it has a mark, or else sound.
 */
static inline void assert_each(const char *text, const char *const *ways, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        const char *hole = strstr(text, "%s");
        char whole[4000];
        assert_non_null(hole);
        int length = snprintf(whole, sizeof whole, "%.*s%s%s", (int)(hole - text), text, ways[i], hole + 2);
        assert_true(length > 0 && (size_t)length < sizeof whole);
        assert_faults(whole, strchr(ways[i], '^') ? code : "", NULL);
    }
}

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))
#define HEAD                                                                                                 \
    "cartsim: 1\npatients: {p: {pathway: way, arrivals: {at: [0 d]}, attributes: {product: {one_of: {one: "  \
    "50%, two: 50%}}}}}\n"
#define WAY(steps) "pathways: {way: [" steps "]}\n"

#endif
