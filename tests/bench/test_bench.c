/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/test.h"

#include <unistd.h>

#include "bench/board.h"
#include "bench/memory.h"
#include "laws/law.h"

/*
 * The arithmetic of `make bench`: what it compares, and that the models by hand are the simulator's. Nothing
 * here depends on how long anything takes.
 */

/* ---- comparison with a baseline */

static void open_baseline(struct baseline *baseline, const char *text, bool good)
{
    char path[] = "/tmp/cartsim-test-"
                  "XX"
                  "XX"
                  "XX"; /* what mkstemp fills in */
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *to = fdopen(file, "w");
    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(fclose(to), 0);
    assert_int_equal(baseline_open(baseline, path), good);
    unlink(path);
}

/* Rounds of 1000 draws of so many nanoseconds each, on a machine whose calibration loop takes `turn`
 * nanoseconds. In two rounds of seven something else comes between, once for the draws and once for the loop.
 */
static struct item rounds_of(double nanoseconds, double turn)
{
    struct item item = {.name = "draw", .units = 1000};
    for (int round = 0; round < 7; round++)
        item_add(&item, 1e-6 * nanoseconds * (round == 2 ? 3 : 1), 1e-6 * nanoseconds,
                 1e-9 * turn * (round == 4 ? 2 : 1));
    return item;
}

static bool is_flagged(double nanoseconds, double turn)
{
    struct baseline baseline;
    open_baseline(&baseline, "{\"ratios\": {\"draw\": 5}}", true); /* 100 ns where a turn took 20 */
    struct item item = rounds_of(nanoseconds, turn);
    assert_near(item_nanoseconds(&item), nanoseconds, 1e-12, 0);
    bool slower = baseline_is_slower(&baseline, item.name, item_ratio(&item), 1.2);
    baseline_close(&baseline);
    return slower;
}

static void slower_by_30_percent_is_flagged(void **state)
{
    (void)state;
    assert_true(is_flagged(130, 20));
    assert_true(is_flagged(260, 40)); /* on a machine half as fast, too */
    assert_true(is_flagged(65, 10));  /* and on one twice as fast, where it takes less time than before */
}

static void a_machine_twice_as_slow_is_not_flagged(void **state)
{
    (void)state;
    assert_false(is_flagged(100, 20));
    assert_false(is_flagged(200, 40));
    assert_false(is_flagged(119, 20)); /* within the factor of 1.2 */
    assert_false(is_flagged(50, 20));
}

static void what_the_baseline_lacks_is_not_flagged(void **state)
{
    (void)state;
    struct baseline baseline;
    open_baseline(&baseline, "{\"ratios\": {\"draw\": 5}}", true);
    assert_near(baseline_times(&baseline, "draw", 7.5), 1.5, 1e-15, 0);
    assert_true(isnan(baseline_times(&baseline, "new", 7.5)));
    assert_false(baseline_is_slower(&baseline, "new", 7.5, 1.2));
    baseline_close(&baseline);
    assert_true(baseline_open(&baseline, "/nowhere/baseline.json"));
    assert_false(baseline_is_slower(&baseline, "draw", 1e9, 1.2));
    baseline_close(&baseline);
}

static void a_baseline_that_is_none_is_refused(void **state)
{
    (void)state;
    struct baseline baseline;
    open_baseline(&baseline, "{\"ratios\": ", false);
    open_baseline(&baseline, "{\"ratio\": {\"draw\": 5}}", false);
    open_baseline(&baseline, "", false);
}

static void the_median_is_the_middle_or_between_the_two(void **state)
{
    (void)state;
    double odd[] = {9, 1, 5}, even[] = {4, 100, 1, 2}, one[] = {7};
    assert_near(median(odd, 3), 5, 0, 0);
    assert_near(median(even, 4), 3, 0, 0);
    assert_near(median(one, 1), 7, 0, 0);
}

static void two_items_are_compared_round_by_round(void **state)
{
    (void)state;
    struct item simulator = {.units = 10}, by_hand = {.units = 100};
    for (int round = 1; round <= 3; round++) { /* each round slower than the one before, for both */
        item_add(&simulator, 20 * round, 30 * round, 1);
        item_add(&by_hand, 100 * round, 100 * round, 1);
    }
    assert_near(item_times(&simulator, &by_hand), 2, 1e-15, 0);
    assert_near(item_wall_times(&simulator, &by_hand), 3, 1e-15, 0);
}

