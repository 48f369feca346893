/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/format.h"

#include "support/desk.h"
#include "support/test.h"

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
/* Every scenario needs these; what a test adds begins on line 4. */
#define HEAD "cartsim: 1\npatients: {}\npathways: {}\n"

static void start_again(struct desk *desk)
{
    cartsim_faults_free(desk->faults);
    desk->faults = cartsim_faults_create();
    assert_non_null(desk->faults);
}

/* Checks a text; the faults as "a.yaml:LINE:COLUMN: E012: text" lines. */
static void assert_faults(struct desk *desk, const char *text, const char *expected)
{
    struct tree *root = desk_parse(desk, "a.yaml", text);
    assert_non_null(root);
    format_check(&desk->arena, root, desk->faults);
    const char *got = desk_faults(desk);
    if (strcmp(got, expected) != 0) {
        fprintf(stderr, "%s\ngot:\n%sexpected:\n%s", text, got, expected);
        fail();
    }
    assert_int_equal(root->faulty, *expected != '\0');
    start_again(desk);
}

struct check {
    const char *addition, *fault; /* NULL: sound */
};

/* Each addition to HEAD has exactly that one fault. */
static void assert_each(struct desk *desk, const struct check *checks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *fault = checks[i].fault;
        assert_faults(desk, arena_print(&desk->arena, HEAD "%s\n", checks[i].addition),
                      fault ? arena_print(&desk->arena, "a.yaml:%s\n", fault) : "");
    }
}

#define ASSERT_EACH(desk, checks) assert_each(desk, checks, sizeof(checks) / sizeof *(checks))

