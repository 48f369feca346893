/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CARTSIM_TESTS_ENGINE_BUSY_H
#define CARTSIM_TESTS_ENGINE_BUSY_H

#include "support/centre.h"

/*
 * A centre with a bit of everything, for what must hold in every run: slots held back, in pairs and closed,
 * beds and chairs with closures and hours, breakdowns, priorities, repeats out of running branches, risks
 * that make unfit, extend and kill.
 */
#define BUSY_RESOURCES                                                                                       \
    "resources:\n"                                                                                           \
    "  slot: {slots: {mon: 1, wed: 1, thu: 1, fri: 1}, at: \"09:00\", held_back: {count: 1, released: 2 "    \
    "d},\n"                                                                                                  \
    "         closures: [{from: 2025-04-07, to: 2025-04-21}]}\n"                                             \
    "  made: {slots: {mon-fri: 2}}\n"                                                                        \
    "  bed: {capacity: 3, closures: [{from: 2025-06-02, to: 2025-06-16, capacity: 1}]}\n"                    \
    "  icu: {capacity: 1, breaks: {after: {exponential: {mean: 20 d}}, for: {uniform: {min: 1 d, max: 3 "    \
    "d}}}}\n"                                                                                                \
    "  chair: {capacity: 2, opens: mon-fri 08:00-16:00}\n"                                                   \
    "  staff: {capacity: unlimited}\n"                                                                       \
    "  room: {capacity: 1, max_queue: 1}\n"

#define BUSY_PATIENTS                                                                                        \
    "patients:\n"                                                                                            \
    "  car:\n"                                                                                               \
    "    pathway: car_t\n"                                                                                   \
    "    priority: 1\n"                                                                                      \
    "    arrivals: {rate: 60 per year, days: mon-fri}\n"                                                     \
    "    attributes: {burden: {one_of: {low: 60%, high: 40%}}, cd22: {chance: 75%}, quality: good}\n"        \
    "  urgent:\n"                                                                                            \
    "    pathway: car_t\n"                                                                                   \
    "    priority: 0\n"                                                                                      \
    "    arrivals: {rate: 10 per year, growth: -10% per year}\n"                                             \
    "    attributes: {burden: high, cd22: {chance: 50%}, quality: good}\n"                                   \
    "  other: {pathway: transplant, arrivals: {every: {exponential: {mean: 12 d}}}}\n"

#define BUSY_PATHWAYS                                                                                        \
    "pathways:\n"                                                                                            \
    "  car_t:\n"                                                                                             \
    "    - {step: evaluation, takes: {lognormal: {median: 4 d, p90: 7 d}}, fails: 10%, on_failure: "         \
    "{leaves: ineligible}}\n"                                                                                \
    "    - step: apheresis\n"                                                                                \
    "      books: {slot: {}, made: {within: [1 d, 6 d]}}\n"                                                  \
    "      notice: {uniform: {min: 1 d, max: 4 d}}\n"                                                        \
    "      fit: true\n"                                                                                      \
    "      takes: 5 h\n"                                                                                     \
    "      fails: 8%\n"                                                                                      \
    "      on_failure: {repeat: apheresis, at_most: 2, then: {leaves: apheresis_failed}}\n"                  \
    "    - step: production\n"                                                                               \
    "      takes: 9 d\n"                                                                                     \
    "      steps:\n"                                                                                         \
    "        - {step: shipping_out, takes: 1 d}\n"                                                           \
    "        - step: making\n"                                                                               \
    "          needs: staff\n"                                                                               \
    "          takes: {lognormal: {median: 12 d, p90: 20 d}}\n"                                              \
    "          fails: 20%\n"                                                                                 \
    "          on_failure:\n"                                                                                \
    "            one_of:\n"                                                                                  \
    "              - {share: 33%, continues: true, sets: {quality: poor}}\n"                                 \
    "              - {share: 57%, repeat: apheresis, at_most: 1, then: {leaves: making_failed}}\n"           \
    "              - {share: 10%, leaves: making_failed}\n"                                                  \
    "        - {step: shipping_back, takes: 1 d}\n"                                                          \
    "      meanwhile:\n"                                                                                     \
    "        - step: bridging\n"                                                                             \
    "          when: {cd22: true}\n"                                                                         \
    "          steps:\n"                                                                                     \
    "            - {step: dose_1, fit: true, needs: chair, takes: 3 h}\n"                                    \
    "            - {step: gap, takes: 7 d}\n"                                                                \
    "            - {step: dose_2, fit: true, needs: {chair: 2}, takes: 3 h, fails: 10%,\n"                   \
    "               on_failure: {repeat: apheresis, at_most: 1, then: {continues: true}}}\n"                 \
    "            - {step: dose_3, each_time: true, takes: {exponential: {mean: 6 d}}}\n"                     \
    "    - {step: admission, fit: true, holds: bed}\n"                                                       \
    "    - {step: procedure, needs: [room, bed], takes: 1 d, on_refusal: {continues: true}}\n"               \
    "    - {step: infusion, takes: 1 h, sets: {burden: low}}\n"