static void a_target_is_met_at_its_goal(void **state)
{
    (void)state;
    assert_true(target_is_met(&(struct target){.value = 2.0, .goal = 2.0}));
    assert_false(target_is_met(&(struct target){.value = 2.1, .goal = 2.0}));
    assert_true(target_is_met(&(struct target){.value = 1.9, .goal = 1.9, .at_least = true}));
    assert_false(target_is_met(&(struct target){.value = 1.8, .goal = 1.9, .at_least = true}));
    assert_false(target_is_met(&(struct target){.value = nan(""), .goal = 2.0}));
}

/* ---- from one run to the next */

static const char *const whatif_names[WHATIFS] = {"rarer", "faster", "slot", "bed"};
static const char *const names[CONTESTS] = {"one", "two", "three", "four", "five"};
static const char *const part_names[PARTS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
                                              "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w"};

/* Everything takes a unit a microsecond, the part `slow` `times` as long; with a machine of that speed. */
static struct board *board_of(double machine, int slow, double times)
{
    struct board *board = calloc(1, sizeof *board);
    assert_non_null(board);
    board->threads = 2;
    board->factor = 1.2;
    board->rounds = 1;
    for (int i = 0; i < CONTESTS; i++) {
        struct contest *contest = &board->contests[i];
        contest->name = names[i];
        contest->one.events = 4000;
        contest->one.patients = 1000;
        contest->floor_kind = i < 3 ? FLOOR_REFERENCE : FLOOR_NONE;
        contest->one_item = contest->all_item = contest->floor_item =
            (struct item){.name = names[i], .units = 1000};
        item_add(&contest->one_item, machine * 1e-3, machine * 1e-3, machine * 1e-8);
        item_add(&contest->all_item, machine * 1e-3, machine * 0.5e-3, machine * 1e-8);
        item_add(&contest->floor_item, machine * 0.25e-3, machine * 0.25e-3, machine * 1e-8);
    }
    for (int i = 0; i < PARTS; i++) {
        board->parts[i] = (struct item){.name = part_names[i], .units = 1000};
        item_add(&board->parts[i], machine * 1e-3 * (i == slow ? times : 1), machine * 1e-3, machine * 1e-8);
    }
    board->check.item = (struct item){.name = "check", .units = 1};
    item_add(&board->check.item, machine * 1e-3, machine * 1e-3, machine * 1e-8);
    board->answer.item = (struct item){.name = "answer", .units = 1};
    item_add(&board->answer.item, machine * 1e-3, machine * 1e-3, machine * 1e-8);
    board->answer.half_width = 0.3;
    board->apart = (struct item){.name = "apart", .units = 2000};
    item_add(&board->apart, machine * 2e-3, machine * 1e-3, machine * 1e-8);
    for (int i = 0; i < WHATIFS; i++)
        board->whatifs[i] = (struct whatif){.name = whatif_names[i], .set = "a=b", .mean = 25, .median = 10};
    return board;
}

static void read_baseline(struct board *board, const char *json)
{
    open_baseline(&board->baseline, json, true);
    board->baseline_path = "earlier.json";
}

static char *printed(const struct board *board)
{
    char *text;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    board_print(board, to);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void free_board(struct board *board)
{
    baseline_close(&board->baseline);
    free(board);
}

static void the_json_of_a_run_is_the_baseline_of_the_next(void **state)
{
    (void)state;
    struct board *before = board_of(1, 0, 1);
    char *json = board_json(before);
    assert_non_null(json);
    const struct {
        double machine, times;
        int slower;
    } runs[] = {{1, 1, 0}, {2.5, 1, 0}, {1, 1.3, 1}, {0.5, 1.3, 1}, {1, 1.1, 0}};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct board *now = board_of(runs[i].machine, 7, runs[i].times);
        read_baseline(now, json);
        assert_int_equal(board_slower(now), runs[i].slower);
        char *text = printed(now);
        assert_int_equal(strstr(text, "SLOWER") != NULL, runs[i].slower > 0);
        free(text);
        free_board(now);
    }
    free(json);
    free_board(before);
}

static void a_run_says_what_it_comes_to(void **state)
{
    (void)state;
    struct board *board = board_of(1, 0, 1);
    char *text = printed(board), *json = board_json(board);
    /* a microsecond a patient, four events each; by hand it takes a quarter, two threads half of it */
    assert_non_null(strstr(text, "250.0   1000.0      1000000     2000000    2.00"));
    assert_non_null(strstr(text, "250.0   4.00"));
    assert_non_null(strstr(json, "\"ns_per_event\":\t250,"));
    assert_non_null(strstr(json, "\"times_floor\":\t4"));
    free(text);
    free(json);
    free_board(board);
}

