/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

/* Every number with where it comes from: what stands on a mapping holds for the numbers inside that say
 * nothing of their own, and a number of which nothing is said is an assumption. */

static const char CENTRE[] =
    "sources: {panel: Panel 2024, file: Our file}\n"
    "patients:\n"
    "  p: {pathway: way, arrivals: {rate: 24 per year, source: panel}, attributes: {kind: {one_of: {x: 40%, "
    "y: "
    "60%}, grade: expert}, site: north}}\n"
    "resources:\n"
    "  bed: {capacity: {value: 3, source: file, grade: measured, why: counted}, max_queue: 5}\n"
    "pathways:\n"
    "  way:\n"
    "    - {step: a, takes: {uniform: {min: 1 d, max: 2 d}, why: seen, uncertain: times 0.8 to 1.25}, needs: "
    "bed}\n"
    "    - {step: b, takes: {by: kind, x: {value: 4 d, grade: published}, y: 5 d, source: panel, why: "
    "both}}\n"
    "    - {step: c, one_of: [{share: 30%, steps: [{step: d, takes: 6 h}]}, {share: 70%}], cost: 12}\n"
    "risks: {r: {rate: 2 per y, leaves: x}}\n"
    "costs: {currency: EUR, bed: {per_day_held: {value: 900, source: file}}}\n";

static const struct evidence expected[] = {
    {"patients.p.arrivals.rate", "24 per year", "Panel 2024", "assumption", ""},
    {"patients.p.attributes.kind.one_of.x", "40%", "", "expert", ""},
    {"patients.p.attributes.kind.one_of.y", "60%", "", "expert", ""},
    {"resources.bed.capacity", "3", "Our file", "measured", "counted"},
    {"resources.bed.max_queue", "5", "", "assumption", ""},
    {"pathways.way.a.takes", "{uniform: {min: 1 d, max: 2 d}}", "", "assumption", "seen"},
    {"pathways.way.b.takes.x", "4 d", "", "published", ""},
    {"pathways.way.b.takes.y", "5 d", "Panel 2024", "assumption", "both"},
    {"pathways.way.c.one_of.0.share", "30%", "", "assumption", ""},
    {"pathways.way.c.one_of.0.steps.d.takes", "6 h", "", "assumption", ""},
    {"pathways.way.c.one_of.1.share", "70%", "", "assumption", ""},
    {"pathways.way.c.cost", "12", "", "assumption", ""},
    {"risks.r.rate", "2 per y", "", "assumption", ""},
    {"costs.bed.per_day_held", "900", "Our file", "assumption", ""},
};

static void every_number_has_its_source_and_grade(void **state)
{
    (void)state;
    struct centre *centre = centre_open(CENTRE, NULL);
    const struct model *model = centre->model;
    for (int i = 0; i < model->evidence_count && i < (int)(sizeof expected / sizeof *expected); i++) {
        const struct evidence *found = &model->evidence[i], *of = &expected[i];
        assert_string_equal(found->path, of->path);
        assert_string_equal(found->value, of->value);
        assert_string_equal(found->source, of->source);
        assert_string_equal(found->grade, of->grade);
        assert_string_equal(found->why, of->why);
    }
    assert_int_equal(model->evidence_count, sizeof expected / sizeof *expected);
    centre_close(centre);
}

/* More than there is room for at first, and again. */
static void many_numbers_are_all_kept(void **state)
{
    (void)state;
    char text[9000];
    int at = snprintf(text, sizeof text,
                      "patients: {p: {pathway: way, arrivals: {at: [0 d]}}}\npathways: {way: [");
    for (int i = 0; i < 200; i++)
        at +=
            snprintf(text + at, sizeof text - (size_t)at, "%s{step: s%d, takes: %d d}", i ? ", " : "", i, i);
    snprintf(text + at, sizeof text - (size_t)at, "]}\n");
    struct centre *centre = centre_open(text, NULL);
    assert_int_equal(centre->model->evidence_count, 201);
    for (int i = 0; i < 200; i++) {
        char path[40], value[40];
        snprintf(path, sizeof path, "pathways.way.s%d.takes", i);
        snprintf(value, sizeof value, "%d d", i);
        assert_string_equal(centre->model->evidence[i + 1].path, path);
        assert_string_equal(centre->model->evidence[i + 1].value, value);
    }
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_has_its_source_and_grade),
        cmocka_unit_test(many_numbers_are_all_kept),
    };
    return cmocka_run_group_tests_name("evidence", tests, NULL, NULL);
}