/* The pages of the format, put together. */
static const char whole[] =
    "cartsim: 1\n"
    "name: Our centre\n"
    "notes: [one, two]\n"
    "study: {aim: beds}\n"
    "sources: {seed: 'Case series, 2025', uk: {title: T, year: 2025}}\n"
    "run: {start: 2025-01-06, warmup: 1 y, horizon: 3 y, replications: 100, seed: 1, confidence: 95%, "
    "follow: 2 y}\n"
    "resources:\n"
    "  ward_bed: {capacity: 4, x-note: hello, target: {all_busy: 5%}}\n"
    "  icu_bed: {capacity: 1, closures: [{from: 2025-08-04, to: 2025-08-18, capacity: 0}]}\n"
    "  staff_bed: {capacity: unlimited}\n"
    "  suite: {capacity: 2, opens: mon-fri 08:00-16:00, order: fifo, max_queue: 3}\n"
    "  lab: {capacity: {value: 2, source: seed}, opens: [mon 08:00-12:00, 'tue,wed 09:00-17:00']}\n"
    "  apheresis_slot:\n"
    "    slots: {mon: 1, wed: 1, fri: 1}\n"
    "    at: \"09:00\"\n"
    "    held_back: {count: 1, released: 2 d, enabled: false}\n"
    "    closures: [{from: 2025-12-24, to: 2026-01-06, enabled: true}]\n"
    "  manufacturing_slot: {slots: {tue-thu: 1}}\n"
    "  sorter: {capacity: 1, breaks: {after: {exponential: {mean: 60 d}}, for: {uniform: {min: 1 d, max: 4 "
    "d}}}}\n"
    "patients:\n"
    "  b_all:\n"
    "    pathway: car_t\n"
    "    priority: 1\n"
    "    arrivals: {rate: 24 per year, growth: -10% per year, monthly: {aug: 0.5, dec: 0.8}, days: mon-fri}\n"
    "    attributes:\n"
    "      product: brexu-cel\n"
    "      cd22_positive: {chance: 75%, source: seed, grade: measured}\n"
    "      burden: {one_of: {low: 60%, high: 40%}}\n"
    "  other: {pathway: transplant, enabled: false, arrivals: {every: {exponential: {mean: 12 d}}, limit: "
    "9}}\n"
    "  listed: {pathway: transplant, arrivals: {at: [1 d, 2025-01-09, 6 d]}}\n"
    "  filed: {pathway: transplant, arrivals: {file: referrals.csv, column: day}}\n"
    "pathways:\n"
    "  car_t:\n"
    "    - step: evaluation\n"
    "      takes: {lognormal: {median: 4 d, p90: 7 d}, source: seed, grade: expert, why: asked}\n"
    "      fails: {value: 31%, source: uk, grade: published}\n"
    "      on_failure: {leaves: ineligible}\n"
    "    - step: apheresis\n"
    "      books: {apheresis_slot: {}, manufacturing_slot: {within: [1 d, 3 d]}}\n"
    "      notice: 3 d\n"
    "      fit: true\n"
    "      takes: 5 h\n"
    "      fails: {by: product, brexu-cel: 2.4%, otherwise: {value: 3%, source: uk}}\n"
    "      on_failure: {repeat: apheresis, at_most: 2, then: {leaves: apheresis_failed}}\n"
    "      on_refusal: {continues: true}\n"
    "    - step: production\n"
    "      steps:\n"
    "        - {step: shipping_out, takes: {by: product, brexu-cel: 1 d, otherwise: {fixed: 2 d}}}\n"
    "        - step: manufacturing\n"
    "          needs: [suite, lab]\n"
    "          takes: 16 d\n"
    "          fails: 4.3%\n"
    "          on_failure:\n"
    "            one_of:\n"
    "              - {share: 33%, continues: true, sets: {product_quality: out_of_spec}}\n"
    "              - {share: 29%, repeat: apheresis, at_most: 1, then: {leaves: manufacturing_failed}}\n"
    "              - {share: 38%, leaves: manufacturing_failed}\n"
    "      meanwhile:\n"
    "        - step: bridging\n"
    "          when: {cd22_positive: true, burden: [low, high]}\n"
    "          each_time: true\n"
    "          steps: [{step: inotuzumab, fit: true, needs: {suite: 2}, takes: 3 h, chance: 80%}]\n"
    "    - {step: admission, holds: ward_bed, cost: 350000}\n"
    "    - step: route\n"
    "      one_of:\n"
    "        - {share: {by: product, brexu-cel: 60%, otherwise: 50%}, steps: [{step: left, leaves: gone}]}\n"
    "        - {share: {by: product, brexu-cel: 40%, otherwise: 50%}}\n"
    "    - {step: discharge, releases: [ward_bed], sets: {product: none}, enabled: true}\n"
    "    - {step: follow_up, every: 1 mo, times: 12, takes: 2 h}\n"
    "  transplant: [{step: stay, needs: ward_bed, takes: {gamma: {mean: 30 d, sd: 9 d}}}]\n"
    "risks:\n"
    "  infection:\n"
    "    from: apheresis.end\n"
    "    until: admission.start\n"
    "    rate: 8% per month\n"
    "    recurs: true\n"
    "    unfit: true\n"
    "    multiplied_by: {burden: {high: 1.5}}\n"
    "    steps: [{step: treatment, takes: {lognormal: {median: 10 d, p90: 21 d}}}]\n"
    "  death: {from: referral, until: exit, rate: 3% per month, leaves: died, enabled: false}\n"
    "  icu: {from: admission.end, until: discharge.start, chance: 20%, after: 6 d, extends_stay: discharge,\n"
    "        steps: [{step: icu_stay, needs: icu_bed, takes: 4 d}], sets: {burden: high}}\n"
    "measures:\n"
    "  vein_to_vein: {from: apheresis.start, to: admission.start, first: true, target: {p90: 45 d, "
    "share_within: {42 d: 80%}}}\n"
    "costs: {currency: EUR, ward_bed: {per_day_held: 900}, icu_bed: {per_day_held: 2100, per_day_open: "
    "1200}}\n";

static void the_whole_format_is_accepted(void **state)
{
    assert_faults(*state, whole, "");
}

static void unknown_keys_name_the_nearest(void **state)
{
    static const struct check checks[] = {
        {"resorces: {a: {}}",
         "4:1: E010: the scenario: unknown key 'resorces' in a scenario; did you mean 'resources'?"},
        {"extend: a.yaml",
         "4:1: E010: the scenario: unknown key 'extend' in a scenario; did you mean 'extends'?"},
        {"wards: 3", "4:1: E010: the scenario: unknown key 'wards' in a scenario"},
        {"resources: {ward_bed: {capacty: 8}}",
         "4:24: E010: resources.ward_bed: unknown key 'capacty' in a resource; did you mean 'capacity'?"},
        {"run: {replication: 8}",
         "4:7: E010: run: unknown key 'replication' in the run; did you mean 'replications'?"},
        {"run: {seed: {value: 3, sorce: x}}",
         "4:24: E010: run.seed: unknown key 'sorce' in a value with evidence; did you mean 'source'?"},
        {"measures: {m: {from: referral, to: exit, target: {p80: 4 d}}}",
         "4:51: E010: measures.m.target: unknown key 'p80' in a target; did you mean 'p10'?"},
        {"resources: {r: {slots: {mon: 1}, closures: [{from: 2025-01-01, to: 2025-01-02, til: 3}]}}",
         "4:80: E010: resources.r.closures.0: unknown key 'til' in a closure"},
    };
    ASSERT_EACH(*state, checks);
}

