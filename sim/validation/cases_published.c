/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "validation/groups.h"

/*
 * Published tables. A case expects only what was not put into its scenario; docs/published.md says for each
 * what was put in, what came out by itself and what can't be reproduced.
 */

static const double Z = 1.959964; /* of an interval of 95% */

/* count of so many patients: Wilson's interval (1927, JASA 22:209). */
static struct published share_of(double count, double of)
{
    double p = count / of, shrink = 1 + Z * Z / of, middle = (p + Z * Z / (2 * of)) / shrink;
    double half = Z * sqrt(p * (1 - p) / of + Z * Z / (4 * of * of)) / shrink;
    return (struct published){p, middle - half, middle + half};
}

/*
 * A median or quartile of a sample whose values are lognormal with `sigma`: the logarithm of a sample's
 * p-quantile has the standard error sigma sqrt(p (1 - p) / patients) / phi(z) (Serfling 1980, Approximation
 * Theorems of Mathematical Statistics, sec. 2.3.3), phi(z) being the normal density at that quantile.
 */
enum quantile { LOWER_QUARTILE, MEDIAN, UPPER_QUARTILE };
static struct published quantile_of(double value, enum quantile which, double sigma, double patients)
{
    double p = which == MEDIAN ? 0.5 : 0.25, z = which == MEDIAN ? 0 : 0.6744898;
    double density = exp(-z * z / 2) / sqrt(2 * M_PI);
    double reach = exp(Z * sigma * sqrt(p * (1 - p) / patients) / density);
    return (struct published){value, value / reach, value * reach};
}

static double sigma_of_quartiles(double lower, double upper)
{
    return log(upper / lower) / (2 * 0.6744898);
}

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

/* ---- the UK adult B-ALL panel: 134 assessed, 92 approved, 83 collected, 80 with a product, 68 infused */

/* Composed: the product of the shares that were put in. */
static void say_uk_funnel(struct expectations *to)
{
    expect(to, 134, "patients.all.referred");
    expect(to, 92.0 / 134, "steps.car_t.approved.per_patient");
    expect(to, 83.0 / 134, "steps.car_t.apheresis.per_patient");
    expect(to, 80.0 / 134, "steps.car_t.product_ready.per_patient");
    expect(to, 68.0 / 134, "patients.all.shares.completed");
}

static const char UK_TIME[] = "measures.approval_to_infusion.p50",
                  UK_LOWER[] = "measures.approval_to_infusion.p25",
                  UK_UPPER[] = "measures.approval_to_infusion.p75",
                  UK_COLLECTED[] = "steps.car_t.apheresis.per_patient",
                  UK_PRODUCT[] = "steps.car_t.product_ready.per_patient",
                  UK_INFUSED[] = "patients.all.shares.completed";

/* Of those approved; the times of the 68. */
static struct published uk_time(double value, enum quantile which)
{
    return quantile_of(value, which, sigma_of_quartiles(43.5, 74.5), 68);
}

/* Collected as soon as four patients in Italy: too soon, and so too few are lost. */
static void say_uk_italy(struct expectations *to)
{
    expect_unlike(to, uk_time(57.5, MEDIAN), UK_TIME);
    expect_published(to, uk_time(43.5, LOWER_QUARTILE), UK_LOWER);
    expect_unlike(to, uk_time(74.5, UPPER_QUARTILE), UK_UPPER);
    expect_unlike(to, share_of(83, 92), UK_COLLECTED);
    expect_published(to, share_of(80, 92), UK_PRODUCT);
    expect_unlike(to, share_of(68, 92), UK_INFUSED);
}

/* As late as at one US centre. */
static void say_uk_us(struct expectations *to)
{
    expect_published(to, uk_time(57.5, MEDIAN), UK_TIME);
    expect_published(to, uk_time(43.5, LOWER_QUARTILE), UK_LOWER);
    expect_published(to, uk_time(74.5, UPPER_QUARTILE), UK_UPPER);
    expect_published(to, share_of(83, 92), UK_COLLECTED);
    expect_published(to, share_of(80, 92), UK_PRODUCT);
    expect_unlike(to, share_of(68, 92), UK_INFUSED); /* by a hair */
}

/* ---- the table */

static const char LIST[] = "scenarios/published/dated-list.yaml",
                  SUPPLY[] = "Triantafyllou et al. 2022, doi 10.1038/s41598-022-21290-5; by hand";
static const char UK[] = "scenarios/published/uk-panel.yaml",
                  UK_PARTS[] = "scenarios/published/uk-panel-parts.yaml",
                  PANEL[] = "UK Adult ALL CAR-T panel, ASH 2025";

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
    {"uk-panel", "UK adult B-ALL, the funnel: composed", PANEL, UK, .say = say_uk_funnel},
    {"uk-panel-parts", "UK adult B-ALL from parts, collected as in Italy", PANEL, UK_PARTS,
     .say = say_uk_italy},
    {"uk-panel-us",
     "The same, collected as at a US centre",
     PANEL,
     UK_PARTS,
     {"pathways.car_t.to_collection.takes={lognormal: {median: 22 d, q1: 15 d, q3: 28 d}}"},
     .say = say_uk_us},
};
const struct validation_group validation_published = VALIDATION_GROUP(CASES, "published", "Published tables");
