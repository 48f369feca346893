/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validation/groups.h"

/*
 * Published tables. A case expects only what was not put into its scenario; docs/published.md says for each
 * what was put in, what came out by itself and what can't be reproduced.
 */

/* ---- fifty dated patients: worked out by hand from the published list and rules. 124 days of hold in all.
 */

enum { LISTED = 50, HELD = 31, HOLD_DAYS = 124, UNHELD_TURNAROUND = 17 };

static void say_four_lines(struct expectations *to)
{
    expect_exactly(to, (double)HOLD_DAYS / LISTED, "measures.hold.mean");
    expect_exactly(to, 11, "measures.hold.max");
    expect_exactly(to, 1 - (double)HELD / LISTED, "measures.hold.share_within[0 d]");
    expect_exactly(to, UNHELD_TURNAROUND + (double)HOLD_DAYS / LISTED, "measures.turnaround.mean");
    expect_exactly(to, 28, "measures.turnaround.max");
}

static void say_eight_lines(struct expectations *to)
{
    expect_exactly(to, 0, "measures.hold.max");
    expect_exactly(to, UNHELD_TURNAROUND, "measures.turnaround.mean");
    expect_exactly(to, UNHELD_TURNAROUND, "measures.turnaround.max");
}

/* ---- the table */

static const char LIST[] = "scenarios/published/dated-list.yaml",
                  SUPPLY[] = "Triantafyllou et al. 2022, doi 10.1038/s41598-022-21290-5; by hand";

static const struct validation_case CASES[] = {
    {"dated-list",
     "Fifty dated patients, four lines: exactly",
     SUPPLY,
     LIST,
     {"measures.hold.target={share_within: {0 d: 38%}}"},
     .say = say_four_lines},
    {"dated-list-8",
     "The same, eight lines: nobody is held",
     SUPPLY,
     LIST,
     {"resources.lines.capacity=8"},
     .say = say_eight_lines},
};
const struct validation_group validation_published = VALIDATION_GROUP(CASES, "published", "Published tables");
