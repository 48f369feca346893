/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <cjson/cJSON.h>

#include "results/results.h"
#include "support/sample.h"

struct written {
    struct sample sample;
    char *text;
    cJSON *root;
};

static int setup(void **state)
{
    struct written *written = calloc(1, sizeof *written);
    if (!written)
        return 1;
    sample_fill(&written->sample);
    *state = written;
    return 0;
}

static int teardown(void **state)
{
    struct written *written = *state;
    cJSON_Delete(written->root);
    free(written->text);
    free(written);
    return 0;
}

static struct written *write_json(void **state)
{
    struct written *written = *state;
    written->text = results_json(&written->sample.metrics, &written->sample.scenario);
    assert_non_null(written->text);
    written->root = cJSON_Parse(written->text);
    assert_non_null(written->root);
    return written;
}

/* By a path such as "measures/vein_to_vein/made_of/0/step". */
static const cJSON *at(const struct written *written, const char *path)
{
    const cJSON *node = written->root;
    char copy[256], *rest = copy;
    snprintf(copy, sizeof copy, "%s", path);
    while (rest && node) {
        char *slash = strchr(rest, '/');
        if (slash)
            *slash = '\0';
        node = cJSON_IsArray(node) ? cJSON_GetArrayItem(node, (int)strtol(rest, NULL, 10))
                                   : cJSON_GetObjectItemCaseSensitive(node, rest);
        rest = slash ? slash + 1 : NULL;
    }
    if (!node)
        fail_msg("metrics.json has no %s", path);
    return node;
}

static void assert_number_at(const struct written *written, const char *path, double expected)
{
    const cJSON *node = at(written, path);
    assert_true(cJSON_IsNumber(node));
    if (node->valuedouble != expected)
        fail_msg("%s is %.17g, expected %.17g", path, node->valuedouble, expected);
}

static void assert_text_at(const struct written *written, const char *path, const char *expected)
{
    const cJSON *node = at(written, path);
    assert_true(cJSON_IsString(node));
    assert_string_equal(node->valuestring, expected);
}

static void assert_null_at(const struct written *written, const char *path)
{
    assert_true(cJSON_IsNull(at(written, path)));
}

static void assert_interval_at(const struct written *written, const char *path, double value, double low,
                               double high)
{
    char inside[256];
    snprintf(inside, sizeof inside, "%s/value", path);
    assert_number_at(written, inside, value);
    snprintf(inside, sizeof inside, "%s/ci/0", path);
    assert_number_at(written, inside, low);
    snprintf(inside, sizeof inside, "%s/ci/1", path);
    assert_number_at(written, inside, high);
}

/* The keys of an object, in order, parted by blanks. */
static void assert_keys_at(const struct written *written, const char *path, const char *expected)
{
    char keys[1024] = "";
    size_t used = 0;
    for (const cJSON *child = at(written, path)->child; child; child = child->next)
        used += (size_t)snprintf(keys + used, sizeof keys - used, "%s%s", used ? " " : "", child->string);
    assert_string_equal(keys, expected);
}

static void the_file_says_what_was_run(void **state)
{
    const char *sets[] = {"resources.ward_bed.capacity=5", "run.seed=7"};
    ((struct written *)*state)->sample.scenario.sets = sets;
    ((struct written *)*state)->sample.scenario.set_count = 2;
    struct written *written = write_json(state);
    assert_number_at(written, "cartsim/format", 1);
    assert_text_at(written, "cartsim/version", CARTSIM_VERSION);
    assert_text_at(written, "scenario/name", "A small centre");
    assert_text_at(written, "scenario/file", "scenarios/small.yaml");
    assert_int_equal(strlen(at(written, "scenario/sha256")->valuestring), 64);
    assert_text_at(written, "scenario/set/1", "run.seed=7");
    assert_number_at(written, "run/seed", 7);
    assert_number_at(written, "run/replications", 20);
    assert_text_at(written, "run/start", "2025-01-06");
    assert_number_at(written, "run/warmup_days", 365.25);
    assert_number_at(written, "run/horizon_days", 1000);
    assert_null_at(written, "run/follow_days");
    assert_number_at(written, "run/confidence", 0.95);
    assert_number_at(written, "run/events", 123456);
}