/* On a machine that gave one thread half a processor, a speed-up below its goal says nothing; all else does.
 */
static void what_goes_by_the_clock_is_unclear_on_a_busy_machine(void **state)
{
    (void)state;
    struct target by_clock = {.value = 1, .goal = 1.9, .at_least = true, .by_clock = true};
    struct target by_processor = {.value = 3, .goal = 2};
    struct board *board = board_of(1, 0, 1);
    assert_false(board_is_busy(board));
    assert_false(target_is_unclear(board, &by_clock));
    board->contests[0].one_item.samples[0].wall *= 2;
    assert_true(board_is_busy(board));
    assert_true(target_is_unclear(board, &by_clock));
    assert_false(target_is_unclear(board, &by_processor));
    by_clock.value = 1.95;
    assert_false(target_is_unclear(board, &by_clock));
    free_board(board);
}

/* ---- memory */

static bool touch(void *context)
{
    size_t size = *(size_t *)context;
    char *bytes = malloc(size);
    for (size_t at = 0; bytes && at < size; at += 512)
        ((volatile char *)bytes)[at] = 1;
    bool fine = bytes != NULL;
    free(bytes);
    *(size_t *)context = 12345;
    return fine;
}

static bool give_up(void *context)
{
    *(size_t *)context = 67890;
    return false;
}

static void the_peak_is_that_of_the_child(void **state)
{
    (void)state;
    size_t none = 0, much = 64 << 20;
    double small = memory_peak(touch, &none, &none, sizeof none);
    double large = memory_peak(touch, &much, &much, sizeof much);
    assert_true(small > 0);
    assert_true(large - small > 60 << 20);
    assert_true(large - small < 100 << 20); /* a sanitizer keeps a byte for each eight */
    assert_int_equal(much, 12345);          /* what the child wrote came back */
    assert_true(memory_peak(give_up, &none, &none, sizeof none) < 0);
    assert_int_equal(none, 67890);
}

static void bytes_a_replication_are_what_more_of_them_take(void **state)
{
    (void)state;
    struct board board = {.few = {100, 5000000}, .many = {1100, 6500000}};
    assert_near(board_bytes_a_replication(&board), 1500, 1e-12, 0);
}

/* ---- the models by hand */

struct estimate {
    double mean, error; /* standard error */
};

/* Of replications that each gave a mean. */
static struct estimate estimate_of(const double *means, int count)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < count; i++)
        sum += means[i];
    for (int i = 0; i < count; i++)
        squares += (means[i] - sum / count) * (means[i] - sum / count);
    return (struct estimate){sum / count, sqrt(squares / (count - 1) / count)};
}

static struct estimate simulated(const char *path, const char *set, uint32_t replications)
{
    struct study study = {.path = path, .sets = {set}, .replications = replications, .threads = 2};
    if (!study_run(&study))
        fail_msg("%s", study.trouble);
    return (struct estimate){study.mean, (study.high - study.low) / 2 / 2.09}; /* t with 19 degrees */
}

/* Five standard errors: by chance once in a million. */
static void assert_alike(struct estimate a, struct estimate b)
{
    assert_near(a.mean, b.mean, 0, 5 * hypot(a.error, b.error));
    assert_true(hypot(a.error, b.error) < 0.04 * b.mean); /* so that they could differ */
}

enum { REPLICATIONS = 20 };

static struct estimate reference_by_hand(int beds)
{
    double means[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++) {
        struct floor_result result;
        assert_true(floor_reference(10000, beds, (uint64_t)i, &result));
        means[i] = result.mean;
    }
    return estimate_of(means, REPLICATIONS);
}

static void the_reference_pathway_by_hand_is_the_simulators(void **state)
{
    (void)state;
    const char *path = "tests/bench/reference-pathway.yaml";
    struct estimate by_hand = reference_by_hand(5);
    assert_alike(by_hand, simulated(path, NULL, REPLICATIONS));
    assert_near(by_hand.mean, 50.0, 0, 5 * by_hand.error); /* as other simulators have it too */
    assert_alike(reference_by_hand(3), simulated(path, "resources.ward_bed.capacity=3", REPLICATIONS));
}

/* An arrival, an evaluation, 1 / 0.95 times three of making, an infection for a quarter, a discharge. One
 * more try has variance 0.05 / 0.95^2. */
