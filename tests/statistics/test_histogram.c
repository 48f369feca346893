/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/metrics.h"

#include "study/study.h"
#include "support/centre.h"

/* Histograms of single patients, whose stays are known: widths that people read, 20 to 60 bins. */

/* A patient for each duration; the histogram of their stays. */
static const struct measure_part *histogram_of(struct centre **centre, const char *const *stays, int count)
{
    char text[2000];
    int at = snprintf(text, sizeof text, "run: {warmup: 0 d, horizon: 900 d}\npatients:\n");
    for (int i = 0; i < count; i++)
        at += snprintf(text + at, sizeof text - (size_t)at,
                       "  p%d: {pathway: way, arrivals: {at: [0 d]}, attributes: {kind: k%d}}\n", i, i);
    at += snprintf(text + at, sizeof text - (size_t)at, "pathways: {way: [{step: a, takes: {by: kind");
    for (int i = 0; i < count; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, ", k%d: %s", i, stays[i]);
    snprintf(text + at, sizeof text - (size_t)at, "}}]}\nmeasures: {m: {from: a.start, to: a.end}}\n");
    *centre = centre_open(text, NULL);
    return centre_estimate(*centre, 1, 2)->measures;
}

struct example {
    const char *stays[4];
    double width; /* seconds */
    int bins, at[4];
};

static void widths_are_such_as_people_read(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{"0 s", "3 s", "3 s", "59 s"}, 1, 60, {0, 3, 3, 59}},
        {{"0 s", "1 s", "2 s", "60 s"}, 2, 31, {0, 0, 1, 30}},
        {{"1 min", "119 s", "59 s", "2 min"}, 5, 25, {12, 23, 11, 24}},
        {{"1 h", "30 min", "1799 s", "0 s"}, 120, 31, {30, 15, 14, 0}},
        {{"1 d", "12 h", "1 s", "23 h"}, 1800, 49, {48, 24, 0, 46}},
        {{"59 d", "59.9 d", "1 d", "0.9 d"}, 86400, 60, {59, 59, 1, 0}},
        {{"60 d", "59.9 d", "1 d", "2 d"}, 2 * 86400, 31, {30, 29, 0, 1}},
        {{"839 d", "14 d", "13 d", "28 d"}, 14 * 86400, 60, {59, 1, 0, 2}},
        {{"840 d", "28 d", "27 d", "56 d"}, 28 * 86400, 31, {30, 1, 0, 2}},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct centre *centre;
        const struct measure_part *part = histogram_of(&centre, examples[i].stays, 4);
        uint64_t expected[60] = {0};
        for (int k = 0; k < 4; k++)
            expected[examples[i].at[k]] += 2; /* in each of two replications */
        assert_near(part->histogram_width * 86400, examples[i].width, 1e-9, 0);
        assert_int_equal(part->histogram_count, examples[i].bins);
        for (int k = 0; k < part->histogram_count; k++)
            assert_int_equal(part->histogram[k], expected[k]);
        centre_close(centre);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(widths_are_such_as_people_read)};
    return cmocka_run_group_tests_name("histogram", tests, NULL, NULL);
}