static void sections_stand_in_the_order_of_the_format(void **state)
{
    struct written *written = write_json(state);
    static const char *const expected[] = {"cartsim", "scenario",  "run",   "patients", "measures", "losses",
                                           "steps",   "resources", "risks", "costs",    "evidence"};
    const cJSON *child = written->root->child;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, child = child->next) {
        assert_non_null(child);
        assert_string_equal(child->string, expected[i]);
    }
    assert_null(child);
}

static void a_seed_beyond_2_to_the_53_is_a_string_of_its_digits(void **state)
{
    struct written *written = *state;
    written->sample.metrics.seed = 18446744073709551615u;
    written->sample.metrics.events = 9007199254740992u;
    write_json(state);
    assert_text_at(written, "run/seed", "18446744073709551615");
    assert_number_at(written, "run/events", 9007199254740992.0);
}

static void a_figure_has_its_interval(void **state)
{
    struct written *written = write_json(state);
    assert_interval_at(written, "patients/all/referred", 50, 48, 52);
    assert_interval_at(written, "patients/b_all/outcomes/ineligible", 12, 12, 12);
    assert_interval_at(written, "patients/allo/shares/completed", 1, 1 - 0.02, 1 + 0.02);
    assert_keys_at(written, "patients", "all b_all allo");
    assert_keys_at(written, "patients/all/outcomes",
                   "completed turned_away censored ineligible died_waiting");
}

static void with_one_replication_the_interval_is_null(void **state)
{
    struct written *written = *state;
    written->sample.metrics.all.referred = figure_alone(50);
    write_json(state);
    assert_number_at(written, "patients/all/referred/value", 50);
    assert_null_at(written, "patients/all/referred/ci");
}

/* No transplant patient has an infusion: how many is known (none), the rest is not. */
static void without_data_all_but_the_count_is_null(void **state)
{
    struct written *written = write_json(state);
    const char *part = "measures/vein_to_vein/by_class/allo";
    char path[128];
    snprintf(path, sizeof path, "%s/count", part);
    assert_interval_at(written, path, 0, 0, 0);
    static const char *const unknown[] = {"mean", "sd", "min", "p05", "p50", "p99", "max", "histogram"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        snprintf(path, sizeof path, "%s/%s", part, unknown[i]);
        assert_null_at(written, path);
    }
    assert_null_at(written, "resources/staff_bed/wait/mean");
    assert_null_at(written, "resources/staff_bed/all_busy");
}

/* A figure that went wrong must not make the file unreadable. */
static void what_is_not_finite_is_null(void **state)
{
    struct written *written = *state;
    written->sample.metrics.cost_per_completed =
        (struct figure){(double)NAN, -(double)INFINITY, (double)INFINITY, true, true};
    write_json(state);
    assert_null_at(written, "costs/per_completed_patient/value");
    assert_null_at(written, "costs/per_completed_patient/ci/0");
}

static void a_measure_holds_its_summary_targets_ledger_and_histogram(void **state)
{
    struct written *written = write_json(state);
    assert_keys_at(written, "measures/vein_to_vein",
                   "unit count mean sd min p05 p10 p25 p50 p75 p90 p95 p99 max target made_of histogram "
                   "by_class measured");
    assert_text_at(written, "measures/vein_to_vein/unit", "d");
    assert_interval_at(written, "measures/vein_to_vein/mean", 41, 39.75, 42.25);
    assert_interval_at(written, "measures/vein_to_vein/p90", 42, 41.25, 42.75);
    assert_number_at(written, "measures/vein_to_vein/min", 0.5);
    assert_number_at(written, "measures/vein_to_vein/max", 99.25);
    assert_interval_at(written, "measures/vein_to_vein/measured", 0.6, 0.6 - 0.05, 0.6 + 0.05);
    assert_number_at(written, "measures/referral_to_infusion/histogram/from", 0);
    assert_number_at(written, "measures/referral_to_infusion/histogram/width", 30);
    assert_number_at(written, "measures/referral_to_infusion/histogram/counts/2", 477);
    assert_keys_at(written, "measures/referral_to_infusion/by_class/b_all",
                   "unit count mean sd min p05 p10 p25 p50 p75 p90 p95 p99 max made_of histogram");
}