static void missing_keys_are_named(void **state)
{
    assert_faults(*state, "cartsim: 1\n",
                  "a.yaml:1:1: E011: the scenario: a scenario needs the key 'patients'\n"
                  "a.yaml:1:1: E011: the scenario: a scenario needs the key 'pathways'\n");
    assert_faults(*state, "cartsim: 1\npathways: {}\npatients:\n  b_all: {priority: 1}\n",
                  "a.yaml:4:3: E011: patients.b_all: a class of patients needs the key 'pathway'\n"
                  "a.yaml:4:3: E011: patients.b_all: a class of patients needs the key 'arrivals'\n");
    static const struct check checks[] = {
        {"measures: {m: {from: referral}}", "4:12: E011: measures.m: a measure needs the key 'to'"},
        {"resources: {r: {capacity: 1, closures: [{from: 2025-01-01}]}}",
         "4:41: E011: resources.r.closures.0: a closure needs the key 'to'"},
        {"risks: {r: {chance: {by: product}, unfit: true}}",
         "4:13: E011: risks.r.chance: no value is listed, nor otherwise"},
    };
    ASSERT_EACH(*state, checks);
}

static void a_misspelt_key_is_not_missing_as_well(void **state)
{
    static const struct check checks[] = {
        {"measures: {m: {from: referral, too: exit}}",
         "4:32: E010: measures.m: unknown key 'too' in a measure; did you mean 'to'?"},
        {"risks: {r: {chanse: 3%, unfit: true}}",
         "4:13: E010: risks.r: unknown key 'chanse' in a risk; did you mean 'chance'?"},
    };
    ASSERT_EACH(*state, checks);
}

static void quantities_are_refused_with_the_mend(void **state)
{
    static const struct check checks[] = {
        {"run: {warmup: 12}", "4:15: E012: 12 has no unit; write \"12 d\" (days) or \"12 h\" (hours)"},
        {"run: {warmup: \"12,5 d\"}",
         "4:15: E013: \"12,5 d\" looks like a decimal comma; in files write 12.5 d"},
        {"run: {warmup: 12,5 d}",
         "4:18: E013: run: \"12,5 d\" looks like a decimal comma; in files write 12.5 d"},
        {"run: {seed: \"1,000\"}",
         "4:13: E013: \"1,000\" looks like a decimal comma; in files write 1.000, or 1000 for thousands"},
        {"run: {seed: \"1,000,000\"}", "4:13: E013: \"1,000,000\" has commas; in files write 1000000"},
        {"run: {warmup: 3 m}",
         "4:15: E014: run.warmup: unknown unit 'm' in '3 m'; units are s, min, h, d, wk, mo and y"},
        {"run: {warmup: long}",
         "4:15: E015: run.warmup: expected a duration such as 12 d or 6 h, got 'long'"},
        {"run: {warmup: [1 d]}",
         "4:15: E021: run.warmup: expected a duration such as 12 d or 6 h, got a list"},
        {"run: {warmup: -3 d}", "4:15: E022: run.warmup: -3 d is out of range (0 d to 10000 y)"},
        {"run: {horizon: 0 d}", "4:16: E022: run.horizon: 0 d is out of range (above 0 d, to 10000 y)"},
        {"risks: {r: {chance: 31, unfit: true}}",
         "4:21: E016: risks.r.chance: 31 is out of range (0 to 1; did you mean 31%?)"},
        {"risks: {r: {chance: 131%, unfit: true}}",
         "4:21: E016: risks.r.chance: 131% is out of range (0 to 1, or 0% to 100%)"},
        {"risks: {r: {chance: often, unfit: true}}",
         "4:21: E016: risks.r.chance: expected a probability such as 25% or 0.25, got 'often'"},
        {"risks: {r: {rate: 24, unfit: true}}",
         "4:19: E017: risks.r.rate: expected a rate such as 24 per year or 4% per month, got '24'"},
        {"risks: {r: {rate: -2 per year, unfit: true}}",
         "4:19: E022: risks.r.rate: -2 per year is out of range (0 to 1000000 per day)"},
        {"risks: {r: {rate: 2 per moon, unfit: true}}", "4:19: E014: risks.r.rate: unknown unit 'moon' in '2 "
                                                        "per moon'; units are s, min, h, d, wk, mo and y"},
        {"run: {confidence: 50%}",
         "4:19: E022: run.confidence: 50% is out of range (between 50% and 99.99%)"},
        {"run: {confidence: 95}",
         "4:19: E016: run.confidence: 95 is out of range (0 to 1; did you mean 95%?)"},
    };
    ASSERT_EACH(*state, checks);
}

