/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <unistd.h>

#include "properties/property.h"
#include "scenario/show.h"
#include "support/test.h"

/*
 * What a change of the scenario may change, and what not: written another way, with a step renamed, on
 * another scale, with more beds.
 */
enum { SOME = 200, CLASSES = 3, NUMBERS = 64, STEPS = 8 };

/* Runs another scenario. Close it. */
static bool run_other(struct trial *other, const char *yaml)
{
    if (!trial_open(other, yaml))
        return false;
    trial_run(other);
    return true;
}

static bool same_row(const struct event_row *a, const struct event_row *b)
{
    return a->time == b->time && a->class_index == b->class_index && a->number == b->number &&
           a->index == b->index && a->happening == b->happening && a->units == b->units;
}

/* The same rows and the same counters, bit by bit. */
static char *difference(const struct trial *a, const struct trial *b)
{
    struct counter_layout layout;
    layout_counters(a->model, &layout);
    if (a->result != b->result || a->seen->row_count != b->seen->row_count)
        return property_broken("%lu events are %lu", (unsigned long)a->seen->row_count,
                               (unsigned long)b->seen->row_count);
    for (uint64_t i = 0; i < a->seen->row_count; i++)
        if (!same_row(&a->seen->rows[i], &b->seen->rows[i]))
            return property_broken("event %lu is another", (unsigned long)i);
    if (memcmp(a->seen->counters, b->seen->counters, (size_t)layout.count * sizeof(double)) != 0)
        return property_broken("a counter is another");
    return NULL;
}

static char *runs_the_same(const struct trial *trial, const char *yaml)
{
    struct trial other;
    char *broken =
        run_other(&other, yaml) ? difference(trial, &other) : property_broken("has faults:\n%s", yaml);
    trial_close(&other);
    return broken;
}

/* ---- written by show */

static char *what_show_prints_runs_the_same(struct trial *trial)
{
    const struct show_options options = {.here = "", .defaults = trial->model->run.seed % 2};
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    assert_true(show_scenario(trial->scenario, &options, to) > 0);
    fclose(to);
    char *yaml = strstr(text, "cartsim: 1"), *broken;
    assert_non_null(yaml);
    broken = runs_the_same(trial, strchr(yaml, '\n') + 1);
    free(text);
    return broken;
}

/* ---- parted into two files */

/* The file below and the file that extends it, and the luck by which what stands where is decided. */
struct parts {
    FILE *base, *over;
    uint64_t random;
};

static bool is_over(struct parts *parts)
{
    parts->random = parts->random * 6364136223846793005u + 1442695040888963407u;
    return parts->random >> 63;
}

static void write_tree(FILE *to, const struct tree *tree)
{
    if (tree->key)
        fprintf(to, "%s: ", tree->key);
    if (tree->kind == TREE_TEXT) {
        fprintf(to, tree->plain ? "%s" : "\"%s\"", tree->text);
        return;
    }
    fputc(tree->kind == TREE_MAP ? '{' : '[', to);
    for (const struct tree *child = tree_first(tree); child; child = child->next) {
        write_tree(to, child);
        fputs(child->next ? ", " : "", to);
    }
    fputc(tree->kind == TREE_MAP ? '}' : ']', to);
}

static void part_steps(struct parts *parts, const struct tree *list);

static bool has_steps(const struct tree *value)
{
    return value->key && (strcmp(value->key, "steps") == 0 || strcmp(value->key, "meanwhile") == 0);
}

/* Each key of a mapping goes into one of both files; the keys that name it into both. Steps inside are parted
 * too; inside steps they are found by their names. */
static void part_map(struct parts *parts, const struct tree *map, FILE *over)
{
    for (const struct tree *child = tree_first(map); child; child = child->next) {
        if (has_steps(child)) {
            bool is_risk = over == parts->over;
            fprintf(parts->base, "%s: [", child->key);
            fputs(is_risk ? "steps: [" : "", over);
            part_steps(parts, child);
            fputs("], ", parts->base);
            fputs(is_risk ? "], " : "", over);
            continue;
        }
        if (strcmp(child->key, "step") == 0)
            continue;
        FILE *to = is_over(parts) ? over : parts->base;
        write_tree(to, child);
        fputs(", ", to);
    }
}

