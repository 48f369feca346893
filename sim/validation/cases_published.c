/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

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

/* ---- manufacturing failures in the UK: of those whose first product failed */

/* Composed: 48 decisions of the lymphoma's paper, 13 of them to infuse, 14 to give up, 21 to try again, of
 * which 11 succeeded, give back what it says of its 38. */
static void say_failures_lymphoma(struct expectations *to)
{
    expect(to, 13.0 / 38, "patients.lbcl.shares.infused_out_of_spec");
    expect(to, 11.0 / 38, "patients.lbcl.shares.infused_made_again");
    expect(to, 14.0 / 38, "patients.lbcl.shares.never_infused");
}

/* By itself: the same decisions in the other diseases. */
static void say_failures_others(struct expectations *to)
{
    expect_published(to, share_of(2, 14), "patients.mcl.shares.infused_out_of_spec");
    expect_published(to, share_of(6, 14), "patients.mcl.shares.infused_made_again");
    expect_published(to, share_of(6, 14), "patients.mcl.shares.never_infused");
    expect_published(to, share_of(3, 6), "patients.b_all.shares.infused_out_of_spec");
    expect_published(to, share_of(1, 6), "patients.b_all.shares.infused_made_again");
    expect_published(to, share_of(2, 6), "patients.b_all.shares.never_infused");
}

/* ---- ZUMA-3: 71 enrolled, 65 products, 55 infused */

static void say_zuma(struct expectations *to)
{
    expect(to, 65.0 / 71, "steps.car_t.product_ready.per_patient");
    expect(to, 57.0 / 71, "steps.car_t.lymphodepletion.per_patient");
    expect(to, 55.0 / 71, "patients.all.shares.completed");
}

static void say_zuma_parts(struct expectations *to)
{
    expect_published(to, share_of(6, 71), "patients.all.shares.manufacture_failed");
    expect_unlike(to, share_of(55, 71), "patients.all.shares.completed");
}

/* ---- delivery intervals of 34 patients at one US centre */

static const char REFERRAL_TIME[] = "measures.referral_to_infusion.p50",
                  REFERRAL_LOWER[] = "measures.referral_to_infusion.p25",
                  REFERRAL_UPPER[] = "measures.referral_to_infusion.p75",
                  DECISION_TIME[] = "measures.decision_to_infusion.p50",
                  DECISION_LOWER[] = "measures.decision_to_infusion.p25",
                  DECISION_UPPER[] = "measures.decision_to_infusion.p75";

static struct published since_referral(double value, enum quantile which)
{
    return quantile_of(value, which, sigma_of_quartiles(53.5, 70), 34);
}

static struct published since_decision(double value, enum quantile which)
{
    return quantile_of(value, which, sigma_of_quartiles(48, 62), 34);
}

/* With the consortium's time from collection to infusion: too soon. */
static void say_single_centre(struct expectations *to)
{
    expect_unlike(to, since_referral(63.5, MEDIAN), REFERRAL_TIME);
    expect_unlike(to, since_referral(53.5, LOWER_QUARTILE), REFERRAL_LOWER);
    expect_unlike(to, since_referral(70, UPPER_QUARTILE), REFERRAL_UPPER);
    expect_unlike(to, since_decision(57.5, MEDIAN), DECISION_TIME);
    expect_unlike(to, since_decision(48, LOWER_QUARTILE), DECISION_LOWER);
    expect_unlike(to, since_decision(62, UPPER_QUARTILE), DECISION_UPPER);
}

/* With that time made longer until the medians agree: how far the patients are apart. */
static void say_single_centre_later(struct expectations *to)
{
    expect_published(to, since_referral(53.5, LOWER_QUARTILE), REFERRAL_LOWER);
    expect_published(to, since_referral(70, UPPER_QUARTILE), REFERRAL_UPPER);
    expect_published(to, since_decision(48, LOWER_QUARTILE), DECISION_LOWER);
    expect_published(to, since_decision(62, UPPER_QUARTILE), DECISION_UPPER);
}

/* ---- axi-cel in Europe */

static struct published axi_cel(double median, double mean)
{
    return quantile_of(median, MEDIAN, sqrt(2 * log(mean / median)), 1040);
}

static void say_axi_cel(struct expectations *to)
{
    expect(to, 31.5, "measures.to_shipment.mean");
    expect_unlike(to, axi_cel(29, 31.5), "measures.to_shipment.p50");
}

/* As fast as the plants of the dated list, with a line always free: 16 d. */
static void say_axi_cel_supply(struct expectations *to)
{
    expect_unlike(to, axi_cel(25, 26.2), "measures.to_release.p50");
}

/* ---- a hospital with two production units */