static void whole_numbers_have_ranges(void **state)
{
    static const struct check checks[] = {
        {"resources: {ward_bed: {capacity: four}}",
         "4:34: E021: resources.ward_bed.capacity: expected a whole number or 'unlimited', got 'four'"},
        {"resources: {ward_bed: {capacity: 4.5}}",
         "4:34: E021: resources.ward_bed.capacity: expected a whole number or 'unlimited', got '4.5'"},
        {"resources: {ward_bed: {capacity: 1000001}}",
         "4:34: E022: resources.ward_bed.capacity: 1000001 is out of range (0 to 1000000)"},
        {"resources: {ward_bed: {capacity: }}",
         "4:34: E021: resources.ward_bed.capacity: expected a whole number or 'unlimited', got nothing"},
        {"run: {seed: -1}", "4:13: E022: run.seed: -1 is out of range (0 to 9223372036854775807)"},
        {"run: {seed: 9223372036854775807}", NULL},
        {"run: {seed: 9223372036854775808}",
         "4:13: E022: run.seed: 9223372036854775808 is out of range (0 to 9223372036854775807)"},
        {"run: {replications: 0}", "4:21: E022: run.replications: 0 is out of range (1 to 1000000)"},
        {"run: {replications: 1e3}", "4:21: E021: run.replications: expected a whole number, got '1e3'"},
        {"costs: {bed: {per_day_held: -1}}",
         "4:29: E022: costs.bed.per_day_held: -1 is out of range (0 to 1000000000000)"},
        {"costs: {bed: {per_day_held: 9 EUR}}",
         "4:29: E021: costs.bed.per_day_held: expected a number, got '9 EUR'"},
    };
    ASSERT_EACH(*state, checks);
}

static void types_are_told_apart(void **state)
{
    static const struct check checks[] = {
        {"run: 12", "4:6: E021: run: expected a mapping, got '12'"},
        {"run:", "4:5: E021: run: expected a mapping, got nothing"},
        {"resources: [a]", "4:12: E021: resources: expected a mapping of names to resources, got a list"},
        {"resources: {a: 3}", "4:16: E021: resources.a: expected a mapping such as {capacity: 4}, got '3'"},
        {"risks: {r: {chance: 1, unfit: yes}}",
         "4:31: E021: risks.r.unfit: expected true or false, got 'yes'"},
        {"measures: {m: {from: birth, to: exit}}",
         "4:22: E021: measures.m.from: expected a moment (referral, STEP.arrive, STEP.start, STEP.end or "
         "exit), got 'birth'"},
        {"measures: {m: {from: a.begin, to: a.end}}",
         "4:22: E021: measures.m.from: expected a moment (referral, STEP.arrive, STEP.start, STEP.end or "
         "exit), got 'a.begin'"},
        {"resources: {r: {capacity: 1, order: lifo}}",
         "4:37: E021: resources.r.order: expected 'priority' or 'fifo', got 'lifo'"},
        {"resources: {a.b: {capacity: 1}}",
         "4:13: E021: resources.a.b: expected a name (no '.', no '=', at most 100 characters), got 'a.b'"},
        {"name: {value: x}", "4:7: E021: name: expected a text, got a mapping"},
        {"risks: {r: {chance: 1, leaves: \"\"}}", "4:32: E021: risks.r.leaves: expected a name, got ''"},
        {"risks: {r: {rate: 1 per y, unfit: true, multiplied_by: {burden: 1.5}}}",
         "4:65: E021: risks.r.multiplied_by.burden: expected a mapping of values to factors, got '1.5'"},
    };
    ASSERT_EACH(*state, checks);
}