/* The file above lists every step, those inside others before them. */
static void part_steps(struct parts *parts, const struct tree *list)
{
    for (const struct tree *step = tree_first(list); step; step = step->next) {
        const char *name = tree_text(step, "step", "");
        char *text = NULL;
        size_t size = 0;
        FILE *above = parts->over, *own = open_memstream(&text, &size);
        assert_non_null(own);
        fprintf(parts->base, "{step: %s, ", name);
        fprintf(own, "{step: %s, ", name);
        part_map(parts, step, own);
        fputs("}, ", parts->base);
        fputs("}, ", own);
        fclose(own);
        fputs(text, above);
        free(text);
    }
}

/* A mapping of names to entries, or to lists of steps: each entry stands in both files, so that their order
 * stays. */
static void part_entries(struct parts *parts, const struct tree *map)
{
    for (const struct tree *entry = tree_first(map); entry; entry = entry->next) {
        bool steps = entry->kind == TREE_LIST;
        fprintf(parts->base, "%s: %c", entry->key, steps ? '[' : '{');
        fprintf(parts->over, "%s: %c", entry->key, steps ? '[' : '{');
        if (steps)
            part_steps(parts, entry);
        else
            part_map(parts, entry, parts->over);
        fprintf(parts->base, "%c, ", steps ? ']' : '}');
        fprintf(parts->over, "%c, ", steps ? ']' : '}');
    }
}

static void part(struct parts *parts, const struct tree *root)
{
    for (const struct tree *child = tree_first(root); child; child = child->next) {
        if (child->kind != TREE_MAP)
            continue;
        fprintf(parts->base, "%s: {", child->key);
        fprintf(parts->over, "%s: {", child->key);
        if (strcmp(child->key, "run") == 0)
            part_map(parts, child, parts->over);
        else
            part_entries(parts, child);
        fputs("}\n", parts->base);
        fputs("}\n", parts->over);
    }
}

static char *extends_split_anywhere_runs_the_same(struct trial *trial)
{
    char path[] = "/tmp/cartsim-base-"
                  "XX"
                  "XX"
                  "XX",
         *yaml = NULL;
    size_t size = 0;
    int file = mkstemp(path);
    assert_true(file >= 0);
    struct parts parts = {fdopen(file, "w"), open_memstream(&yaml, &size), trial->model->run.seed};
    assert_true(parts.base && parts.over);
    fputs("cartsim: 1\n", parts.base);
    fprintf(parts.over, "extends: %s\n", strrchr(path, '/') + 1);
    part(&parts, trial->scenario->root);
    fclose(parts.base);
    fclose(parts.over);
    char *broken = runs_the_same(trial, yaml);
    unlink(path);
    free(yaml);
    return broken;
}

/* ---- a step renamed: until somebody comes to it, everything is as before */

static char *renamed(const char *yaml, const char *from, const char *to)
{
    char *text = NULL;
    size_t size = 0, length = strlen(from);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (const char *at = yaml; *at; at++) {
        bool is_name = strncmp(at, from, length) == 0 && !isalnum((unsigned char)at[length]) &&
                       (at == yaml || !isalnum((unsigned char)at[-1]));
        fputs(is_name ? to : (char[]){*at, '\0'}, out);
        at += is_name ? length - 1 : 0;
    }
    fclose(out);
    return text;
}

static bool is_arrival(const struct event_row *row, int step)
{
    return row->happening == HAPPENING_ARRIVE && row->index == step;
}

static char *same_until(const struct trial *a, const struct trial *b, int step)
{
    for (uint64_t i = 0; i < a->seen->row_count && i < b->seen->row_count; i++) {
        const struct event_row *row = &a->seen->rows[i], *other = &b->seen->rows[i];
        if (is_arrival(row, step) || is_arrival(other, step))
            return NULL;
        if (!same_row(row, other))
            return property_broken("event %lu is another, and nobody has come to %s yet", (unsigned long)i,
                                   a->model->steps[step].name);
    }
    return a->seen->row_count == b->seen->row_count ? NULL : property_broken("there are more events");
}

static char *a_new_name_changes_only_the_luck_of_its_step(struct trial *trial)
{
    const struct model *model = trial->model;
    int step = (int)(model->run.seed % (uint64_t)model->step_count);
    char *yaml = renamed(trial->yaml, model->steps[step].name, "renamed"), *broken = NULL;
    struct trial other;
    if (run_other(&other, yaml)) {
        size_t purposes = (size_t)(model->class_count * ASPECT_COUNT) * sizeof(uint64_t);
        broken = same_until(trial, &other, step);
        for (int i = 0; i < model->step_count && !broken; i++)
            if ((memcmp(model->steps[i].purposes, other.model->steps[i].purposes, purposes) == 0) !=
                (i != step))
                broken = property_broken("the luck of %s", model->steps[i].name);
    } else {
        broken = property_broken("has faults:\n%s", yaml);
    }
    trial_close(&other);
    free(yaml);
    return broken;
}

