/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include "base/utf8.h"
#include "results/results.h"
#include "results/texts.h"
#include "support/sample.h"

struct printed {
    struct sample sample;
    char *text;
    size_t size;
};

static int setup(void **state)
{
    struct printed *printed = calloc(1, sizeof *printed);
    if (!printed)
        return 1;
    sample_fill(&printed->sample);
    *state = printed;
    return 0;
}

static int teardown(void **state)
{
    struct printed *printed = *state;
    free(printed->text);
    free(printed);
    return 0;
}

static void print_summary(struct printed *printed, const char *const *files, size_t file_count)
{
    FILE *to = open_memstream(&printed->text, &printed->size);
    assert_non_null(to);
    assert_true(results_summary(to, &printed->sample.metrics, &printed->sample.scenario, files, file_count));
    assert_int_equal(fclose(to), 0);
}

static void assert_says(const struct printed *printed, const char *text)
{
    if (!strstr(printed->text, text))
        fail_msg("the summary does not say '%s':\n%s", text, printed->text);
}

static void assert_keeps_quiet(const struct printed *printed, const char *text)
{
    if (strstr(printed->text, text))
        fail_msg("the summary says '%s':\n%s", text, printed->text);
}

/* The greatest width of its lines, in characters. */
static size_t width(const struct printed *printed)
{
    size_t greatest = 0;
    for (const char *line = printed->text; *line;) {
        size_t bytes = strcspn(line, "\n"), count = utf8_count(line, bytes);
        greatest = count > greatest ? count : greatest;
        line += bytes + 1;
    }
    return greatest;
}

/* The median is the mean less a day, the p90 the mean and a day, both give or take 0.75 d (support/sample.c).
 */
static void the_first_lines_are_the_two_times_with_intervals_and_verdicts(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed, "A small centre\n"
                         "50.0 patients referred in each of 20 replications; ranges are 95% intervals.\n"
                         "\n"
                         "  Referral to infusion  median 59.0 d (58.2–59.8), p90 61.0 d (60.2–61.8)\n"
                         "  Vein to vein          median 40.0 d (39.2–40.8), p90 42.0 d (41.2–42.8)\n"
                         "                        target: p90 at most 45 d: undecided (about 120 more\n"
                         "                        replications would decide)\n"
                         "                        target: at least 80% within 42 d: 50% (40–60%), missed\n");
}

/* 24 of 40 are infused; of the 40, 12 were ineligible and 4 died. The ten transplants are no part of it. */
static void beside_a_time_stands_who_got_there_and_who_was_lost(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed, "  Reach infusion        60% (55–65%) of those referred\n"
                         "  Lost before infusion  40% (35–45%): ineligible 30%, died waiting 10%\n");
}

/* Two of forty die at the step of the infusion itself, and only 24 are infused of the 26 who come there
 * alive: they died waiting for it. Were 26 infused, the two would have died after it. */
static void who_dies_at_the_last_step_is_lost_before_it_if_so_many_are_missing(void **state)
{
    struct printed *printed = *state;
    printed->sample.lost[APHERESIS][OUTCOME_DIED_WAITING] = figure_around(2, 0.5);
    printed->sample.lost[INFUSION][OUTCOME_DIED_WAITING] = figure_around(2, 0.5);
    print_summary(printed, NULL, 0);
    assert_says(printed, "40% (35–45%): ineligible 30%, died waiting 10%\n");
    free(printed->text);
    printed->sample.treated[0] = figure_around(0.65, 0.05);
    print_summary(printed, NULL, 0);
    assert_says(printed, "35% (30–40%): ineligible 30%, died waiting 5.0%\n");
}

static void only_what_is_held_is_a_bed(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed, "  Ward bed              2.1 of 4 in use; all busy 15% (12–18%) of the time\n"
                         "                        target: all busy at most 5% of the time: missed\n"
                         "\n");
    assert_keeps_quiet(printed, "Staff bed");
}

static void patients_are_counted_by_outcome_and_class(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed, "Patients by outcome\n");
    assert_says(printed,
                "  all patients                                    50.0\n"
                "    completed                                     34.0              68% (66–70%)\n");
    assert_says(printed, "  b_all                                           40.0\n");
    assert_says(printed, "    died_waiting                                   4.0             10% (8.0–12%)\n"
                         "  allo                                            10.0\n");
    assert_keeps_quiet(printed, "turned_away");
}

static void the_ledger_lists_the_longest_first_and_sums_to_the_mean(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed,
                "  Referral to infusion, mean 60.0 d (58.8–61.2)\n"
                "  treatment                 waits for what runs beside it         40.0 d     67%\n"
                "  apheresis                 waits for apheresis_slot              11.0 d     18%\n"
                "  infusion                  unfit: infection                       5.0 d    8.3%\n"
                "  evaluation                takes its time                         4.0 d    6.7%\n"
                "  total                                                           60.0 d    100%\n");
}