static void a_target_has_its_goal_and_verdict(void **state)
{
    struct written *written = write_json(state);
    assert_number_at(written, "measures/vein_to_vein/target/p90/goal", 45);
    assert_text_at(written, "measures/vein_to_vein/target/p90/verdict", "undecided");
    assert_number_at(written, "measures/vein_to_vein/target/p90/more_replications", 120);
    assert_number_at(written, "measures/vein_to_vein/target/share_within/42 d/goal", 0.8);
    assert_text_at(written, "measures/vein_to_vein/target/share_within/42 d/verdict", "missed");
    assert_null_at(written, "measures/vein_to_vein/target/share_within/42 d/more_replications");
    assert_text_at(written, "resources/ward_bed/target/all_busy/verdict", "missed");
    assert_null(cJSON_GetObjectItem(at(written, "measures/referral_to_infusion"), "target"));
    assert_null(cJSON_GetObjectItem(at(written, "resources/staff_bed"), "target"));
}

static void the_ledger_names_step_and_cause(void **state)
{
    static const struct {
        const char *home, *step, *what;
        double days;
    } lines[] = {{"car_t", "evaluation", "takes", 4},
                 {"car_t", "apheresis", "waits_for:apheresis_slot", 11},
                 {"car_t", "infusion", "unfit:infection", 5},
                 {"infection", "treatment", "joins", 40}};
    struct written *written = write_json(state);
    for (size_t i = 0; i < 4; i++) {
        char path[128];
        snprintf(path, sizeof path, "measures/referral_to_infusion/made_of/%zu/pathway", i);
        assert_text_at(written, path, lines[i].home);
        snprintf(path, sizeof path, "measures/referral_to_infusion/made_of/%zu/step", i);
        assert_text_at(written, path, lines[i].step);
        snprintf(path, sizeof path, "measures/referral_to_infusion/made_of/%zu/what", i);
        assert_text_at(written, path, lines[i].what);
        snprintf(path, sizeof path, "measures/referral_to_infusion/made_of/%zu/mean/value", i);
        assert_number_at(written, path, lines[i].days);
    }
}

static void losses_list_only_outcomes_that_occurred(void **state)
{
    struct written *written = write_json(state);
    assert_int_equal(cJSON_GetArraySize(at(written, "losses/car_t")), 3);
    assert_text_at(written, "losses/car_t/0/step", "evaluation");
    assert_interval_at(written, "losses/car_t/0/reached", 40, 39, 41);
    assert_keys_at(written, "losses/car_t/0/lost", "ineligible");
    assert_interval_at(written, "losses/car_t/1/lost/died_waiting", 4, 3.5, 4.5);
    assert_keys_at(written, "losses/car_t/2/lost", "");
    assert_keys_at(written, "losses/transplant/0/lost", "");
}

static void the_steps_of_a_risk_stand_under_its_name(void **state)
{
    struct written *written = write_json(state);
    assert_keys_at(written, "steps", "car_t transplant infection");
    assert_keys_at(written, "steps/car_t", "evaluation apheresis infusion");
    assert_interval_at(written, "steps/infection/treatment/per_patient", 0.75, 0.65, 0.85);
    assert_number_at(written, "steps/car_t/apheresis/duration/mean/value", 9);
    assert_number_at(written, "steps/car_t/apheresis/wait/mean/value", 7);
}

static void a_risk_with_the_name_of_a_pathway_is_kept_apart(void **state)
{
    struct written *written = *state;
    written->sample.risk.name = "transplant";
    write_json(state);
    assert_keys_at(written, "steps", "car_t transplant risk:transplant");
}

static void resources_are_units_or_slots(void **state)
{
    struct written *written = write_json(state);
    assert_keys_at(written, "resources/ward_bed",
                   "capacity occupied utilisation share_of_time all_busy queue wait target");
    assert_number_at(written, "resources/ward_bed/capacity", 4);
    assert_text_at(written, "resources/staff_bed/capacity", "unlimited");
    assert_int_equal(cJSON_GetArraySize(at(written, "resources/ward_bed/share_of_time")), 5);
    assert_number_at(written, "resources/ward_bed/share_of_time/2", 0.3);
    assert_keys_at(written, "resources/apheresis_slot", "offered used lost unused utilisation wait");
    assert_interval_at(written, "resources/apheresis_slot/unused", 256.5, 254.5, 258.5);
}