static void the_calendar_is_checked(void **state)
{
    static const struct check checks[] = {
        {"run: {start: 2025-02-29}",
         "4:14: E018: run.start: there is no day 2025-02-29"},
        {"resources: {r: {slots: {mon: 1}, at: 9}}",
         "4:38: E018: resources.r.at: expected a time of day such as \"09:00\", got '9'"},
        {"resources: {r: {slots: {monday: 1}}}",
         "4:25: E018: resources.r.slots.monday: expected weekdays such as mon or mon-fri, got 'monday'"},
        {"resources: {r: {slots: {mon: 1, mon-fri: 1}}}",
         "4:33: E023: resources.r.slots: mon is given twice"},
        {"resources: {r: {capacity: 1, opens: [mon 08:00-16:00, weekends]}}",
         "4:55: E018: resources.r.opens.1: expected opening hours such as mon-fri 08:00-16:00, got "
         "'weekends'"},
        {"resources: {r: {capacity: 1, opens: 08:00-16:00}}",
         "4:37: E018: resources.r.opens: '08:00-16:00' has no days; for every day write 'mon-sun "
         "08:00-16:00'"},
        {"resources: {r: {capacity: 1, opens: sat 22:00-06:00}}",
         "4:37: E018: resources.r.opens: 'sat 22:00-06:00' goes over midnight; write two: ['mon-fri "
         "22:00-24:00', 'tue-sat 00:00-06:00']"},
        {"resources: {r: {slots: {mon: 1}, order: fifo}}",
         "4:34: E023: resources.r: 'slots' and 'order' exclude each other: slots are booked in the order of "
         "asking"},
        {"measures: {m: {from: referral, to: exit, target: {share_within: {42 d: 80%, 6 wk: 70%}}}}",
         "4:77: E023: measures.m.target.share_within: '6 wk' is the same as '42 d'; keep one"},
        {"measures: {m: {from: referral, to: exit, target: {median: 3 d, p50: 4 d}}}",
         "4:64: E023: measures.m.target: 'median' and 'p50' exclude each other; keep one"},
        {"resources: {r: {capacity: 1, closures: [{from: 2025-01-02, to: 2025-01-02}]}}",
         "4:64: E022: resources.r.closures.0: to (2025-01-02) must be after from (2025-01-02): it is the "
         "first day open again"},
    };
    ASSERT_EACH(*state, checks);
}

static void shares_sum_to_1(void **state)
{
    assert_faults(
        *state,
        "cartsim: 1\npathways: {}\npatients:\n  a:\n    pathway: p\n    arrivals: {rate: 1 per d}\n"
        "    attributes: {burden: {one_of: {low: 60%, high: 30%}}, x: {one_of: {a: 0.3333333, b: "
        "0.6666667}}}\n",
        "a.yaml:7:27: E019: patients.a.attributes.burden.one_of: the shares sum to 0.9 (90%), not to 1\n");
    assert_faults(
        *state,
        "cartsim: 1\npatients: {}\npathways:\n  p:\n    - step: a\n      fails: 5%\n      on_failure:\n"
        "        one_of: [{share: 60%, leaves: x}, {share: 50%, continues: true}]\n"
        "    - {step: b, one_of: [{share: 0.5}, {share: 0.4999}, {share: {by: k, otherwise: 1%}}]}\n"
        "    - {step: c, one_of: [{share: 0.5}, {share: 0.4999}]}\n",
        "a.yaml:8:9: E019: pathways.p.a.on_failure.one_of: the shares sum to 1.1 (110%), not to 1\n"
        "a.yaml:10:17: E019: pathways.p.c.one_of: the shares sum to 0.9999 (99.99%), not to 1\n");
}