/* ---- another scale: twice as long, all of it */

static char *doubled(const char *yaml)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (const char *at = yaml; *at;) {
        int used = 0, unit = 0;
        double number;
        bool starts = at == yaml || !(isalnum((unsigned char)at[-1]) || at[-1] == '.' || at[-1] == '-');
        if (starts && isdigit((unsigned char)*at) && sscanf(at, "%lf%n %n", &number, &used, &unit) == 1 &&
            unit > used && strchr("dh", at[unit]) && !isalnum((unsigned char)at[unit + 1])) {
            fprintf(out, "%g %c", 2 * number, at[unit]);
            at += unit + 1;
        } else {
            fputc(*at++, out);
        }
    }
    fclose(out);
    return text;
}

static char *twice_as_long_is_twice_as_late(struct trial *trial)
{
    char *yaml = doubled(trial->yaml), *broken = NULL;
    struct trial other;
    if (!run_other(&other, yaml))
        broken = property_broken("has faults:\n%s", yaml);
    else if (trial->seen->row_count != other.seen->row_count)
        broken = property_broken("%lu events are %lu", (unsigned long)trial->seen->row_count,
                                 (unsigned long)other.seen->row_count);
    for (uint64_t i = 0; !broken && i < trial->seen->row_count; i++) {
        struct event_row row = trial->seen->rows[i];
        row.time *= 2;
        if (!same_row(&row, &other.seen->rows[i]))
            broken = property_broken("event %lu is another", (unsigned long)i);
    }
    trial_close(&other);
    free(yaml);
    return broken;
}

/* ---- more beds */

/* When each patient started each step, first come first served. */
static void starts_of(const struct trial *trial, int64_t starts[CLASSES][NUMBERS][STEPS])
{
    memset(starts, 0, sizeof(int64_t[CLASSES][NUMBERS][STEPS]));
    for (uint64_t i = 0; i < trial->seen->row_count; i++) {
        const struct event_row *row = &trial->seen->rows[i];
        assert_true(row->class_index < CLASSES && row->number < NUMBERS && trial->model->step_count <= STEPS);
        if (row->happening == HAPPENING_START)
            starts[row->class_index][row->number][row->index] = row->time + 1;
    }
}

static char *more_beds_make_nobody_wait_longer(struct trial *trial)
{
    static int64_t before[CLASSES][NUMBERS][STEPS], after[CLASSES][NUMBERS][STEPS];
    starts_of(trial, before);
    for (int r = 0; r < trial->model->resource_count; r++) {
        trial->model->resources[r].capacity++;
        trial_run(trial);
        trial->model->resources[r].capacity--;
        starts_of(trial, after);
        for (int i = 0; i < CLASSES * NUMBERS * STEPS; i++)
            if ((&before[0][0][0])[i] && (&after[0][0][0])[i] > (&before[0][0][0])[i])
                return property_broken("with one more of %s patient %d of class %d starts %s later",
                                       trial->model->resources[r].name, i / STEPS % NUMBERS,
                                       i / STEPS / NUMBERS, trial->model->steps[i % STEPS].name);
    }
    return NULL;
}

#define HOLDS(name, make)                                                                                    \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        (void)state;                                                                                         \
        property_holds(name, make, SOME);                                                                    \
    }

HOLDS(what_show_prints_runs_the_same, generate)
HOLDS(extends_split_anywhere_runs_the_same, generate)
HOLDS(a_new_name_changes_only_the_luck_of_its_step, generate)
HOLDS(twice_as_long_is_twice_as_late, generate_exact)
HOLDS(more_beds_make_nobody_wait_longer, generate_line)

int main(void)
{
    law_library_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_show_prints_runs_the_same),
        cmocka_unit_test(test_extends_split_anywhere_runs_the_same),
        cmocka_unit_test(test_a_new_name_changes_only_the_luck_of_its_step),
        cmocka_unit_test(test_twice_as_long_is_twice_as_late),
        cmocka_unit_test(test_more_beds_make_nobody_wait_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