/* Twelve lines of 5 d: ten are shown, 10 d of 60 remain. */
static void beyond_ten_lines_the_rest_is_other(void **state)
{
    struct printed *printed = *state;
    struct ledger_line lines[12];
    for (int i = 0; i < 12; i++)
        lines[i] = (struct ledger_line){i % SAMPLE_KEYS, figure_alone(5)};
    printed->sample.measure_parts[REFERRAL_TO_INFUSION].made_of = lines;
    printed->sample.measure_parts[REFERRAL_TO_INFUSION].made_of_count = 12;
    print_summary(printed, NULL, 0);
    assert_says(printed,
                "  other                                                           10.0 d     17%\n"
                "  total                                                           60.0 d    100%\n");
}

static void resources_slots_risks_and_costs_have_a_row_each(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed,
                "  ward_bed                      4     2.1      54%      15%      6.0 d     7.0 d\n");
    assert_says(printed,
                "  staff_bed              no limit     1.5        -        -    no data   no data\n");
    assert_says(printed,
                "  apheresis_slot             286   28.0   1.5    256     9.8%    11.0 d   12.0 d\n");
    assert_says(printed,
                "  infection                                       0.14        17.0 d (16.2–17.8)\n");
    assert_says(printed, "                 EUR 3 500 000\n");
    assert_says(printed, "                   EUR 281 904\n");
}

static void the_foot_says_what_was_run(void **state)
{
    struct printed *printed = *state;
    const char *sets[] = {"resources.ward_bed.capacity=5", "run.seed=7"};
    const char *files[] = {"results/small/metrics.json", "results/small/events.csv"};
    printed->sample.scenario.sets = sets;
    printed->sample.scenario.set_count = 2;
    print_summary(printed, files, 2);
    assert_says(printed, "\n"
                         "Scenario  scenarios/small.yaml\n"
                         "Changed   resources.ward_bed.capacity=5\n"
                         "Changed   run.seed=7\n"
                         "Run       seed 7, replications 20, confidence 95%, cartsim " CARTSIM_VERSION "\n"
                         "Window    1000 d after 365.25 d of warm-up, from 2025-01-06\n"
                         "Written   results/small/metrics.json\n"
                         "Written   results/small/events.csv\n");
}

static void an_unchanged_scenario_says_so(void **state)
{
    struct printed *printed = *state;
    print_summary(printed, NULL, 0);
    assert_says(printed, "Changed   nothing\n");
    assert_keeps_quiet(printed, "Written");
}

static void one_replication_gives_figures_without_ranges(void **state)
{
    struct printed *printed = *state;
    printed->sample.metrics.replications = 1;
    printed->sample.metrics.treated[0] = figure_alone(0.6);
    print_summary(printed, NULL, 0);
    assert_says(printed, "50.0 patients referred in one replication: too little for intervals.\n");
    assert_says(printed, "  Reach infusion        60% of those referred\n"
                         "  Lost before infusion  40%: ineligible 30%, died waiting 10%\n");
}

static void a_quantile_without_an_interval_is_explained(void **state)
{
    struct printed *printed = *state;
    printed->sample.measure_parts[VEIN_TO_VEIN].summary.quantiles[5] = figure_alone(42);
    print_summary(printed, NULL, 0);
    assert_says(printed, "Where a range is missing, too few patients were seen to give one.\n");
    assert_says(printed, "p90 42.0 d\n");
}

static void a_time_that_nobody_had_is_no_data(void **state)
{
    struct printed *printed = *state;
    printed->sample.measure_parts[VEIN_TO_VEIN].summary = (struct summary){.count = figure_around(0, 0)};
    printed->sample.metrics.treated[0] = (struct figure){.known = false};
    print_summary(printed, NULL, 0);
    assert_says(printed, "  Vein to vein          no data\n");
    assert_says(printed, "  Reach infusion        no data of those referred\n"
                         "  Lost before infusion  no data");
    assert_keeps_quiet(printed, "nan");
}

/* Other names: the first two measures stand at the top; ends apart, each with its share. */
static void without_the_known_names_the_first_measures_are_at_the_top(void **state)
{
    struct printed *printed = *state;
    printed->sample.measures[0].name = "time_in_system";
    printed->sample.measures[0].to = "exit";
    printed->sample.measures[1].name = "hold";
    print_summary(printed, NULL, 0);
    assert_says(printed, "\n  Time in system        median");
    assert_says(printed, "\n  Hold                  median");
    assert_says(printed, "  Measured              60% (55–65%) of those referred\n"
                         "  Reach infusion        60% (55–65%) of those referred\n");
}

static void without_measures_there_are_no_times(void **state)
{
    struct printed *printed = *state;
    printed->sample.model.measure_count = 0;
    printed->sample.model.risk_count = 0;
    printed->sample.metrics.has_costs = false;
    print_summary(printed, NULL, 0);
    assert_keeps_quiet(printed, "median");
    assert_keeps_quiet(printed, "Where the days go");
    assert_keeps_quiet(printed, "Risks");
    assert_keeps_quiet(printed, "Costs");
    assert_says(printed, "Patients by outcome");
}