static void distributions_are_read_where_durations_stand(void **state)
{
    static const struct check checks[] = {
        {"risks: {r: {chance: 1, unfit: true, after: {lognorml: {}}}}",
         "4:45: E020: risks.r.after: unknown distribution 'lognorml'; did you mean 'lognormal'?"},
        {"risks: {r: {chance: 1, unfit: true, after: {by: p, a: {uniform: {min: 3 d, max: 4}}}}}",
         "4:81: E012: 4 has no unit; write \"4 d\" (days) or \"4 h\" (hours)"},
        {"risks: {r: {chance: 1, unfit: true, after: {by: p, a: {by: q, b: 3 d}}}}",
         "4:55: E021: risks.r.after.a: a choice by attribute cannot stand here"},
        {"run: {warmup: {fixed: 3 d}}",
         "4:15: E021: run.warmup: expected a duration such as 12 d or 6 h, got a mapping"},
        {"risks: {r: {chance: 1, unfit: true, after: {exponential: {mean: 3 d, x-why: me}, x-note: 2}}}",
         NULL},
    };
    ASSERT_EACH(*state, checks);
}

static void evidence_is_checked_wherever_it_stands(void **state)
{
    static const struct check checks[] = {
        {"sources: {seed: S}\nrun: {warmup: {value: 1 y, source: sed}}",
         "5:36: E004: unknown name 'sed' in source; did you mean 'seed'?"},
        {"run: {warmup: {value: 1 y, source: Smith}}",
         "4:36: E004: unknown name 'Smith' in source; add it under sources: with its citation"},
        {"run: {warmup: {value: 1 y, grade: guess}}", "4:35: E021: run.warmup.grade: expected 'measured', "
                                                      "'published', 'expert' or 'assumption', got 'guess'"},
        {"run: {warmup: {value: 1, grade: expert}}",
         "4:23: E012: 1 has no unit; write \"1 d\" (days) or \"1 h\" (hours)"},
        {"sources: {seed: S}\nrisks: {r: {chance: 1, unfit: true, after: {mixture: [{weight: 1, of: {fixed: "
         "1 d, source: sead}}]}}}",
         "5:92: E004: unknown name 'sead' in source; did you mean 'seed'?"},
        {"sources: {seed: S}\nrisks: {r: {unfit: true, chance: {by: p, a: {value: 3%, source: seed}, source: "
         "x}}}",
         "5:80: E004: unknown name 'x' in source; add it under sources: with its citation"},
    };
    ASSERT_EACH(*state, checks);
}

static void a_value_has_evidence_once(void **state)
{
    static const struct check checks[] = {
        {"resources: {r: {capacity: {value: {value: 3}}}}",
         "4:35: E021: resources.r.capacity: expected a whole number or 'unlimited', got a mapping"},
        {"run: {warmup: {grade: expert, value: {value: 3 d, grade: expert}}}",
         "4:38: E021: run.warmup: expected a duration such as 12 d or 6 h, got a mapping"},
    };
    ASSERT_EACH(*state, checks);
}

static void hours_and_days_are_no_empty_lists(void **state)
{
    static const struct check checks[] = {
        {"resources: {r: {capacity: 1, opens: []}}",
         "4:37: E021: resources.r.opens: expected opening hours such as mon-fri 08:00-16:00, got an empty "
         "list"},
        {"resources: {r: {capacity: 1, closures: []}}", NULL},
    };
    ASSERT_EACH(*state, checks);
    assert_faults(
        *state,
        "cartsim: 1\npathways: {}\npatients: {a: {pathway: p, arrivals: {rate: 1 per d, days: []}}}\n",
        "a.yaml:3:60: E021: patients.a.arrivals.days: expected weekdays such as mon or mon-fri, got an "
        "empty list\n");
}

static void keys_that_exclude_or_need_each_other_are_seen(void **state)
{
    static const struct check checks[] = {
        {"resources: {r: {order: fifo}}",
         "4:13: E023: resources.r: a resource must have one of capacity or slots"},
        {"resources: {r: {capacity: 1, slots: {mon: 1}}}",
         "4:30: E023: resources.r: 'capacity' and 'slots' exclude each other; keep one"},
        {"resources: {r: {capacity: 1, at: \"09:00\"}}",
         "4:30: E023: resources.r: 'at' needs 'slots': only a resource with slots is booked"},
        {"resources: {r: {slots: {mon: 1}, breaks: {after: 1 d, for: 1 d}}}",
         "4:34: E023: resources.r: 'breaks' needs 'capacity': it is for a resource with a capacity"},
        {"risks: {r: {rate: 1 per y, chance: 3%, unfit: true}}",
         "4:28: E023: risks.r: 'rate' and 'chance' exclude each other; keep one"},
        {"risks: {r: {unfit: true}}", "4:9: E023: risks.r: a risk must have one of rate or chance"},
        {"risks: {r: {rate: 1 per y, after: 3 d, unfit: true}}",
         "4:28: E023: risks.r: 'after' needs 'chance': a rate has no set time"},
        {"risks: {r: {chance: 3%, unfit: false}}", "4:9: E023: risks.r: a risk must have steps, leaves, "
                                                   "unfit or sets; now nothing happens when it strikes"},
        {"risks: {r: {chance: 3%, unfit: true, extends_stay: x}}",
         "4:38: E023: risks.r: 'extends_stay' needs 'steps': the stay lasts as long as the risk's own steps"},
    };
    ASSERT_EACH(*state, checks);
}