static void risks_and_costs_are_listed(void **state)
{
    struct written *written = write_json(state);
    assert_interval_at(written, "risks/infection/per_patient", 0.145, 0.145 - 0.03, 0.145 + 0.03);
    assert_number_at(written, "risks/infection/lasts/mean/value", 18);
    assert_text_at(written, "costs/currency", "EUR");
    assert_number_at(written, "costs/total_per_year/value", 3500000);
    assert_number_at(written, "costs/per_completed_patient/value", 281904.25);
    assert_keys_at(written, "costs/by", "ward_bed car_t.infusion");
}

static void without_costs_there_is_no_such_section(void **state)
{
    struct written *written = *state;
    written->sample.metrics.has_costs = false;
    write_json(state);
    assert_null(cJSON_GetObjectItem(written->root, "costs"));
}

static void every_number_of_the_scenario_has_its_source_and_grade(void **state)
{
    struct written *written = write_json(state);
    assert_text_at(written, "evidence/0/path", "pathways.car_t.evaluation.takes");
    assert_text_at(written, "evidence/0/value", "4 d");
    assert_text_at(written, "evidence/0/source", "Seed 2025");
    assert_text_at(written, "evidence/0/grade", "measured");
    assert_text_at(written, "evidence/0/why", "of four");
    assert_null_at(written, "evidence/1/source");
    assert_text_at(written, "evidence/1/grade", "assumption");
    assert_null_at(written, "evidence/1/why");
}

/* cJSON's own printing keeps 15 digits of some numbers and loses the rest. */
static void numbers_keep_their_last_digit(void **state)
{
    struct written *written = *state;
    written->sample.metrics.all.referred = figure_around(0.1 + 0.2, 1.0 / 3);
    write_json(state);
    assert_non_null(strstr(written->text, "0.30000000000000004"));
    assert_interval_at(written, "patients/all/referred", 0.1 + 0.2, 0.1 + 0.2 - 1.0 / 3, 0.1 + 0.2 + 1.0 / 3);
}

/* A file's name may hold any bytes, JSON only characters. */
static void names_with_quotes_and_bad_bytes_stay_readable(void **state)
{
    struct written *written = *state;
    written->sample.model.name = "Città \"uno\"\n\x01";
    written->sample.scenario.path = "a\xff\xc3"
                                    "b.yaml";
    write_json(state);
    assert_text_at(written, "scenario/name", "Città \"uno\"\n\x01");
    assert_text_at(written, "scenario/file",
                   "a\xef\xbf\xbd\xef\xbf\xbd"
                   "b.yaml");
}

static void names_of_the_greatest_length_are_not_cut(void **state)
{
    struct written *written = *state;
    char name[401] = "", what[420]; /* 100 characters of four bytes */
    for (int i = 0; i < 100; i++)
        memcpy(name + 4 * i, "\xf0\x9f\x8f\xa5", 5);
    snprintf(what, sizeof what, "waits_for:%s", name);
    written->sample.resources[APHERESIS_SLOT].name = name;
    write_json(state);
    assert_text_at(written, "measures/referral_to_infusion/made_of/1/what", what);
}

static void the_text_ends_with_one_newline(void **state)
{
    struct written *written = write_json(state);
    size_t length = strlen(written->text);
    assert_string_equal(written->text + length - 2, "}\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_file_says_what_was_run),
        CASE(sections_stand_in_the_order_of_the_format),
        CASE(a_seed_beyond_2_to_the_53_is_a_string_of_its_digits),
        CASE(a_figure_has_its_interval),
        CASE(with_one_replication_the_interval_is_null),
        CASE(without_data_all_but_the_count_is_null),
        CASE(what_is_not_finite_is_null),
        CASE(a_measure_holds_its_summary_targets_ledger_and_histogram),
        CASE(a_target_has_its_goal_and_verdict),
        CASE(the_ledger_names_step_and_cause),
        CASE(losses_list_only_outcomes_that_occurred),
        CASE(the_steps_of_a_risk_stand_under_its_name),
        CASE(a_risk_with_the_name_of_a_pathway_is_kept_apart),
        CASE(resources_are_units_or_slots),
        CASE(risks_and_costs_are_listed),
        CASE(without_costs_there_is_no_such_section),
        CASE(every_number_of_the_scenario_has_its_source_and_grade),
        CASE(numbers_keep_their_last_digit),
        CASE(names_with_quotes_and_bad_bytes_stay_readable),
        CASE(names_of_the_greatest_length_are_not_cut),
        CASE(the_text_ends_with_one_newline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