/* 0.02 d are 28.8 min, 0.0005 d 43.2 s, 0.045 d 1.08 h. */
static void times_below_a_tenth_of_a_day_are_in_smaller_units(void **state)
{
    struct printed *printed = *state;
    struct summary *summary = &printed->sample.measure_parts[REFERRAL_TO_INFUSION].summary;
    summary->quantiles[3] = figure_around(0.02, 0.01);
    summary->quantiles[5] = figure_around(0.045, 0.01);
    printed->sample.resource_parts[WARD_BED].wait.mean = figure_alone(0.0005);
    print_summary(printed, NULL, 0);
    assert_says(printed, "median 28.8 min (14.4–43.2), p90 1.1 h (0.8–1.3)\n");
    assert_says(printed, "     43.2 s     7.0 d\n");
}

static void no_line_is_wider_than_eighty_columns(void **state)
{
    struct printed *printed = *state;
    char name[401] = "", title[1000] = "";
    for (int i = 0; i < 36; i++)
        memcpy(name + 2 * i, "è", 3);
    for (int i = 0; i < 120; i++)
        memcpy(title + 5 * i, "word ", 6);
    printed->sample.model.name = title;
    printed->sample.steps[APHERESIS].name = name;
    printed->sample.resources[WARD_BED].name = name;
    printed->sample.resources[APHERESIS_SLOT].name = name;
    printed->sample.classes[B_ALL].name = name;
    printed->sample.risk.name = name;
    printed->sample.measures[0].name = name;
    print_summary(printed, NULL, 0);
    assert_true(width(printed) <= 80);
    assert_says(printed, name);
}

/* Half a path is of no use. */
static void a_long_path_is_not_cut(void **state)
{
    struct printed *printed = *state;
    char path[201] = "";
    memset(path, 'p', 200);
    printed->sample.scenario.path = path;
    print_summary(printed, NULL, 0);
    assert_says(printed, path);
}

static void what_commands_a_terminal_is_not_printed(void **state)
{
    struct printed *printed = *state;
    printed->sample.model.name = "red\x1b[31m\n\x7f centre";
    print_summary(printed, NULL, 0);
    assert_says(printed, "red [31m");
    assert_null(strpbrk(printed->text, "\x1b\x7f"));
}

/* ---- the catalogue */

static void every_text_is_there_and_none_twice(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_COUNT; i++) {
        assert_non_null(text_for((enum text)i));
        assert_true(*text_for((enum text)i) != '\0');
        for (int k = 0; k < i; k++)
            assert_string_not_equal(text_for((enum text)i), text_for((enum text)k));
    }
}

/* {1} to {n} without a gap: a figure handed in is shown. */
static void marks_are_numbered_without_gaps(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_COUNT; i++) {
        const char *text = text_for((enum text)i);
        int marks = 0, greatest = 0;
        for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
            assert_true(at[1] >= '1' && at[1] <= '9' && at[2] == '}');
            greatest = at[1] - '0' > greatest ? at[1] - '0' : greatest;
            marks++;
        }
        assert_int_equal(marks, greatest);
    }
}

static void a_text_is_cut_between_characters(void **state)
{
    (void)state;
    char long_name[3 * WORDS_SIZE];
    for (size_t i = 0; i < WORDS_SIZE; i++)
        memcpy(long_name + 2 * i, "è", 3);
    struct words words = WORDS(TEXT_REACH, long_name);
    size_t length = strlen(words.text);
    assert_true(length < WORDS_SIZE && length >= WORDS_SIZE - 2);
    assert_string_equal(words.text + length - 2, "è");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_first_lines_are_the_two_times_with_intervals_and_verdicts),
        CASE(beside_a_time_stands_who_got_there_and_who_was_lost),
        CASE(who_dies_at_the_last_step_is_lost_before_it_if_so_many_are_missing),
        CASE(only_what_is_held_is_a_bed),
        CASE(patients_are_counted_by_outcome_and_class),
        CASE(the_ledger_lists_the_longest_first_and_sums_to_the_mean),
        CASE(beyond_ten_lines_the_rest_is_other),
        CASE(resources_slots_risks_and_costs_have_a_row_each),
        CASE(the_foot_says_what_was_run),
        CASE(an_unchanged_scenario_says_so),
        CASE(one_replication_gives_figures_without_ranges),
        CASE(a_quantile_without_an_interval_is_explained),
        CASE(a_time_that_nobody_had_is_no_data),
        CASE(without_the_known_names_the_first_measures_are_at_the_top),
        CASE(without_measures_there_are_no_times),
        CASE(times_below_a_tenth_of_a_day_are_in_smaller_units),
        CASE(no_line_is_wider_than_eighty_columns),
        CASE(a_long_path_is_not_cut),
        CASE(what_commands_a_terminal_is_not_printed),
        cmocka_unit_test(every_text_is_there_and_none_twice),
        cmocka_unit_test(marks_are_numbered_without_gaps),
        cmocka_unit_test(a_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