static void steps_are_held_against_their_rules(void **state)
{
    assert_faults(
        *state,
        "cartsim: 1\npatients: {}\npathways:\n  p:\n"
        "    - {step: a, fails: 5%}\n"
        "    - {step: b, on_failure: {leaves: x}}\n"
        "    - {step: c, every: 1 d}\n"
        "    - {step: d, times: 3}\n"
        "    - {step: e, fails: 5%, on_failure: {sets: {k: v}}}\n"
        "    - {step: f, fails: 5%, on_failure: {leaves: x, repeat: a}}\n"
        "    - {step: g, fails: 5%, on_failure: {repeat: a, then: {leaves: x}}}\n"
        "    - {step: h, books: {s: {within: [1 d, 2 d]}, t: {}}}\n"
        "    - {step: i, books: {s: {}, t: {within: [3 d, 2 d]}}}\n"
        "    - {step: j, books: {s: {}, t: {within: [3 d]}}}\n"
        "    - {step: k, fails: 5%, on_failure: {continues: false}}\n",
        "a.yaml:5:17: E023: pathways.p.a: 'fails' needs 'on_failure': say what follows: on_failure: {leaves: "
        "OUTCOME}\n"
        "a.yaml:6:17: E023: pathways.p.b: 'on_failure' needs 'fails': say how often, such as fails: 5%\n"
        "a.yaml:7:17: E023: pathways.p.c: 'every' needs 'times': say how many visits in all, such as times: "
        "12\n"
        "a.yaml:8:17: E023: pathways.p.d: 'times' needs 'every': say how far apart, such as every: 1 mo\n"
        "a.yaml:9:28: E023: pathways.p.e.on_failure: what follows a failure must have one of leaves, repeat, "
        "continues or one_of\n"
        "a.yaml:10:52: E023: pathways.p.f.on_failure: 'leaves' and 'repeat' exclude each other; keep one\n"
        "a.yaml:11:52: E023: pathways.p.g.on_failure: 'then' needs 'at_most': say how many repeats there may "
        "be\n"
        "a.yaml:12:25: E023: pathways.p.h.books: 's' is booked first and takes no within\n"
        "a.yaml:12:50: E023: pathways.p.h.books: 't' needs within: [earliest, latest]\n"
        "a.yaml:13:44: E022: pathways.p.i.books.t: within: the earliest (3 d) is later than the latest (2 "
        "d)\n"
        "a.yaml:14:44: E021: pathways.p.j.books.t: within takes two durations, [earliest, latest]\n"
        "a.yaml:15:52: E021: pathways.p.k.on_failure.continues: expected true, got 'false'\n");
}

static void arrivals_come_in_one_way(void **state)
{
    assert_faults(
        *state,
        "cartsim: 1\npathways: {}\npatients:\n"
        "  a: {pathway: p, arrivals: {}}\n"
        "  b: {pathway: p, arrivals: {rate: 1 per d, every: 1 d}}\n"
        "  c: {pathway: p, arrivals: {every: 1 d, growth: 1% per year}}\n"
        "  d: {pathway: p, arrivals: {file: f.csv}}\n"
        "  e: {pathway: p, arrivals: {at: [1 d, 2025-13-01, x]}}\n"
        "  f: {pathway: p, arrivals: {rate: 1 per d, growth: -100% per year}}\n"
        "  all: {pathway: p, arrivals: {rate: 1 per d}, priority: 10}\n",
        "a.yaml:4:19: E023: patients.a.arrivals: arrivals must have one of rate, every, at or file\n"
        "a.yaml:5:45: E023: patients.b.arrivals: 'rate' and 'every' exclude each other; keep one\n"
        "a.yaml:6:42: E023: patients.c.arrivals: 'growth' needs 'rate': it changes a rate\n"
        "a.yaml:7:30: E023: patients.d.arrivals: 'file' needs 'column': say which column, by its name in the "
        "first line\n"
        "a.yaml:8:40: E018: patients.e.arrivals.at.1: expected a time such as 12 d, or a date such as "
        "2025-01-06 or 2025-01-06 09:00, got '2025-13-01'\n"
        "a.yaml:8:52: E015: patients.e.arrivals.at.2: expected a time such as 12 d, or a date such as "
        "2025-01-06 or 2025-01-06 09:00, got 'x'\n"
        "a.yaml:9:53: E022: patients.f.arrivals.growth: -100% per year is out of range (above -100% to 1000% "
        "a year, compounded)\n"
        "a.yaml:10:3: E021: patients: 'all' is what results call all patients together; choose another name\n"
        "a.yaml:10:58: E022: patients.all.priority: 10 is out of range (0 to 9)\n");
}