static void each_patient_by_hand_has_its_events(void **state)
{
    (void)state;
    const double patients = 100000;
    double expected = 1 + 1 + 3 / 0.95 + 0.25 + 1;
    double variance = 9 * 0.05 / (0.95 * 0.95) + 0.25 * 0.75;
    struct floor_result result;
    assert_true(floor_reference(100000, 5, 7, &result));
    assert_near((double)result.events / patients, expected, 0, 5 * sqrt(variance / patients));
}

/* The mean wait is load / (1 - load) mean service times; of the mean of n waits in a row the variance is
 * load (2 + 5 load - 4 load^2 + load^3) / (1 - load)^4 / n (Daley 1968, J Appl Prob 5:683). */
static void one_server_by_hand_waits_as_theory_says(void **state)
{
    (void)state;
    const double loads[] = {0.5, 0.9};
    const uint32_t customers = 2000000;
    for (int i = 0; i < 2; i++) {
        double load = loads[i], busy = 1 - load;
        double variance = load * (2 + load * (5 + load * (-4 + load))) / pow(busy, 4) / customers;
        struct floor_result result;
        assert_true(floor_queue(customers, load, 3, &result));
        assert_near(result.mean, load / busy, 0, 5 * sqrt(variance));
        assert_int_equal(result.events, 2 * customers);
    }
}

static void one_server_by_hand_is_the_simulators(void **state)
{
    (void)state;
    const double service = 9.0 / (24 * 60); /* days */
    double means[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++) {
        struct floor_result result;
        assert_true(floor_queue(50000, 0.9, (uint64_t)i, &result));
        means[i] = service * result.mean;
    }
    assert_alike(estimate_of(means, REPLICATIONS),
                 simulated("tests/bench/one-server.yaml", "patients.customer.arrivals.limit=50000",
                           REPLICATIONS));
}

/* ---- what is measured */

static void a_study_counts_its_patients_and_says_its_trouble(void **state)
{
    (void)state;
    struct study study = {.path = "tests/bench/one-server.yaml",
                          .sets = {"patients.customer.arrivals.limit=500"},
                          .replications = 3,
                          .threads = 2};
    assert_true(study_run(&study));
    assert_int_equal(study.patients, 1500);
    assert_true(study.events >= 1500);
    study.sets[0] = "patients.customer.arrivals.limmit=500";
    assert_false(study_run(&study));
    assert_non_null(strstr(study.trouble, "limit"));
    study.path = "tests/bench/nowhere.yaml";
    assert_false(study_run(&study));
    assert_non_null(strstr(study.trouble, "nowhere.yaml"));
}

static void each_part_has_a_name_of_its_own_and_runs(void **state)
{
    (void)state;
    struct item *items = calloc(PARTS, sizeof *items);
    assert_non_null(items);
    assert_true(parts_open(items));
    for (int i = 0; i < PARTS; i++) {
        assert_true(items[i].units >= 1000);
        assert_true(items[i].run(items[i].context));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(items[i].name, items[j].name);
    }
    parts_close(items);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slower_by_30_percent_is_flagged),
        cmocka_unit_test(a_machine_twice_as_slow_is_not_flagged),
        cmocka_unit_test(what_the_baseline_lacks_is_not_flagged),
        cmocka_unit_test(a_baseline_that_is_none_is_refused),
        cmocka_unit_test(the_median_is_the_middle_or_between_the_two),
        cmocka_unit_test(two_items_are_compared_round_by_round),
        cmocka_unit_test(a_target_is_met_at_its_goal),
        cmocka_unit_test(the_json_of_a_run_is_the_baseline_of_the_next),
        cmocka_unit_test(a_run_says_what_it_comes_to),
        cmocka_unit_test(what_goes_by_the_clock_is_unclear_on_a_busy_machine),
        cmocka_unit_test(the_peak_is_that_of_the_child),
        cmocka_unit_test(bytes_a_replication_are_what_more_of_them_take),
        cmocka_unit_test(the_reference_pathway_by_hand_is_the_simulators),
        cmocka_unit_test(each_patient_by_hand_has_its_events),
        cmocka_unit_test(one_server_by_hand_waits_as_theory_says),
        cmocka_unit_test(one_server_by_hand_is_the_simulators),
        cmocka_unit_test(a_study_counts_its_patients_and_says_its_trouble),
        cmocka_unit_test(each_part_has_a_name_of_its_own_and_runs),
    };
    law_library_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