#define BUSY_PATHWAYS_2                                                                                      \
    "    - {step: recovery, steps: [{step: early, takes: 5 d}, {step: late, takes: {triangular: {min: 7 d, " \
    "mode: 9 d, max: 14 d}}}]}\n"                                                                            \
    "    - {step: discharge, releases: bed}\n"                                                               \
    "    - {step: follow_up, every: 1 mo, times: 3, needs: chair, takes: 2 h}\n"                             \
    "  transplant:\n"                                                                                        \
    "    - {step: stay, needs: {bed: 2}, takes: {lognormal: {median: 5 d, p90: 9 d}},\n"                     \
    "       one_of: [{share: 30%, steps: [{step: check, needs: [room, chair], takes: 1 h, on_refusal: "      \
    "{leaves: elsewhere}}]}, {share: 70%}]}\n"

#define BUSY_RISKS                                                                                           \
    "risks:\n"                                                                                               \
    "  infection: {from: apheresis.end, until: admission.start, rate: 40% per month, recurs: true, unfit: "  \
    "true,\n"                                                                                                \
    "              multiplied_by: {burden: {high: 1.5}}, steps: [{step: cure, takes: {lognormal: {median: "  \
    "6 d, p90: 15 d}}}]}\n"                                                                                  \
    "  virus: {from: apheresis.arrive, until: infusion.start, chance: 25%, after: {uniform: {min: 1 d, "     \
    "max: 30 d}}, unfit: true,\n"                                                                            \
    "          steps: [{step: rituximab, needs: bed, takes: {lognormal: {median: 5 d, p90: 9 d}}}]}\n"       \
    "  death: {from: referral, until: infusion.start, rate: 6% per month, leaves: died}\n"                   \
    "  care: {from: infusion.end, until: discharge.start, chance: 30%, after: {lognormal: {median: 6 d, "    \
    "p90: 12 d}},\n"                                                                                         \
    "         steps: [{step: icu_stay, needs: icu, takes: {lognormal: {median: 4 d, p90: 10 d}}}], "         \
    "extends_stay: recovery}\n"

#define BUSY_MEASURES                                                                                        \
    "measures:\n"                                                                                            \
    "  all: {from: referral, to: exit}\n"                                                                    \
    "  vein_to_vein: {from: apheresis.start, to: infusion.start}\n"                                          \
    "  first_vein: {from: apheresis.start, to: infusion.start, first: true}\n"                               \
    "  to_home: {from: referral, to: discharge.start}\n"                                                     \
    "  bridged: {from: referral, to: bridging.end}\n"                                                        \
    "  ill: {from: referral, to: cure.end}\n"                                                                \
    "  stayed: {from: stay.arrive, to: stay.end}\n"

/* What a test adds: the run, and at the end of each part lines of its own ("" for none). */
struct busy {
    const char *run, *resources, *patients, *steps, *risks; /* steps: of car_t, after the infusion */
};

static inline struct centre *busy_open(struct busy more)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    fprintf(to, "run: {start: 2025-01-06, %s}\n%s%s%s%s", more.run, BUSY_RESOURCES,
            more.resources ? more.resources : "", BUSY_PATIENTS, more.patients ? more.patients : "");
    fprintf(to, "%s%s%s%s%s%s", BUSY_PATHWAYS, more.steps ? more.steps : "", BUSY_PATHWAYS_2, BUSY_RISKS,
            more.risks ? more.risks : "", BUSY_MEASURES);
    assert_int_equal(fclose(to), 0);
    struct centre *centre = centre_open(text, NULL);
    free(text);
    return centre;
}

#endif