static void the_version_of_the_format_is_1(void **state)
{
    assert_faults(*state, "patients: {}\npathways: {}\n",
                  "a.yaml:1:1: E024: the scenario: the version of the format is missing; begin the file with "
                  "cartsim: 1\n");
    assert_faults(
        *state, "cartsim: 2\npatients: {}\npathways: {}\n",
        "a.yaml:1:10: E024: cartsim: this program reads version 1 of the format, the file says '2'\n");
}

static void steps_have_names_of_their_own_at_any_depth(void **state)
{
    assert_faults(
        *state,
        "cartsim: 1\npatients: {}\npathways:\n  p:\n"
        "    - {step: rest, takes: 1 d}\n"
        "    - {takes: 1 d}\n"
        "    - step: a\n"
        "      steps: [{step: b}]\n"
        "      meanwhile: [{step: rest}]\n"
        "      one_of: [{share: 1, steps: [{step: b, takes: 3}]}]\n"
        "  q: [{step: rest}]\n"
        "risks: {r: {chance: 1, steps: [{step: c}, {step: c}]}}\n",
        "a.yaml:6:7: E025: pathways.p.1: a step has no name; write step: NAME\n"
        "a.yaml:9:26: E025: pathways.p: two steps are called 'rest'; the other is on line 5 of a.yaml\n"
        "a.yaml:10:42: E025: pathways.p: two steps are called 'b'; the other is on line 8 of a.yaml\n"
        "a.yaml:10:52: E012: 3 has no unit; write \"3 d\" (days) or \"3 h\" (hours)\n"
        "a.yaml:12:50: E025: risks.r: two steps are called 'c'; the other is on line 12 of a.yaml\n");
}

static void a_step_is_addressed_by_its_name(void **state)
{
    assert_faults(*state,
                  "cartsim: 1\npatients: {}\npathways:\n  p:\n    - {step: a, steps: [{step: b, fit: 1}]}\n"
                  "risks: {r: {chance: 1, steps: [{step: c, fit: 2}]}}\n",
                  "a.yaml:5:40: E021: pathways.p.b.fit: expected true or false, got '1'\n"
                  "a.yaml:6:47: E021: risks.r.c.fit: expected true or false, got '2'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(the_whole_format_is_accepted),
        ON_A_DESK(unknown_keys_name_the_nearest),
        ON_A_DESK(missing_keys_are_named),
        ON_A_DESK(a_misspelt_key_is_not_missing_as_well),
        ON_A_DESK(quantities_are_refused_with_the_mend),
        ON_A_DESK(whole_numbers_have_ranges),
        ON_A_DESK(types_are_told_apart),
        ON_A_DESK(the_calendar_is_checked),
        ON_A_DESK(shares_sum_to_1),
        ON_A_DESK(distributions_are_read_where_durations_stand),
        ON_A_DESK(evidence_is_checked_wherever_it_stands),
        ON_A_DESK(a_value_has_evidence_once),
        ON_A_DESK(hours_and_days_are_no_empty_lists),
        ON_A_DESK(keys_that_exclude_or_need_each_other_are_seen),
        ON_A_DESK(steps_are_held_against_their_rules),
        ON_A_DESK(arrivals_come_in_one_way),
        ON_A_DESK(the_version_of_the_format_is_1),
        ON_A_DESK(steps_have_names_of_their_own_at_any_depth),
        ON_A_DESK(a_step_is_addressed_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
