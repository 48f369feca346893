/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/centre.h"

/*
 * scenarios/published/dated-list.yaml: fifty dated patients of the CAR-T supply-chain model of Triantafyllou
 * et al. (Sci Rep 2022;12:17365). Nothing is random: the figures are exact, to the second.
 */
enum { PATIENTS = 50 };

/* The published collection days, once more: the file is held against them too. */
static const int COLLECTED[PATIENTS] = {1,  2,  6,  8,  9,  10, 12, 13, 15, 17, 19, 20, 25, 25, 30, 31, 33,
                                        34, 35, 36, 37, 39, 41, 45, 45, 47, 54, 55, 56, 56, 56, 62, 62, 62,
                                        64, 67, 68, 69, 69, 70, 71, 71, 73, 74, 75, 76, 78, 81, 85, 90};
enum { BEFORE_LINE = 2, ON_LINE = 7, AFTER_LINE = 8 }; /* days */

static struct centre *open_list(const char *set)
{
    const char *const sets[] = {set, NULL};
    return centre_open_file("scenarios/published/dated-list.yaml", set ? sets : NULL);
}

/* How many of the patients have a value above `days`. */
static int count_above(const struct centre *centre, const char *measure, double days)
{
    int above = 0;
    for (uint32_t patient = 1; patient <= PATIENTS; patient++)
        above += centre_value(centre, patient, measure) > days;
    return above;
}

static void check_summary(const struct centre *centre, const char *measure, double mean, double longest)
{
    const struct summary *summary = &centre->metrics->measures[centre_measure(centre, measure)].summary;
    assert_near(summary->count.value, PATIENTS, 0, 0);
    assert_near(summary->mean.value, mean, 1e-12, 1e-12);
    assert_near(summary->max, longest, 0, 0);
}

static void four_lines_hold_thirty_one_patients(void **state)
{
    (void)state;
    struct centre *centre = open_list(NULL);
    centre_estimate(centre, 1, 1);
    check_summary(centre, "hold", 2.48, 11);
    check_summary(centre, "turnaround", 19.48, 28);
    centre_run(centre, 1, 0);
    assert_int_equal(count_above(centre, "hold", 0), 31);
    centre_close(centre);
}

static void eight_lines_hold_nobody(void **state)
{
    (void)state;
    struct centre *centre = open_list("resources.lines.capacity=8");
    centre_estimate(centre, 1, 1);
    check_summary(centre, "hold", 0, 0);
    check_summary(centre, "turnaround", 17, 17);
    centre_run(centre, 1, 0);
    assert_int_equal(count_above(centre, "hold", 0), 0);
    centre_close(centre);
}

/* Patient by patient, for any number of lines: the line that is free first takes the next in order. */
static void check_lines(int lines)
{
    int free_from[PATIENTS] = {0};
    char set[64];
    snprintf(set, sizeof set, "resources.lines.capacity=%d", lines);
    struct centre *centre = open_list(set);
    centre_run(centre, 1, 0);
    assert_int_equal(centre->seen->patient_count, PATIENTS);
    for (int i = 0; i < PATIENTS; i++) {
        int ready = COLLECTED[i] + BEFORE_LINE, line = 0;
        for (int other = 1; other < lines; other++)
            line = free_from[other] < free_from[line] ? other : line;
        int start = free_from[line] > ready ? free_from[line] : ready;
        free_from[line] = start + ON_LINE;
        assert_near(centre_value(centre, (uint32_t)i + 1, "hold"), start - ready, 0, 0);
        assert_near(centre_value(centre, (uint32_t)i + 1, "turnaround"),
                    start + ON_LINE + AFTER_LINE - COLLECTED[i], 0, 0);
    }
    centre_close(centre);
}

static void each_patient_waits_for_the_first_free_line(void **state)
{
    (void)state;
    for (int lines = 1; lines <= 8; lines++)
        check_lines(lines);
}

static void luck_has_no_part_in_it(void **state)
{
    (void)state;
    struct centre *centre = open_list(NULL);
    const struct metrics *metrics = centre_estimate(centre, 99, 3);
    const struct figure *mean = &metrics->measures[centre_measure(centre, "hold")].summary.mean;
    assert_near(mean->value, 2.48, 1e-12, 0);
    assert_near(mean->high - mean->low, 0, 0, 1e-12);
    centre_close(centre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_lines_hold_thirty_one_patients),
        cmocka_unit_test(eight_lines_hold_nobody),
        cmocka_unit_test(each_patient_waits_for_the_first_free_line),
        cmocka_unit_test(luck_has_no_part_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