/* Composed: the sum of all means. A day of the protocol is somewhere within that day. */
static void say_hospital_alone(struct expectations *to)
{
    const double quick = (0.25 + 0.5 + 1) / 3; /* the two of lymphodepletion, before and after infusion */
    const double all = 1.5 + 2 + 1 + 12 + 6 + 2 + 2 * quick + 2.5 + 2 + quick + 1 + quick;
    expect(to, all, "measures.screening_to_post_infusion.mean");
    expect(to, all + 27, "measures.screening_to_end.mean");
    expect_published(to, (struct published){30, 29, 31}, "measures.screening_to_infusion.mean");
    expect_unlike(to, (struct published){26, 25, 27}, "measures.leukapheresis_to_infusion.mean");
}

/* Without end: the units ask for 1.25 times what there is, 18 d a lot and 1.1 lots a patient who comes to
 * them, 0.96 times 0.92 of those enrolled, one in 7 d. What is used before them is known, too. */
static void say_hospital_bottleneck(struct expectations *to)
{
    expect_within(to, 0.97, 1, "resources.production_unit.utilisation");
    expect(to, 1.2 * 1.5 / 7, "resources.pet.utilisation");
    expect(to, 0.96 * 0.92 / 7, "resources.apheresis_machine.utilisation");
    static const char *const others[] = {"specialist",    "study_nurse", "doctor_in_training",
                                         "routine_nurse", "ecg",         "mrt"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char figure[FIGURE_SIZE];
        snprintf(figure, sizeof figure, "resources.%s.utilisation", others[i]);
        expect_at_most(to, 0.5, "%s", figure);
    }
}

/* ---- the table */

static const char LIST[] = "scenarios/published/dated-list.yaml",
                  SUPPLY[] = "Triantafyllou et al. 2022, doi 10.1038/s41598-022-21290-5; by hand";
static const char UK[] = "scenarios/published/uk-panel.yaml",
                  UK_PARTS[] = "scenarios/published/uk-panel-parts.yaml",
                  PANEL[] = "UK Adult ALL CAR-T panel, ASH 2025";

static const char FAILURES[] = "scenarios/published/uk-failures.yaml",
                  FAILED[] = "National CAR-T panel, 1810/380982",
                  ZUMA[] = "Shah et al. 2021, doi 10.1016/S0140-6736(21)01222-8",
                  CENTRE[] = "scenarios/published/single-centre.yaml",
                  DELIVERED[] = "Blood 2025;146 Suppl 1:7944",
                  AXI_CEL[] = "scenarios/published/axi-cel-europe.yaml",
                  SHIPPED[] = "van de Wiel et al., EHA 2021 PB1445",
                  HOSPITAL[] = "scenarios/published/hospital.yaml",
                  GUIDE[] = "AIDPATH guide after Szentpeteri et al. 2024, second-hand";

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
    {"failures-lymphoma",
     "What follows a failed product: composed",
     FAILED,
     FAILURES,
     {"pathways.product.manufacture.fails.lbcl=100%"},
     .say = say_failures_lymphoma},
    {"failures-others",
     "The same in mantle cell lymphoma and B-ALL",
     FAILED,
     FAILURES,
     {"pathways.product.manufacture.fails.mcl=100%", "pathways.product.manufacture.fails.b_all=100%"},
     .say = say_failures_others},
    {"zuma-3", "ZUMA-3, the funnel: composed", ZUMA, "scenarios/published/zuma-3.yaml", .say = say_zuma},
    {"zuma-3-parts", "ZUMA-3 from UK patients", ZUMA, "scenarios/published/zuma-3-parts.yaml",
     .say = say_zuma_parts},
    {"single-centre", "Delivery intervals, collection to infusion as elsewhere", DELIVERED, CENTRE,
     .say = say_single_centre},
    {"single-centre-later",
     "The same, its median calibrated",
     DELIVERED,
     CENTRE,
     {"pathways.car_t.production.takes={shifted: {by: 12.5 d, of: {lognormal: {median: 28 d, q1: 26 d, q3: "
      "34 d}}}}"},
     .say = say_single_centre_later},
    {"axi-cel-europe", "Axi-cel in Europe, to shipment", SHIPPED, AXI_CEL, .say = say_axi_cel},
    {"axi-cel-supply",
     "The same, as fast as the dated list's plants",
     SHIPPED,
     AXI_CEL,
     {"pathways.product.production.takes=16 d"},
     .say = say_axi_cel_supply},
    {"hospital-alone",
     "A hospital's own product, a patient at a time",
     GUIDE,
     HOSPITAL,
     {"patients.enrolled.arrivals.every=100 d", "pathways.car_t.screening.fails=0%",
      "pathways.car_t.eligibility.fails=0%",
      "pathways.car_t.product.fails={by: lot, first: 0%, otherwise: 40%}", "run.horizon=14 y"},
     .say = say_hospital_alone},
    {"hospital-bottleneck",
     "The same, one in seven days without end",
     GUIDE,
     HOSPITAL,
     {"patients.enrolled.arrivals.limit=100000", "run.warmup=100 d", "run.horizon=1 y",
      "run.replications=4000"},
     .say = say_hospital_bottleneck},
};
const struct validation_group validation_published = VALIDATION_GROUP(CASES, "published", "Published tables");
